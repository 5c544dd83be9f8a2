"""MySQL flexible server, reached by a private endpoint, with accounts from Entra ID only."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import dbformysql as azure
from pulumi_azure_native import managedidentity

from migration.model.architecture import DatabaseServer, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint, build_second_endpoint
from stacks.workloads.surroundings import Surroundings

ONLY_ENTRA = "aad_auth_only"
"""The server's setting by which no password is taken. Source: Azure Database for MySQL, Entra authentication."""


class MysqlFlexible(pulumi.ComponentResource):
    """A server with its databases.

    Makes 7 resources (identity by which it looks people up, server, administrators, the setting that no password is
    taken, diagnostic setting, private endpoint, its names) and 1 for each database. In the second region 4 more: a
    server that follows it, its diagnostic setting, private endpoint and names.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:MysqlFlexible", workload.id, None, options)
        decided = workload.database_server
        assert decided is not None
        inside = pulumi.ResourceOptions(parent=self)
        identity = managedidentity.UserAssignedIdentity(
            f"{workload.id}-identity",
            resource_name_=f"id-{workload.name}",
            resource_group_name=around.groups[workload.resource_group],
            location=workload.region,
            tags=workload.tags,
            opts=inside,
        )
        server = _server(workload, decided, identity.id, around, self)
        last = _people(workload, server, identity.id, around, self)
        for database in decided.databases:
            # One after the other: the server refuses a change while another is under way.
            last = azure.Database(
                f"{workload.id}-{database.name}",
                database_name=database.name,
                server_name=server.name,
                resource_group_name=around.groups[workload.resource_group],
                charset="utf8mb4",
                collation="utf8mb4_0900_ai_ci",
                opts=pulumi.ResourceOptions(parent=self, protect=True, depends_on=[last]),
            )
        send_logs(f"{workload.id}-logs", "mysql", server.id, around.foundation.target, inside)
        build_endpoint(workload, server.id, around, inside)
        if workload.second is not None:
            replica = _replica(workload, decided, server, around, self, last)
            send_logs(f"{workload.id}-second-logs", "mysql", replica.id, around.foundation.target, inside)
            build_second_endpoint(workload, replica.id, around, inside)
        self.register_outputs({})


def _server(
    workload: Workload,
    decided: DatabaseServer,
    identity_id: pulumi.Input[str],
    around: Surroundings,
    parent: pulumi.Resource,
) -> azure.Server:
    assert decided.administrator is not None, "a MySQL server has an account"
    return azure.Server(
        f"{workload.id}-server",
        server_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        # The service wants an account with a password. It is of no use once only Entra ID is asked.
        administrator_login=decided.administrator,
        administrator_login_password=around.administrator_password,
        version=decided.version,
        sku=_size(decided),
        storage=azure.StorageArgs(storage_size_gb=decided.storage_gib, auto_grow="Enabled"),
        backup=azure.BackupArgs(
            backup_retention_days=decided.backup_days,
            geo_redundant_backup="Enabled" if decided.geo_redundant_backup else "Disabled",
        ),
        high_availability=azure.HighAvailabilityArgs(mode="ZoneRedundant" if decided.zone_redundant else "Disabled"),
        network=azure.NetworkArgs(public_network_access="Disabled"),
        identity=azure.MySQLServerIdentityArgs(type="UserAssigned", user_assigned_identities=[identity_id]),
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True, ignore_changes=["administratorLoginPassword"]),
    )


def _people(
    workload: Workload,
    server: azure.Server,
    identity_id: pulumi.Input[str],
    around: Surroundings,
    parent: pulumi.Resource,
) -> pulumi.Resource:
    """Who may sign in, and that nobody else may. The last of the two, since one comes after the other."""
    group = around.groups[workload.resource_group]
    administrators = azure.AzureADAdministrator(
        f"{workload.id}-administrators",
        administrator_name="ActiveDirectory",
        administrator_type=azure.AdministratorType.ACTIVE_DIRECTORY,
        login=around.administrators.name,
        sid=around.administrators.object_id,
        tenant_id=around.tenant_id,
        identity_resource_id=identity_id,
        server_name=server.name,
        resource_group_name=group,
        opts=pulumi.ResourceOptions(parent=parent),
    )
    return azure.Configuration(
        f"{workload.id}-only-entra",
        configuration_name=ONLY_ENTRA,
        server_name=server.name,
        resource_group_name=group,
        value="ON",
        source=azure.ConfigurationSource.USER_OVERRIDE,
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[administrators]),
    )


def _replica(
    workload: Workload,
    decided: DatabaseServer,
    source: azure.Server,
    around: Surroundings,
    parent: pulumi.Resource,
    after: pulumi.Resource,
) -> azure.Server:
    """A server in the second region that follows the first, and is as large, so that it can take its place."""
    second = workload.second
    assert second is not None
    return azure.Server(
        f"{workload.id}-second-server",
        server_name=second.name,
        resource_group_name=around.groups[second.resource_group],
        location=second.region,
        create_mode=azure.CreateMode.REPLICA,
        source_server_resource_id=source.id,
        version=decided.version,
        sku=_size(decided),
        storage=azure.StorageArgs(storage_size_gb=decided.storage_gib, auto_grow="Enabled"),
        backup=azure.BackupArgs(backup_retention_days=decided.backup_days, geo_redundant_backup="Disabled"),
        high_availability=azure.HighAvailabilityArgs(mode="Disabled"),
        network=azure.NetworkArgs(public_network_access="Disabled"),
        tags=workload.tags,
        # A server that is being changed cannot be copied.
        opts=pulumi.ResourceOptions(parent=parent, protect=True, depends_on=[after]),
    )


def _size(decided: DatabaseServer) -> azure.MySQLServerSkuArgs:
    assert decided.sku is not None and decided.tier is not None
    return azure.MySQLServerSkuArgs(name=decided.sku, tier=decided.tier)
