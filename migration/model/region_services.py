"""Which services a region of Azure offers, as far as dated lists say it.

Sources stand in services_by_region.csv, each with its day: the lists of locations that Azure gives for its types, as
kept by Azure/PSRule.Rules.Azure (MIT, data/providers). Those files bear no date: their day is that of the newest API
version which the same entry names, so no list is older. Static Web Apps: the list in Azure's own refusal of 2021, and
its makers' word of 2024 that it holds. DNS resolvers: what Microsoft's own landing zone lets people choose, which
leaves regions out. Groups of regions: Azure/terraform-azurerm-avm-utl-regions 9064b20b (2026-08-21,
MIT). Read 2026-11-22.
"""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files

from safeio.values import value

_GROWING = """
    austriaeast belgiumcentral centraluseuap chilecentral denmarkeast eastus2euap eastusstg indonesiacentral
    israelcentral italynorth malaysiawest mexicocentral newzealandnorth polandcentral qatarcentral southcentralusstg
    spaincentral
"""
GROWING = frozenset(_GROWING.split())
"""Regions that get services so fast, or are there to try things out, that no list of some day speaks for them."""

_GROUPS = (
    "uksouth ukwest",
    "northeurope westeurope francecentral francesouth germanywestcentral germanynorth norwayeast norwaywest "
    "swedencentral switzerlandnorth switzerlandwest italynorth polandcentral spaincentral",
    "canadacentral canadaeast",
    "eastus eastus2 centralus northcentralus southcentralus westcentralus westus westus2 westus3",
    "australiaeast australiasoutheast australiacentral australiacentral2",
    "southafricanorth southafricawest",
    "uaenorth uaecentral",
    "japaneast japanwest koreacentral koreasouth eastasia southeastasia centralindia southindia westindia "
    "jioindiacentral jioindiawest",
    "brazilsouth brazilsoutheast",
)
"""Regions near each other: those of one country first, and the groups of the United Kingdom and Europe beside each
other."""


@value
class RegionService:
    """Where a type of resource can be made. `regions` are those that a list names; with `whole` it names all there are.
    `source` and `day` (written 2025-03-01) say which list; one without a day is of today."""

    kind: str
    regions: tuple[str, ...]
    whole: bool
    source: str
    day: str | None


def service_of(kind: str) -> RegionService | None:
    """What is known of an Azure type ("Microsoft.App/containerApps"), in any case. None where no list is: then nothing
    is."""
    return _services().get(kind.casefold())


def is_missing(service: RegionService, region: str) -> bool:
    """Whether the list says that a region has no such service. A list of some day does not judge a region that
    grows."""
    judged = service.whole and (service.day is None or region not in GROWING)
    return judged and region not in service.regions


def list_of(service: RegionService) -> str:
    """Which list says it, as a refusal tells it."""
    return f"list of {service.day}: {service.source}" if service.day else service.source


def nearest_regions(service: RegionService, region: str) -> tuple[str, ...]:
    """The regions to go to for a service that a region has not: those of its own group; where none of them has it,
    those of the group beside it in the United Kingdom and Europe; else all that have it."""
    own = next((number for number, group in enumerate(_GROUPS) if region in group.split()), None)
    beside = {0: 1, 1: 0}.get(own) if own is not None else None
    for number in (own, beside):
        found = [] if number is None else [name for name in _GROUPS[number].split() if name in service.regions]
        if found:
            return tuple(found)
    return service.regions


@lru_cache(maxsize=1)
def _services() -> dict[str, RegionService]:
    text = (files("migration.model") / "services_by_region.csv").read_text(encoding="utf-8")
    return {
        row["type"].casefold(): RegionService(
            kind=row["type"],
            regions=tuple(row["regions"].split()),
            whole=row["whole"] == "yes",
            source=row["source"],
            day=row["day"],
        )
        for row in csv.DictReader(text.splitlines())
    }
