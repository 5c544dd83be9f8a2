"""What the managed database servers have in common when they are drafted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from inventory.model import Database as Found
from migration.design.drafts import LATER, Draft, drafted
from migration.design.gathered import PRODUCTION, Part
from migration.design.inputs import DesignInputs
from migration.design.names import compose, written_name
from migration.design.recovery import matters, service_recovery
from migration.design.regions import region_of
from migration.design.spoke_places import Tenant
from migration.model.architecture import Database, DatabaseServer, Workload, WorkloadKind
from migration.model.architecture.name_kinds import NameKind
from safeio.values import value

BACKUP_DAYS = 35
BACKUP_DAYS_LESSER = 14
"""Copies of what is not production are kept so long. The services take 7 to 35 days, MySQL 1 to 35."""


@value
class Sized:
    """A database with its processors and its data, both known."""

    found: Found
    processors: int
    data_gib: int


@value
class ServerNames:
    """How a kind of server is called: its kind of workload and of name, and what its id starts with."""

    workload: WorkloadKind
    name: NameKind
    short: str


def draft_server(
    first: Part, names: ServerNames, server: DatabaseServer, inputs: DesignInputs, tenant: Tenant
) -> Draft:
    """The draft of a server; `tenant` says what kind of addresses it takes."""
    region, file = inputs.landing_zone.regions.primary, inputs.landing_zone
    application = first.application
    workload_id = f"{names.short}-{application.id}-{first.environment}"
    number = len(server.databases)
    workload = Workload(
        id=workload_id,
        application_id=application.id,
        stack=LATER,
        kind=names.workload,
        name=compose(names.name, application.id, first.environment, region, unique=f"{file.tenant_id} {workload_id}"),
        resource_group=LATER,
        region=region,
        zone=None,
        size=None,
        database_server=server,
        recovery=service_recovery(inputs, application, first.environment, first.kind),
        tags={},
        replaces=tuple(one.id for one in server.databases),
        why=f"{number} database{'' if number == 1 else 's'} of one engine and environment share a server; "
        "processors are a part of the old server's, which load tests may lower",
    )
    return drafted(first, workload, (replace(tenant, id=workload_id),))


def databases_within(kind: NameKind, known: Iterable[Sized]) -> tuple[Database, ...]:
    """The databases of a server that gives them all its processors and its storage, sorted by id."""
    return tuple(
        Database(
            id=one.found.id,
            name=written_name(kind, one.found.name, f"the database {one.found.id}, name"),
            sku=None,
            storage_gib=None,
        )
        for one in sorted(known, key=lambda one: one.found.id)
    )


def over_zones(part: Part, inputs: DesignInputs) -> bool:
    """Whether a standby stands in another zone."""
    zones = region_of(inputs.landing_zone.regions.primary).zones
    return bool(zones) and matters(part.application, part.environment)


def backup_days(part: Part) -> int:
    """How many days copies are kept."""
    return BACKUP_DAYS if part.environment == PRODUCTION else BACKUP_DAYS_LESSER


def rounded(number: int, step: int) -> int:
    """The number, or the next multiple of the step above it."""
    return -(-number // step) * step
