"""Databases become one managed server for each application, engine and environment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from inventory.model import Database as Found
from migration.dates import add_months
from migration.design.drafts import LATER, NOWHERE, Draft
from migration.design.endpoints import endpoint, postgresql_zone
from migration.design.gathered import PRODUCTION, Part
from migration.design.images import SUPPORTED_MONTHS, supported_on
from migration.design.inputs import DesignInputs
from migration.design.names import written_name
from migration.design.spoke_places import Tenant
from migration.design.targets import mysql_flexible, postgresql_flexible, sql_database, sql_managed_instance
from migration.design.workloads.database_draft import (
    ServerNames,
    Sized,
    backup_days,
    databases_within,
    draft_server,
    over_zones,
    rounded,
)
from migration.design.workloads.left_out import left_out
from migration.design.workloads.managed_instance import managed_instance
from migration.design.workloads.mysql import mysql
from migration.model.architecture import Database, DatabaseServer, DesignNote

KINDS = (sql_database.KIND, sql_managed_instance.KIND, postgresql_flexible.KIND, mysql_flexible.KIND)
SQL = ServerNames(workload="sql-database", name="sql-server", short="sql")
POSTGRESQL = ServerNames(workload="postgresql-flexible", name="postgresql-server", short="psql")

SQL_VERSION = "12.0"
SQL_STEP_GIB = 32
# General Purpose, Gen5: processors and the most data they take, in GB. Source: MicrosoftDocs/sql-docs,
# ALTER DATABASE (MAXSIZE of the vCore model), which is stricter than other pages of the same documentation.
SQL_SIZES = (
    (2, 1024),
    (4, 1024),
    (6, 1024),
    (8, 1536),
    (10, 1536),
    (12, 1536),
    (14, 1536),
    (16, 3072),
    (18, 3072),
    (20, 3072),
    (24, 4096),
    (32, 4096),
    (40, 4096),
    (80, 4096),
)

# Releases the service offers to new servers. Source: learn.microsoft.com/azure/postgresql/flexible-server/
# concepts-version-policy, as stored in 2025.
POSTGRESQL_VERSIONS = ("15", "16", "17")
# Processors of the Ddsv5 family, and storage steps: learn.microsoft.com/azure/postgresql/flexible-server/
# concepts-compute-storage, as stored in 2024.
POSTGRESQL_PROCESSORS = (2, 4, 8, 16, 32, 48, 64, 96)
POSTGRESQL_STORAGE_GIB = (32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32767)
POSTGRESQL_SEATS = 4
"""Addresses of a server with a standby. Source: learn.microsoft.com/azure/postgresql, private networking."""

WEEKLY_WEEKS = 5
MONTHLY_MONTHS = 12
"""How long Azure SQL keeps weekly and monthly copies of production. Illustrative: a council's retention schedule
decides. PostgreSQL flexible server keeps none beyond its days."""


def database_server(parts: Sequence[Part], inputs: DesignInputs) -> tuple[Draft | DesignNote, ...]:
    """The server of one application, engine and environment, and a note for each database left out of it."""
    sized = [_sized(part) for part in parts]
    notes = [one for one in sized if isinstance(one, DesignNote)]
    known = [one for one in sized if isinstance(one, Sized)]
    if not known:
        return tuple(notes)
    first = parts[0]
    return (BUILDERS[first.kind](first, known, inputs), *notes)


def _sized(part: Part) -> Sized | DesignNote:
    thing = part.workload.thing
    assert isinstance(thing, Found), "only databases become managed databases"
    processors, data = (line.quantity for line in part.sized.lines)
    if processors is None or data is None:
        remedy = "Write parent_id and size_gib for it in things.csv, and import the processors of its server."
        return left_out(thing.id, "its processors or its size are not known", remedy)
    if part.kind == sql_database.KIND and data > SQL_SIZES[-1][1]:
        wrong = f"it holds {data} GiB, and Azure SQL Database takes {SQL_SIZES[-1][1]}"
        return left_out(thing.id, wrong, "Give the application the route rehost, or split the database.")
    return Sized(found=thing, processors=int(processors), data_gib=max(1, int(data)))


def _sql(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> Draft | DesignNote:
    production = first.environment == PRODUCTION
    server = DatabaseServer(
        version=SQL_VERSION,
        databases=tuple(_sql_database(one) for one in sorted(known, key=lambda one: one.found.id)),
        backup_days=backup_days(first),
        weekly_weeks=WEEKLY_WEEKS if production else 0,
        monthly_months=MONTHLY_MONTHS if production else 0,
        geo_redundant_backup=production,
        zone_redundant=over_zones(first, inputs),
    )
    draft = draft_server(first, SQL, server, inputs, Tenant(id=LATER, purpose="endpoints"))
    place = endpoint(
        "sql", first.application.id, first.environment, inputs.landing_zone.regions.primary, NOWHERE, "sqlServer"
    )
    return replace(draft, workload=replace(draft.workload, endpoint=place))


def _sql_database(one: Sized) -> Database:
    processors = next(cpus for cpus, most in SQL_SIZES if cpus >= one.processors and most >= one.data_gib)
    most = dict(SQL_SIZES)[processors]
    return Database(
        id=one.found.id,
        name=written_name("sql-database", one.found.name, f"the database {one.found.id}, name"),
        sku=f"GP_Gen5_{processors}",
        storage_gib=min(most, rounded(one.data_gib, SQL_STEP_GIB)),
    )


def _postgresql(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> Draft | DesignNote:
    processors = sum(one.processors for one in known)
    data = sum(one.data_gib for one in known)
    if processors > POSTGRESQL_PROCESSORS[-1] or data > POSTGRESQL_STORAGE_GIB[-1]:
        wrong = f"{processors} processors and {data} GiB are more than one PostgreSQL server takes"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    cpus = next(one for one in POSTGRESQL_PROCESSORS if one >= processors)
    server = DatabaseServer(
        version=_postgresql_version(first, known, inputs),
        databases=databases_within("postgresql-database", known),
        sku=f"Standard_D{cpus}ds_v5",
        tier="GeneralPurpose",
        storage_gib=next(step for step in POSTGRESQL_STORAGE_GIB if step >= data),
        backup_days=backup_days(first),
        geo_redundant_backup=first.environment == PRODUCTION,
        zone_redundant=over_zones(first, inputs),
        private_zone=postgresql_zone(inputs.landing_zone.prefix),
    )
    tenant = Tenant(id=LATER, purpose="data", seats=POSTGRESQL_SEATS)
    draft = draft_server(first, POSTGRESQL, server, inputs, tenant)
    return replace(draft, workload=replace(draft.workload, size=server.sku, subnet=NOWHERE))


def _postgresql_version(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> str:
    """The newest release any of the databases has, where it is supported for two years; else the newest offered."""
    assert first.cut_over is not None, "what becomes a managed database moves on a day"
    wanted = [version for version in POSTGRESQL_VERSIONS if version in {one.found.cycle for one in known}]
    until = add_months(first.cut_over, SUPPORTED_MONTHS)
    if wanted and supported_on("postgresql", wanted[-1], until, inputs.products):
        return wanted[-1]
    return POSTGRESQL_VERSIONS[-1]


BUILDERS: Mapping[str, Callable[[Part, Sequence[Sized], DesignInputs], Draft | DesignNote]] = {
    sql_database.KIND: _sql,
    sql_managed_instance.KIND: managed_instance,
    postgresql_flexible.KIND: _postgresql,
    mysql_flexible.KIND: mysql,
}
"""How each kind of server is drafted."""
