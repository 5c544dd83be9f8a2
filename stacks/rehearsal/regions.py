"""Whether a region exists, and has the service, the zones, or the second region, that are asked for.

Source: cached list of locations in Azure/terraform-azurerm-avm-utl-regions 9064b20b (2026-08-21, MIT), read 2026-11-22.
Regions of sovereign clouds are not in it and are not judged. What the words for redundancy ask for:
learn.microsoft.com/azure/storage/common/storage-redundancy, and documentation strings of azure-native 3.29.0.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

from migration.model.region_services import RegionService, is_missing, list_of, nearest_regions, service_of
from stacks.rehearsal.argument_paths import at
from stacks.rehearsal.resource_ids import azure_type
from stacks.rehearsal.value_check import Refusal

_WITH_ZONES = """
    australiaeast austriaeast belgiumcentral brazilsouth canadacentral centralindia centralus chilecentral denmarkeast
    eastasia eastus eastus2 eastus2euap francecentral germanywestcentral indonesiacentral israelcentral italynorth
    japaneast japanwest koreacentral malaysiawest mexicocentral newzealandnorth northeurope norwayeast polandcentral
    qatarcentral southafricanorth southcentralus southeastasia spaincentral swedencentral switzerlandnorth uaenorth
    uksouth westeurope westus2 westus3
"""
_WITHOUT_ZONES = """
    australiacentral australiacentral2 australiasoutheast brazilsoutheast canadaeast centraluseuap eastusstg francesouth
    germanynorth jioindiacentral jioindiawest koreasouth northcentralus norwaywest southafricawest southcentralusstg
    southindia switzerlandwest uaecentral ukwest westcentralus westindia westus
"""
# Services without a region of their own name one of these.
_WIDER = """
    asia asiapacific australia brazil canada europe france germany global india indonesia israel italy japan korea
    malaysia mexico newzealand norway poland qatar singapore southafrica spain sweden switzerland taiwan uae uk
    unitedstates unitedstateseuap
"""
_WITHOUT_PAIR = """
    austriaeast belgiumcentral chilecentral denmarkeast indonesiacentral israelcentral italynorth malaysiawest
    mexicocentral newzealandnorth polandcentral qatarcentral spaincentral
"""
_SOVEREIGN = ("usgov", "usdod", "china")
_ZONES = ("zones", "availabilityZones", "availabilityZone")
_ZONELESS = frozenset(_WITHOUT_ZONES.split())
_REGIONS = _ZONELESS.union(_WITH_ZONES.split())
_ALL = _REGIONS.union(_WIDER.split())
_REDUNDANCY: Mapping[str, tuple[str, ...]] = {
    "azure-native:app:ManagedEnvironment": ("zoneRedundant",),
    "azure-native:compute:Disk": ("sku.name",),
    "azure-native:compute:VirtualMachine": ("storageProfile.osDisk.managedDisk.storageAccountType",),
    "azure-native:dbformysql:Server": ("highAvailability.mode",),
    "azure-native:dbforpostgresql:Server": ("highAvailability.mode",),
    "azure-native:sql:Database": ("zoneRedundant",),
    "azure-native:sql:ManagedInstance": ("zoneRedundant",),
    "azure-native:storage:StorageAccount": ("sku.name",),
    "azure-native:web:AppServicePlan": ("zoneRedundant",),
}
"""Where a type says that it wants to be kept in several zones, or regions."""


def region_name(text: str) -> str:
    """A region as Azure writes it: "UK South" is "uksouth"."""
    return text.replace(" ", "").casefold()


def is_region(name: str) -> bool:
    """Whether resources can stand in a region of this name, written in small letters without spaces."""
    return name in _REGIONS or name.startswith(_SOVEREIGN)


def refused_region(token: str, inputs: Mapping[str, Any], offered: Mapping[str, RegionService]) -> Iterator[Refusal]:
    """What is wrong with the region, zones and redundancy of a resource. What is not known yet is not judged, nor is
    whether a region has a service that no list speaks of. `offered` is what the user says of types, by their names in
    small letters: it goes before our lists."""
    text = inputs.get("location")
    if not isinstance(text, str):
        return
    name = region_name(text)
    if name not in _ALL and not name.startswith(_SOVEREIGN):
        near = difflib.get_close_matches(name, sorted(_ALL), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        yield Refusal("location", f"{text[:60]!r} is no region of Azure{hint}")
        return
    kind = azure_type(token)
    yield from _refused_service(offered.get(kind.casefold()) or service_of(kind), name)
    if name in _ZONELESS:
        for argument in _ZONES:
            if inputs.get(argument):
                yield Refusal(argument, f"the region {name} has no availability zones: leave this out")
    for path in _REDUNDANCY.get(token, ()):
        yield from _refused_redundancy(path, at(inputs, path), name)


def _refused_service(service: RegionService | None, region: str) -> Iterator[Refusal]:
    if service is None or region not in _REGIONS or not is_missing(service, region):
        return
    near = nearest_regions(service, region)
    among = f"{', '.join(near[:5])} and {len(near) - 5} more" if len(near) > 6 else ", ".join(near)
    reason = f"{service.kind} is not offered in {region} ({list_of(service)}). It is in {among}"
    yield Refusal("location", reason)


def _refused_redundancy(path: str, wanted: Any, region: str) -> Iterator[Refusal]:
    word = wanted.casefold() if isinstance(wanted, str) else ""
    if region in _ZONELESS and (wanted is True or word == "zoneredundant" or word.endswith("zrs")):
        said = "this" if wanted is True else repr(wanted)
        yield Refusal(path, f"the region {region} has no availability zones, and {said} needs them")
    elif region in _WITHOUT_PAIR.split() and word.endswith(("grs", "gzrs")):
        yield Refusal(path, f"the region {region} has no paired region, and {wanted!r} needs one: take LRS or ZRS")
