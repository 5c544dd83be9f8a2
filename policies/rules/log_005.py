"""LOG-005: Defender for Cloud is on where it was decided to be."""

from __future__ import annotations

from collections.abc import Iterable

from policies.combining import all_true, any_true, known
from policies.model import (
    ARCHITECTURE,
    Answer,
    Context,
    Resource,
    Rule,
    failed,
    judged,
    not_applicable,
    passed,
    unknown,
)
from policies.values import read, same_text

PRICING = "azure-native:security:Pricing"
TIER = "pricingTier"


def answer(resource: Resource, context: Context) -> Answer:
    """Of a plan: fails where it is declared and off. Of the architecture: fails where one that was decided on is
    missing."""
    if resource.type == PRICING:
        found = read(resource.properties, TIER)
        return judged(found, same_text(found, "Standard"), TIER, "this plan of Defender for Cloud is off")
    wanted = context.parameters["plans"]
    if not wanted:
        return not_applicable("standards.yaml names no plans that every subscription must have")
    return _are_there(wanted, context.graph.of_type(PRICING))


def _are_there(wanted: Iterable[str], plans: tuple[Resource, ...]) -> Answer:
    for name in wanted:
        found = any_true(_is(one, name) for one in plans)
        if found is None:
            return unknown(None, f"whether the plan {name} is on is not known yet")
        if not found:
            return failed(None, f"no stack switches the plan {name} on")
    return passed()


def _is(plan: Resource, name: str) -> bool | None:
    found, tier = read(plan.properties, "pricingName"), read(plan.properties, TIER)
    return all_true(known(found, same_text(found, name)), known(tier, same_text(tier, "Standard")))


RULE = Rule(
    id="LOG-005",
    title="Defender for Cloud plans are on",
    severity="high",
    why="A plan that is declared and off looks like protection in the program, and sees nothing in Azure.",
    applies_to=(ARCHITECTURE, PRICING),
    answer=answer,
    absent_means="Fail: a plan without a tier is refused by Azure. A plan that nobody declares is judged only where "
    "plans names it: each plan costs money, so which ones are needed is a decision.",
    remedy='Set pricing_tier="Standard", and name in plans what every subscription must have (CloudPosture, '
    "VirtualMachines, StorageAccounts, KeyVaults, Arm, SqlServers, AppServices, Containers).",
    frameworks={
        "ncsc-csp": ("5.1", "5.2", "13"),
        "caf": ("C1.b",),
        "uk-official": ("5.2",),
        "mcsb": ("LT-1",),
        "checkov": (
            "CKV_AZURE_19",
            "CKV_AZURE_55",
            "CKV_AZURE_61",
            "CKV_AZURE_69",
            "CKV_AZURE_79",
            "CKV_AZURE_84",
            "CKV_AZURE_85",
            "CKV_AZURE_86",
            "CKV_AZURE_87",
            "CKV_AZURE_234",
        ),
    },
    parameters={"plans": ()},
    sources=("Documentation strings of azure-native 3.29.0, security PricingArgs: Free and Standard",),
)
