"""A server of Azure SQL: nobody reaches it from outside, and what happens on it is written down."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import sql

from migration.model.architecture import Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.surroundings import Surroundings


@value
class SqlSite:
    """Where a server stands and what it is called. `id` starts the Pulumi names, `resource_group` is the id of one."""

    id: str
    name: str
    resource_group: str
    region: str


def build_sql_server(workload: Workload, site: SqlSite, around: Surroundings, parent: pulumi.Resource) -> sql.Server:
    """Make a server and its auditing. Makes 3 resources: server, auditing, its diagnostic setting."""
    assert workload.database_server is not None
    server = sql.Server(
        f"{site.id}-server",
        server_name=site.name,
        resource_group_name=around.groups[site.resource_group],
        location=site.region,
        version=workload.database_server.version,
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
    inside = pulumi.ResourceOptions(parent=parent)
    sql.ExtendedServerBlobAuditingPolicy(
        f"{site.id}-audit",
        blob_auditing_policy_name="default",
        server_name=server.name,
        resource_group_name=around.groups[site.resource_group],
        state=sql.BlobAuditingPolicyState.ENABLED,
        is_azure_monitor_target_enabled=True,
        retention_days=0,  # for ever here: the workspace says how long they are kept
        opts=inside,
    )
    # What the server audits leaves it through the database `master`.
    master = server.id.apply(lambda server_id: f"{server_id}/databases/master")
    send_logs(f"{site.id}-audit-logs", "sql-master", master, around.foundation.target, inside)
    return server
