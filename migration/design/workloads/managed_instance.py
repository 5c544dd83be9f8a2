"""Databases that need a whole SQL Server become one managed instance for each application and environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migration.design.drafts import LATER, NOWHERE, Draft
from migration.design.gathered import PRODUCTION, Part
from migration.design.inputs import DesignInputs
from migration.design.names import written_name
from migration.design.spoke_places import Tenant
from migration.design.workloads.database_draft import (
    ServerNames,
    Sized,
    backup_days,
    draft_server,
    over_zones,
    rounded,
)
from migration.design.workloads.left_out import left_out
from migration.model.architecture import Database, DatabaseServer, DesignNote

NAMES = ServerNames(workload="sql-managed-instance", name="managed-instance", short="sqlmi")

SKU = "GP_Gen5"
# Processors of General Purpose on standard hardware, storage in steps of 32 GB up to 16 TB (2 TB with 4 processors):
# learn.microsoft.com/azure/azure-sql/managed-instance, resource limits, illustrative until looked up.
PROCESSORS = (4, 8, 16, 24, 32, 40, 64, 80)
STEP_GIB, MOST_GIB, MOST_WITH_FOUR_GIB = 32, 16_384, 2_048

SEATS = 14
"""Addresses an instance takes at most: twice its own while it is scaled, and those of the service. Source: the same,
determine the size of the subnet, illustrative until looked up."""


def managed_instance(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> Draft | DesignNote:
    """The instance of the databases that are known."""
    processors = sum(one.processors for one in known)
    data = rounded(sum(one.data_gib for one in known), STEP_GIB)
    if processors > PROCESSORS[-1] or data > MOST_GIB:
        wrong = f"{processors} processors and {data} GiB are more than one managed instance takes"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    cpus = next(one for one in PROCESSORS if one >= processors and (one > 4 or data <= MOST_WITH_FOUR_GIB))
    server = DatabaseServer(
        version="12.0",
        databases=tuple(
            Database(
                id=one.found.id,
                name=written_name("sql-database", one.found.name, f"the database {one.found.id}, name"),
                sku=None,
                storage_gib=None,
            )
            for one in sorted(known, key=lambda one: one.found.id)
        ),
        sku=SKU,
        tier="GeneralPurpose",
        processors=cpus,
        storage_gib=data,
        backup_days=backup_days(first),
        geo_redundant_backup=first.environment == PRODUCTION,
        zone_redundant=over_zones(first, inputs),
    )
    draft = draft_server(first, NAMES, server, inputs, Tenant(id=LATER, purpose="instances", seats=SEATS))
    return replace(draft, workload=replace(draft.workload, size=f"{SKU}, {cpus} vCore", subnet=NOWHERE))
