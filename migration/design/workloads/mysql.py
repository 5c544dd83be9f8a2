"""The MySQL databases of an application become one flexible server for each environment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from migration.design.drafts import LATER, NOWHERE, Draft
from migration.design.endpoints import endpoint
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
)
from migration.design.workloads.left_out import left_out
from migration.model.architecture import DatabaseServer, DesignNote

NAMES = ServerNames(workload="mysql-flexible", name="mysql-server", short="mysql")

VERSION = "8.0.21"
"""The service's name for MySQL 8.0. Source: dbformysql ServerVersion of azure-native 3.29."""

# Processors of the Ddsv4 family and the storage it takes: azure-docs 030a1a69, service tiers of MySQL flexible server.
PROCESSORS = (2, 4, 8, 16, 32, 48, 64)
LEAST_STORAGE_GIB, MOST_STORAGE_GIB = 20, 16_384


def mysql(first: Part, known: Sequence[Sized], inputs: DesignInputs) -> Draft | DesignNote:
    """The server of the databases that are known."""
    processors = sum(one.processors for one in known)
    data = sum(one.data_gib for one in known)
    if processors > PROCESSORS[-1] or data > MOST_STORAGE_GIB:
        wrong = f"{processors} processors and {data} GiB are more than one MySQL server takes"
        return left_out(first.application.id, wrong, "Give the application the route rehost.")
    cpus = next(one for one in PROCESSORS if one >= processors)
    server = DatabaseServer(
        version=VERSION,
        databases=databases_within("mysql-database", known),
        sku=f"Standard_D{cpus}ds_v4",
        tier="GeneralPurpose",
        storage_gib=max(LEAST_STORAGE_GIB, data),
        backup_days=backup_days(first),
        geo_redundant_backup=first.environment == PRODUCTION,
        zone_redundant=over_zones(first, inputs),
        administrator=inputs.landing_zone.administrator,
    )
    draft = draft_server(first, NAMES, server, inputs, Tenant(id=LATER, purpose="endpoints"))
    region = inputs.landing_zone.regions.primary
    reached = endpoint("mysql", first.application.id, first.environment, region, NOWHERE, "mysqlServer")
    return replace(draft, workload=replace(draft.workload, size=server.sku, endpoint=reached))
