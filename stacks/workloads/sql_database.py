"""Azure SQL: a server and its databases, reached by a private endpoint, with accounts from Entra ID only."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import sql

from migration.model.architecture import Database, DatabaseServer, Workload
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint
from stacks.workloads.surroundings import Surroundings

GIB = 1024**3


class SqlDatabase(pulumi.ComponentResource):
    """A server with its databases.

    Makes 5 resources (server, auditing, its diagnostic setting, private endpoint, its names) and for each database 3
    (database, how long its copies are kept, diagnostic setting), and 1 more where weekly or monthly copies are kept.
    Data is encrypted at rest by default; nothing is made for that.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:SqlDatabase", workload.id, None, options)
        decided = workload.database_server
        assert decided is not None
        self.server = _server(workload, decided, around, self)
        for database in decided.databases:
            self._database(workload, decided, database, around)
        self._audit(workload, around)
        build_endpoint(workload, self.server.id, around, pulumi.ResourceOptions(parent=self))
        self.register_outputs({})

    def _database(self, workload: Workload, decided: DatabaseServer, database: Database, around: Surroundings) -> None:
        group = around.groups[workload.resource_group]
        made = sql.Database(
            f"{workload.id}-{database.name}",
            database_name=database.name,
            server_name=self.server.name,
            resource_group_name=group,
            location=workload.region,
            sku=sql.SkuArgs(name=database.sku) if database.sku else None,
            max_size_bytes=None if database.storage_gib is None else database.storage_gib * GIB,
            zone_redundant=decided.zone_redundant,
            requested_backup_storage_redundancy=_redundancy(decided),
            tags=workload.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        inside = pulumi.ResourceOptions(parent=self)
        short = sql.BackupShortTermRetentionPolicy(
            f"{workload.id}-{database.name}-copies",
            policy_name="default",
            database_name=made.name,
            server_name=self.server.name,
            resource_group_name=group,
            retention_days=decided.backup_days,
            opts=inside,
        )
        if decided.weekly_weeks or decided.monthly_months:
            sql.LongTermRetentionPolicy(
                f"{workload.id}-{database.name}-long-copies",
                policy_name="default",
                database_name=made.name,
                server_name=self.server.name,
                resource_group_name=group,
                weekly_retention=_duration(decided.weekly_weeks, "W"),
                monthly_retention=_duration(decided.monthly_months, "M"),
                # The service changes one retention of a database at a time.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[short]),
            )
        send_logs(f"{workload.id}-{database.name}-logs", "sql-database", made.id, around.foundation.target, inside)

    def _audit(self, workload: Workload, around: Surroundings) -> None:
        inside = pulumi.ResourceOptions(parent=self)
        sql.ExtendedServerBlobAuditingPolicy(
            f"{workload.id}-audit",
            blob_auditing_policy_name="default",
            server_name=self.server.name,
            resource_group_name=around.groups[workload.resource_group],
            state=sql.BlobAuditingPolicyState.ENABLED,
            is_azure_monitor_target_enabled=True,
            retention_days=0,  # for ever here: the workspace says how long they are kept
            opts=inside,
        )
        # What the server audits leaves it through the database `master`.
        master = self.server.id.apply(lambda server_id: f"{server_id}/databases/master")
        send_logs(f"{workload.id}-audit-logs", "sql-master", master, around.foundation.target, inside)


def _server(workload: Workload, decided: DatabaseServer, around: Surroundings, parent: pulumi.Resource) -> sql.Server:
    return sql.Server(
        f"{workload.id}-server",
        server_name=workload.name,
        resource_group_name=around.groups[workload.resource_group],
        location=workload.region,
        version=decided.version,
        administrators=sql.ServerExternalAdministratorArgs(
            administrator_type="ActiveDirectory",
            principal_type="Group",
            login=around.administrators.name,
            sid=around.administrators.object_id,
            tenant_id=around.tenant_id,
            azure_ad_only_authentication=True,
        ),
        identity=sql.ResourceIdentityArgs(type="SystemAssigned"),
        minimal_tls_version="1.2",
        public_network_access="Disabled",
        tags=workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def _redundancy(decided: DatabaseServer) -> str:
    if decided.geo_redundant_backup:
        return "Geo"
    return "Zone" if decided.zone_redundant else "Local"


def _duration(count: int, unit: str) -> str | None:
    """An ISO 8601 duration, None for copies that are not kept."""
    return f"P{count}{unit}" if count else None
