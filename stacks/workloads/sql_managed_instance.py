"""SQL Managed Instance inside its own subnet of the spoke, with accounts from Entra ID only."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
from pulumi_azure_native import sql

from migration.model.architecture import DatabaseServer, SubnetPlace, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings


@value
class _Site:
    """An instance in one region. `id` starts the Pulumi names; `zones` says whether it stands in more than one;
    `partner_id` is the first instance, whose names the second one's certificate must hold too."""

    id: str
    name: str
    resource_group: str
    region: str
    subnet: SubnetPlace
    zones: bool
    partner_id: pulumi.Output[str] | None = None


class SqlManagedInstance(pulumi.ComponentResource):
    """An instance with its databases.

    Makes 2 resources (instance, diagnostic setting) and 2 for each database (database, diagnostic setting). In the
    second region 3 more: an instance, its diagnostic setting, and the group that copies the databases to it.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:SqlManagedInstance", workload.id, None, options)
        decided = workload.database_server
        assert decided is not None
        instance = _instance(workload, _first(workload, decided), around, self)
        made = _databases(workload, decided, instance, around, self)
        if workload.second is not None:
            other = _instance(workload, _second(workload, instance.id), around, self)
            _join(workload, instance, other, made, around, self)
        self.register_outputs({})


def _first(workload: Workload, decided: DatabaseServer) -> _Site:
    assert workload.subnet is not None
    return _Site(
        id=workload.id,
        name=workload.name,
        resource_group=workload.resource_group,
        region=workload.region,
        subnet=workload.subnet,
        zones=decided.zone_redundant,
    )


def _second(workload: Workload, first_id: pulumi.Output[str]) -> _Site:
    second = workload.second
    assert second is not None and second.subnet is not None
    return _Site(
        id=f"{workload.id}-second",
        name=second.name,
        resource_group=second.resource_group,
        region=second.region,
        subnet=second.subnet,
        zones=False,  # the second region may have none
        partner_id=first_id,
    )


def _instance(workload: Workload, site: _Site, around: Surroundings, parent: pulumi.Resource) -> sql.ManagedInstance:
    """An instance that writes down what happens in it. The second is as large as the first: it must take its place."""
    decided = workload.database_server
    assert decided is not None and decided.sku is not None
    made = sql.ManagedInstance(
        f"{site.id}-instance",
        managed_instance_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        subnet_id=around.subnet(site.subnet),
        dns_zone_partner=site.partner_id,
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
        zone_redundant=site.zones,
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )
    inside = pulumi.ResourceOptions(parent=parent)
    send_logs(f"{site.id}-logs", "managed-instance", made.id, around.foundation.target, inside)
    return made


def _databases(
    workload: Workload,
    decided: DatabaseServer,
    instance: sql.ManagedInstance,
    around: Surroundings,
    parent: pulumi.Resource,
) -> list[pulumi.Resource]:
    found: list[pulumi.Resource] = []
    for database in decided.databases:
        made = sql.ManagedDatabase(
            f"{workload.id}-{database.name}",
            database_name=database.name,
            managed_instance_name=instance.name,
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            tags=workload.tags,
            opts=pulumi.ResourceOptions(parent=parent, protect=True),
        )
        logs = f"{workload.id}-{database.name}-logs"
        send_logs(logs, "managed-database", made.id, around.foundation.target, pulumi.ResourceOptions(parent=parent))
        found.append(made)
    return found


def _join(
    workload: Workload,
    first: sql.ManagedInstance,
    other: sql.ManagedInstance,
    databases: Sequence[pulumi.Resource],
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    """One name for both instances. The group makes the copies, so the second instance must be empty until then. People
    switch it over: what would be lost then is theirs to weigh."""
    second = workload.second
    assert second is not None and second.group is not None
    sql.InstanceFailoverGroup(
        f"{workload.id}-failover-group",
        failover_group_name=second.group,
        location_name=workload.region,
        resource_group_name=around.groups[workload.resource_group],
        managed_instance_pairs=[
            sql.ManagedInstancePairInfoArgs(primary_managed_instance_id=first.id, partner_managed_instance_id=other.id)
        ],
        partner_regions=[sql.PartnerRegionInfoArgs(location=second.region)],
        read_write_endpoint=sql.InstanceFailoverGroupReadWriteEndpointArgs(
            failover_policy=sql.ReadWriteEndpointFailoverPolicy.MANUAL
        ),
        # Nobody works on the second one, so it needs no licence of its own. Source: documentation string of the SDK.
        secondary_type=sql.SecondaryInstanceType.STANDBY,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=list(databases)),
    )
