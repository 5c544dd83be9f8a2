"""SQL Managed Instance inside its own subnet of the spoke, with accounts from Entra ID only."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import sql

from migration.model.architecture import DatabaseServer, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings


class SqlManagedInstance(pulumi.ComponentResource):
    """An instance with its databases.

    Makes 2 resources (instance, diagnostic setting) and 2 for each database (database, diagnostic setting).
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:SqlManagedInstance", workload.id, None, options)
        decided = workload.database_server
        assert decided is not None
        inside = pulumi.ResourceOptions(parent=self)
        instance = _instance(workload, decided, around, self)
        send_logs(f"{workload.id}-logs", "managed-instance", instance.id, around.foundation.target, inside)
        for database in decided.databases:
            made = sql.ManagedDatabase(
                f"{workload.id}-{database.name}",
                database_name=database.name,
                managed_instance_name=instance.name,
                resource_group_name=around.groups[workload.resource_group],
                location=workload.region,
                tags=workload.tags,
                opts=pulumi.ResourceOptions(parent=self, protect=True),
            )
            logs = f"{workload.id}-{database.name}-logs"
            send_logs(logs, "managed-database", made.id, around.foundation.target, inside)
        self.register_outputs({})


def _instance(
    workload: Workload, decided: DatabaseServer, around: Surroundings, parent: pulumi.Resource
) -> sql.ManagedInstance:
    place = workload.subnet
    assert place is not None and decided.sku is not None
    return sql.ManagedInstance(
        f"{workload.id}-instance",
        managed_instance_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        subnet_id=around.subnet(place),
        sku=sql.SkuArgs(name=decided.sku, tier=decided.tier),
        v_cores=decided.processors,
        storage_size_in_gb=decided.storage_gib,
        license_type=sql.ManagedInstanceLicenseType.BASE_PRICE,  # the council brings its own
        administrators=sql.ManagedInstanceExternalAdministratorArgs(
            administrator_type="ActiveDirectory",
            principal_type="Group",
            login=around.administrators.name,
            sid=around.administrators.object_id,
            tenant_id=around.tenant_id,
            azure_ad_only_authentication=True,
        ),
        identity=sql.ResourceIdentityArgs(type="SystemAssigned"),
        minimal_tls_version="1.2",
        public_data_endpoint_enabled=False,
        proxy_override=sql.ManagedInstanceProxyOverride.REDIRECT,
        requested_backup_storage_redundancy="Geo" if decided.geo_redundant_backup else "Local",
        zone_redundant=decided.zone_redundant,
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )
