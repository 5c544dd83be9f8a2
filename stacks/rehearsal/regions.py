"""Whether a region exists, and has the zones that are asked for.

Source: cached list of locations in Azure/terraform-azurerm-avm-utl-regions 9064b20b (2026-08-21, MIT), read 2026-11-22.
Regions of sovereign clouds are not in it and are not judged.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Any

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
_SOVEREIGN = ("usgov", "usdod", "china")
_ZONES = ("zones", "availabilityZones", "availabilityZone")
_ALL = frozenset(f"{_WITH_ZONES} {_WITHOUT_ZONES} {_WIDER}".split())


def refused_region(inputs: Mapping[str, Any]) -> Iterator[Refusal]:
    """What is wrong with the region and the zones of a resource. What is not known yet is not judged."""
    text = inputs.get("location")
    if not isinstance(text, str):
        return
    name = text.replace(" ", "").casefold()
    if name not in _ALL and not name.startswith(_SOVEREIGN):
        near = difflib.get_close_matches(name, sorted(_ALL), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        yield Refusal("location", f"{text[:60]!r} is no region of Azure{hint}")
    elif name in _WITHOUT_ZONES.split():
        for argument in _ZONES:
            if inputs.get(argument):
                yield Refusal(argument, f"the region {name} has no availability zones: leave this out")
