"""NET-018: every private endpoint has its name in a private zone."""

from __future__ import annotations

from policies.combining import all_true, any_true, fails_unless
from policies.model import Answer, Context, Resource, Rule, not_applicable
from policies.references import is_part_of, maybe_parts_of, names_one
from policies.values import every

ZONE_GROUP = "azure-native:network:PrivateDnsZoneGroup"
ZONE = "azure-native:privatedns:PrivateZone"

ENDPOINT_NAME = "privateEndpointName"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where no zone group gives the endpoint's address a name."""
    if context.parameters["zone_groups_by_policy"]:
        return not_applicable("Azure Policy makes the zone groups")
    groups = maybe_parts_of(resource, ZONE_GROUP, ENDPOINT_NAME, context.graph)
    named = any_true(
        all_true(is_part_of(one, resource, ENDPOINT_NAME, context.graph), _has_zone(one, context)) for one in groups
    )
    return fails_unless(named, ENDPOINT_NAME, "no private zone holds the name of the endpoint")


def _has_zone(group: Resource, context: Context) -> bool | None:
    zones = every(group.properties, "privateDnsZoneConfigs[].privateDnsZoneId")
    return any_true(names_one(group, where, found, ZONE, context.graph) for where, found in zones)


RULE = Rule(
    id="NET-018",
    title="Private endpoints have a name",
    severity="high",
    why="Without it programs find the public address of the service, which is closed: the move ends in an outage.",
    applies_to=("azure-native:network:PrivateEndpoint",),
    answer=answer,
    absent_means="Fail: Azure makes no name by itself. Where a policy of yours does, set zone_groups_by_policy.",
    remedy="Add a PrivateDnsZoneGroup for the endpoint, with private_dns_zone_configs that name its zone.",
    frameworks={
        "ncsc-csp": ("11",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
    },
    parameters={"zone_groups_by_policy": False},
    sources=("Documentation strings of azure-native 3.29.0, network PrivateDnsZoneGroupArgs",),
)
