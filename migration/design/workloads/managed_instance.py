"""Databases that need a whole SQL Server become one managed instance for each application and environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migration.design.drafts import LATER, NOWHERE, Draft
from migration.design.gathered import PRODUCTION, Part
from migration.design.inputs import DesignInputs
from migration.design.spoke_places import Tenant
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
from migration.model.architecture import DatabaseServer, DesignNote

NAMES = ServerNames(workload="sql-managed-instance", name="managed-instance", short="sqlmi")

SKU = "GP_Gen5"
SIZES = (
    (4, 2_048),
    (8, 8_192),
    (16, 16_384),
    (24, 16_384),
    (32, 16_384),
    (40, 16_384),
    (64, 16_384),
    (80, 16_384),
)
"""General Purpose on standard hardware: processors and the most storage they take, in GB, in steps of 32. Source:
MicrosoftDocs/sql-docs 0000dfaf of 2022-06-02, resource limits of instances."""

STEP_GIB = 32

SEATS = 15
"""Addresses for an instance. It takes 12, half of them while it is scaled, and 16 are kept in its subnet for a change
of hardware: with 15 for each there is room for both in every subnet of 64 addresses or more. Source:
MicrosoftDocs/sql-docs 224b3235 of 2022-04-06, required size of the subnet."""


def managed_instance(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> Draft | DesignNote:
    """The instance of the databases that are known."""
    processors = sum(one.processors for one in known)
    data = rounded(sum(one.data_gib for one in known), STEP_GIB)
    cpus = next((one for one, most in SIZES if one >= processors and most >= data), None)
    if cpus is None:
        wrong = f"{processors} processors and {data} GiB are more than one managed instance takes"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    server = DatabaseServer(
        version="12.0",
        databases=databases_within("sql-database", known),
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
