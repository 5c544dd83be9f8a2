"""Azure SQL: a server and its databases, reached by a private endpoint, with accounts from Entra ID only."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import sql

from migration.model.architecture import Database, DatabaseServer, Workload
from safeio.values import value
from stacks.components.diagnostics import send_logs
from stacks.workloads.endpoint import build_endpoint, build_second_endpoint
from stacks.workloads.sql_server import SqlSite, build_sql_server
from stacks.workloads.surroundings import Surroundings

GIB = 1024**3

Made = Mapping[str, sql.Database]


class SqlDatabase(pulumi.ComponentResource):
    """A server with its databases.

    Makes 5 resources (server, auditing, its diagnostic setting, private endpoint, its names) and for each database 3
    (database, how long its copies are kept, diagnostic setting), and 1 more where weekly or monthly copies are kept. In
    the second region the same again, and 1 more: the group by which both servers have one name.
    Data is encrypted at rest by default; nothing is made for that.
    """

    def __init__(self, workload: Workload, around: Surroundings) -> None:
        options = pulumi.ResourceOptions(provider=around.provider)
        super().__init__("cloud-unless:workload:SqlDatabase", workload.id, None, options)
        inside = pulumi.ResourceOptions(parent=self)
        site = SqlSite(
            id=workload.id, name=workload.name, resource_group=workload.resource_group, region=workload.region
        )
        server = build_sql_server(workload, site, around, self)
        made = _databases(_Home(workload=workload, site=site, server=server), around, self, {})
        build_endpoint(workload, server.id, around, inside)
        if workload.second is not None:
            second = SqlSite(
                id=f"{workload.id}-second",
                name=workload.second.name,
                resource_group=workload.second.resource_group,
                region=workload.second.region,
            )
            other = build_sql_server(workload, second, around, self)
            copies = _databases(_Home(workload=workload, site=second, server=other), around, self, made)
            build_second_endpoint(workload, other.id, around, inside)
            _join(workload, server, other, made, copies, around, self)
        self.register_outputs({})


@value
class _Home:
    """A server that stands, and what is decided of it."""

    workload: Workload
    site: SqlSite
    server: sql.Server

    @property
    def decided(self) -> DatabaseServer:
        """How its databases are kept."""
        assert self.workload.database_server is not None
        return self.workload.database_server


def _databases(home: _Home, around: Surroundings, parent: pulumi.Resource, copied: Made) -> Made:
    """The databases of a server by name; `copied` are those of the first region that they follow."""
    made = {one.name: _database(home, one, around, parent, copied) for one in home.decided.databases}
    for database in home.decided.databases:
        _kept(home, database, made[database.name], around, parent)
    return made


def _database(
    home: _Home, database: Database, around: Surroundings, parent: pulumi.Resource, copied: Made
) -> sql.Database:
    first = copied.get(database.name)
    return sql.Database(
        f"{home.site.id}-{database.name}",
        database_name=database.name,
        server_name=home.server.name,
        resource_group_name=around.groups[home.site.resource_group],
        location=home.site.region,
        create_mode=None if first is None else sql.CreateMode.SECONDARY,
        source_database_id=None if first is None else first.id,
        sku=sql.SkuArgs(name=database.sku) if database.sku else None,
        max_size_bytes=None if database.storage_gib is None else database.storage_gib * GIB,
        # The second region may have no zones.
        zone_redundant=home.decided.zone_redundant and first is None,
        requested_backup_storage_redundancy=_redundancy(home.decided),
        tags=home.workload.tags,
        opts=pulumi.ResourceOptions(parent=parent, protect=True),
    )


def _kept(home: _Home, database: Database, made: sql.Database, around: Surroundings, parent: pulumi.Resource) -> None:
    """How long copies of a database are kept, and where its logs go."""
    group, decided = around.groups[home.site.resource_group], home.decided
    inside = pulumi.ResourceOptions(parent=parent)
    short = sql.BackupShortTermRetentionPolicy(
        f"{home.site.id}-{database.name}-copies",
        policy_name="default",
        database_name=made.name,
        server_name=home.server.name,
        resource_group_name=group,
        retention_days=decided.backup_days,
        opts=inside,
    )
    if decided.weekly_weeks or decided.monthly_months:
        sql.LongTermRetentionPolicy(
            f"{home.site.id}-{database.name}-long-copies",
            policy_name="default",
            database_name=made.name,
            server_name=home.server.name,
            resource_group_name=group,
            weekly_retention=_duration(decided.weekly_weeks, "W"),
            monthly_retention=_duration(decided.monthly_months, "M"),
            # The service changes one retention of a database at a time.
            opts=pulumi.ResourceOptions(parent=parent, depends_on=[short]),
        )
    send_logs(f"{home.site.id}-{database.name}-logs", "sql-database", made.id, around.foundation.target, inside)


def _join(
    workload: Workload,
    server: sql.Server,
    other: sql.Server,
    made: Made,
    copies: Made,
    around: Surroundings,
    parent: pulumi.Resource,
) -> None:
    """One name for both servers. People switch it over: what would be lost then is theirs to weigh."""
    assert workload.second is not None and workload.second.group is not None
    sql.FailoverGroup(
        f"{workload.id}-failover-group",
        failover_group_name=workload.second.group,
        server_name=server.name,
        resource_group_name=around.groups[workload.resource_group],
        partner_servers=[sql.PartnerInfoArgs(id=other.id)],
        databases=[made[name].id for name in sorted(made)],
        read_write_endpoint=sql.FailoverGroupReadWriteEndpointArgs(
            failover_policy=sql.ReadWriteEndpointFailoverPolicy.MANUAL
        ),
        tags=workload.tags,
        # It takes the copies that are there, and would make others without tags and logs.
        opts=pulumi.ResourceOptions(parent=parent, depends_on=[copies[name] for name in sorted(copies)]),
    )


def _redundancy(decided: DatabaseServer) -> str:
    if decided.geo_redundant_backup:
        return "Geo"
    return "Zone" if decided.zone_redundant else "Local"


def _duration(count: int, unit: str) -> str | None:
    """An ISO 8601 duration, None for copies that are not kept."""
    return f"P{count}{unit}" if count else None
