"""BCK-002: backups are kept in two regions, and can be brought back in the second."""

from __future__ import annotations

from policies.combining import worst
from policies.environments import PRODUCTION, is_production
from policies.model import Answer, Context, Resource, Rule, judged, not_applicable, passed, unknown
from policies.values import ABSENT, read, same_text

COPIES = "properties.redundancySettings.standardTierStorageRedundancy"
RESTORE = "properties.redundancySettings.crossRegionRestore"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where losing the region loses the backups of production, or the means to bring them back."""
    production = is_production(resource, context.parameters["production"])
    if production is False:
        return not_applicable("the vault is not in production")
    found = worst((_is_in_two_regions(resource), _restores_elsewhere(resource)))
    if production is None and found.verdict == "fail":
        return unknown("tags", "whether the vault is in production is not known yet")
    return found


def _is_in_two_regions(resource: Resource) -> Answer:
    found = read(resource.properties, COPIES)
    if found is ABSENT:
        return passed("absent, which means in two regions")
    return judged(found, same_text(found, "GeoRedundant"), COPIES, "backups are kept in one region only")


def _restores_elsewhere(resource: Resource) -> Answer:
    found = read(resource.properties, RESTORE)
    wrong = "backups cannot be brought back in the second region at will"
    return judged(found, same_text(found, "Enabled"), RESTORE, wrong)


RULE = Rule(
    id="BCK-002",
    title="Vault redundancy and cross-region restore",
    severity="medium",
    why="When a region is lost, the copies in the other are of use only if the council itself may restore them "
    "there. Both regions of the pair are in the United Kingdom.",
    applies_to=("azure-native:recoveryservices:Vault",),
    answer=answer,
    absent_means="Copies: pass, in two regions by default. Restore: fail, off by default. A vault without the tag "
    "environment is in production.",
    remedy='Set redundancy_settings with standard_tier_storage_redundancy="GeoRedundant" and '
    'cross_region_restore="Enabled" before the first backup: it cannot be changed later.',
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.c",),
        "uk-gdpr": ("32(1)(c)",),
    },
    parameters={"production": PRODUCTION},
    sources=(
        "Enums of azure-native 3.29.0, StandardTierStorageRedundancy and CrossRegionRestore",
        "hashicorp/terraform-provider-azurerm, recovery_services_vault: the defaults",
    ),
)
