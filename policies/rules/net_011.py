"""NET-011: the edge of the hub stands in every zone of its region."""

from __future__ import annotations

from policies.combining import fails_unless
from policies.model import Answer, Context, Resource, Rule, not_applicable, unknown
from policies.regions import is_region
from policies.values import every, is_unknown, number, read

PROPERTY = "zones"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a firewall misses a zone, in a region that has zones."""
    zoned = is_region(read(resource.properties, "location"), context.parameters["regions_with_zones"])
    if zoned is None:
        return unknown("location", "the region is not known yet")
    if not zoned:
        return not_applicable("the region has no zones")
    found = [zone for _, zone in every(resource.properties, "zones[]")]
    in_all = {1, 2, 3} <= {number(zone) for zone in found}
    missing = None if any(is_unknown(zone) for zone in found) else False
    return fails_unless(in_all or missing, PROPERTY, "the loss of one zone of the region stops the firewall")


RULE = Rule(
    id="NET-011",
    title="The hub's firewall stands in every zone",
    severity="medium",
    why="All traffic of all councils crosses the hub: if one building of the region fails, every service stops.",
    applies_to=("azure-native:network:AzureFirewall",),
    answer=answer,
    absent_means="Fail in a region with zones: without zones the firewall stands in one place of Azure's choice.",
    remedy='Set zones=["1", "2", "3"]. They can be set only when the firewall is made.',
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)",),
    },
    parameters={"regions_with_zones": ("uksouth",)},
    sources=(
        "Azure/terraform-azurerm-avm-utl-regions, list of 2026-08-21: uksouth has three zones, ukwest none",
        "Documentation strings of azure-native 3.29.0, network AzureFirewallArgs.zones",
    ),
)
