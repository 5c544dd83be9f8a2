"""STO-007: what a storage account holds in production survives the loss of a building."""

from __future__ import annotations

from policies.environments import PRODUCTION, is_production
from policies.model import Answer, Context, Resource, Rule, judged, not_applicable, unknown
from policies.values import read

PROPERTY = "sku.name"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where all copies of an account in production stand in one building."""
    production = is_production(resource, context.parameters["production"])
    if production is False:
        return not_applicable("the account is not in production")
    found = read(resource.properties, PROPERTY)
    spread = isinstance(found, str) and not found.casefold().endswith("_lrs")
    kept = judged(found, spread, PROPERTY, "all copies stand in one building")
    if production is None and kept.verdict == "fail":
        return unknown("tags", "whether the account is in production is not known yet")
    return kept


RULE = Rule(
    id="STO-007",
    title="Production storage in more than one building",
    severity="medium",
    why="One fire or one flood in one building then takes the files of a whole service.",
    applies_to=("azure-native:storage:StorageAccount",),
    answer=answer,
    absent_means="Fail: the sku has no default. An account without the tag environment is in production.",
    remedy='Set sku=storage.SkuArgs(name="Standard_ZRS") or another that ends in ZRS, GRS or GZRS.',
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)",),
        "checkov": ("CKV_AZURE_206",),
        "prowler": ("storage_geo_redundant_enabled",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Enum of azure-native 3.29.0, storage.SkuName",
        "Microsoft Learn, Azure Storage redundancy: LRS keeps its copies in one data centre",
    ),
)
