"""GOV-002: copies of data stay in the approved regions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.combining import all_true, any_true, fails_if, fails_unless, worst
from policies.model import Answer, Context, Resource, Rule, not_applicable
from policies.references import named
from policies.regions import PAIRS, is_region, plain_region
from policies.values import ABSENT, every, is_unknown, read, same_text
from safeio.values import value

FAILOVER_GROUP = "azure-native:sql:FailoverGroup"
SQL_SERVER = "azure-native:sql:Server"

PLACES = {
    "azure-native:apimanagement:ApiManagementService": ("additionalLocations[].location",),
    "azure-native:compute:GalleryImageVersion": ("publishingProfile.targetRegions[].name",),
    "azure-native:cosmosdb:DatabaseAccount": ("locations[].locationName",),
    "azure-native:servicebus:Namespace": ("geoDataReplication.locations[].locationName",),
    "azure-native:sql:InstanceFailoverGroup": ("locationName", "partnerRegions[].location"),
}
"""Where a type says in which regions its copies stand. The replica of a container registry is a resource with a
location of its own, which GOV-001 judges."""


@value
class Copying:
    """Where a type says that the service copies to the pair of its region: the values at `path` that say so, and
    whether an absent value does."""

    path: str
    values: tuple[str, ...]
    absent: bool


_SQL = Copying(path="requestedBackupStorageRedundancy", values=("Geo", "GeoZone"), absent=True)
_FLEXIBLE = Copying(path="backup.geoRedundantBackup", values=("Enabled",), absent=False)

COPIES = {
    "azure-native:dataprotection:BackupVault": Copying(
        path="properties.storageSettings[].type", values=("GeoRedundant",), absent=True
    ),
    "azure-native:dbformysql:Server": _FLEXIBLE,
    "azure-native:dbforpostgresql:Server": _FLEXIBLE,
    "azure-native:recoveryservices:Vault": Copying(
        path="properties.redundancySettings.standardTierStorageRedundancy", values=("GeoRedundant",), absent=True
    ),
    "azure-native:sql:Database": _SQL,
    "azure-native:sql:ManagedInstance": _SQL,
    "azure-native:storage:StorageAccount": Copying(
        path="sku.name",
        values=(
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "StandardV2_GRS",
            "StandardV2_GZRS",
        ),
        absent=False,
    ),
}

WRONG = "data is copied to a region that is not approved"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where data is copied to a region that is not approved."""
    regions = context.parameters["regions"]
    if resource.type == FAILOVER_GROUP:
        return worst(_partners(resource, context, regions))
    if resource.type in COPIES:
        return _judge_pair(resource, regions)
    found = [pair for path in PLACES[resource.type] for pair in every(resource.properties, path)]
    if not found:
        return not_applicable("it has no copies in other regions")
    return worst(fails_unless(is_region(one, regions), where, WRONG) for where, one in found)


def _partners(resource: Resource, context: Context, regions: tuple[str, ...]) -> Iterator[Answer]:
    for where, server_id in every(resource.properties, "partnerServers[].id"):
        servers = named(resource, where, server_id, SQL_SERVER, context.graph)
        approved = all_true(*(is_region(read(one.properties, "location"), regions) for one in servers))
        yield fails_unless(approved if servers else None, where, WRONG)


def _judge_pair(resource: Resource, regions: tuple[str, ...]) -> Answer:
    copying = COPIES[resource.type]
    found = tuple(every(resource.properties, copying.path)) or ((copying.path, ABSENT),)
    copied = any_true(_is_copied(one, copying) for _, one in found)
    path = copying.path.replace("[]", "[0]")
    return fails_if(all_true(copied, _leaves(resource.properties, regions)), path, WRONG)


def _is_copied(found: Any, copying: Copying) -> bool | None:
    if is_unknown(found):
        return None
    return copying.absent if found is ABSENT else same_text(found, *copying.values)


def _leaves(properties: Mapping[str, Any], regions: tuple[str, ...]) -> bool | None:
    """Whether the pair of the resource's region is not approved; None where region or pair is not known."""
    location = read(properties, "location")
    pair = PAIRS.get(plain_region(location)) if isinstance(location, str) else None
    approved = is_region(pair, regions)
    return None if approved is None else not approved


RULE = Rule(
    id="GOV-002",
    title="Copies of data stay in the UK",
    severity="critical",
    why="The data stands in London, its copy abroad: the same unlawful transfer, only that nobody sees it.",
    applies_to=(FAILOVER_GROUP, *PLACES, *COPIES),
    answer=answer,
    absent_means="No copies, but for the backups of SQL databases and the vaults, which the service copies to the "
    "pair of the region unless it is told not to.",
    remedy="Name UK regions only, or keep the copies in the region: zone-redundant storage and backups.",
    frameworks={
        "ncsc-csp": ("2.1",),
        "caf": ("B3.a",),
        "uk-gdpr": ("44-46",),
    },
    parameters={"regions": ("uksouth", "ukwest")},
    sources=(
        "Types of azure-native 3.29.0: cosmosdb, sql, storage, servicebus, apimanagement, compute, recoveryservices",
        "Microsoft Learn, Automated backups in Azure SQL Database, and Create a Recovery Services vault: geo-redundant "
        "unless set otherwise",
        "Azure/terraform-azurerm-avm-utl-regions, list of 2026-08-21: the pair of each region",
    ),
)
