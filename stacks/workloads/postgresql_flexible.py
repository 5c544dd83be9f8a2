"""PostgreSQL flexible server inside the spoke's own subnet, with accounts from Entra ID only."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import dbforpostgresql as azure

from migration.model.architecture import DatabaseServer, SubnetPlace, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings


class PostgresqlFlexible(pulumi.ComponentResource):
    """A server with its databases.

    Makes 3 resources (server, its administrators, diagnostic setting) and 1 for each database. In the second region 2
    more: a server that follows it, and its diagnostic setting.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:PostgresqlFlexible", workload.id, None, options)
        decided = workload.database_server
        assert decided is not None
        group = around.groups[workload.resource_group]
        server = _server(workload, decided, around, self)
        before: pulumi.Resource = azure.Administrator(
            f"{workload.id}-administrators",
            object_id=around.administrators.object_id,
            principal_name=around.administrators.name,
            principal_type=azure.PrincipalType.GROUP,
            tenant_id=around.tenant_id,
            server_name=server.name,
            resource_group_name=group,
            opts=pulumi.ResourceOptions(parent=self),
        )
        for database in decided.databases:
            # One after the other: the server refuses a change while another is under way.
            before = azure.Database(
                f"{workload.id}-{database.name}",
                database_name=database.name,
                server_name=server.name,
                resource_group_name=group,
                charset="UTF8",
                collation="en_US.utf8",
                opts=pulumi.ResourceOptions(parent=self, protect=True, depends_on=[before]),
            )
        inside = pulumi.ResourceOptions(parent=self)
        send_logs(f"{workload.id}-logs", "postgresql", server.id, around.foundation.target, inside)
        if workload.second is not None:
            replica = _replica(workload, decided, server, around, self, before)
            send_logs(f"{workload.id}-second-logs", "postgresql", replica.id, around.foundation.target, inside)
        self.register_outputs({})


def _server(workload: Workload, decided: DatabaseServer, around: Surroundings, parent: pulumi.Resource) -> azure.Server:
    place = workload.subnet
    assert place is not None and decided.sku is not None and decided.tier is not None
    return azure.Server(
        f"{workload.id}-server",
        server_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        availability_zone=workload.zone,
        version=decided.version,
        sku=azure.SkuArgs(name=decided.sku, tier=decided.tier),
        storage=azure.StorageArgs(storage_size_gb=decided.storage_gib, auto_grow="Enabled"),
        backup=azure.BackupArgs(
            backup_retention_days=decided.backup_days,
            geo_redundant_backup="Enabled" if decided.geo_redundant_backup else "Disabled",
        ),
        high_availability=azure.HighAvailabilityArgs(mode="ZoneRedundant" if decided.zone_redundant else "Disabled"),
        network=_network(decided, place, around),
        auth_config=_sign_in(around),
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def _replica(
    workload: Workload,
    decided: DatabaseServer,
    source: azure.Server,
    around: Surroundings,
    parent: pulumi.Resource,
    after: pulumi.Resource,
) -> azure.Server:
    """A server in the second region that follows the first. It is as large, so that it can take its place; a replica
    has no standby and no copies of its own in another region until it has done so."""
    second = workload.second
    assert second is not None and second.subnet is not None and decided.sku is not None and decided.tier is not None
    return azure.Server(
        f"{workload.id}-second-server",
        server_name=second.name,
        resource_group_name=around.groups[second.resource_group],
        location=second.region,
        create_mode=azure.CreateMode.REPLICA,
        source_server_resource_id=source.id,
        version=decided.version,
        sku=azure.SkuArgs(name=decided.sku, tier=decided.tier),
        storage=azure.StorageArgs(storage_size_gb=decided.storage_gib, auto_grow="Enabled"),
        backup=azure.BackupArgs(backup_retention_days=decided.backup_days, geo_redundant_backup="Disabled"),
        high_availability=azure.HighAvailabilityArgs(mode="Disabled"),
        network=_network(decided, second.subnet, around),
        auth_config=_sign_in(around),
        tags=workload.tags,
        # A server that is being changed cannot be copied.
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[after]),
    )


def _network(decided: DatabaseServer, place: SubnetPlace, around: Surroundings) -> azure.NetworkArgs:
    assert decided.private_zone is not None
    return azure.NetworkArgs(
        delegated_subnet_resource_id=around.subnet(place),
        private_dns_zone_arm_resource_id=around.foundation.zones[decided.private_zone],
        public_network_access="Disabled",
    )


def _sign_in(around: Surroundings) -> azure.AuthConfigArgs:
    return azure.AuthConfigArgs(
        active_directory_auth="Enabled",
        password_auth="Disabled",  # noqa: S106 - says that there is none
        tenant_id=around.tenant_id,
    )
