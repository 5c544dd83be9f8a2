"""NET-020: networks with public addresses are protected from floods of requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policies.combining import all_true, any_true, fails_unless, known
from policies.model import Answer, Context, Resource, Rule, not_applicable, unknown
from policies.pointing import pointing_at
from policies.references import is_part_of, maybe_parts_of, names_one
from policies.subnets import NETWORK, SUBNET
from policies.values import ABSENT, every, is_true, is_unknown, read

NAME = "virtualNetworkName"
ENABLED = "enableDdosProtection"
PLAN = "ddosProtectionPlan.id"
PLANS = "azure-native:network:DdosProtectionPlan"

FACING = {
    "azure-native:network:ApplicationGateway": ("gatewayIPConfigurations", "frontendIPConfigurations"),
    "azure-native:network:AzureFirewall": ("ipConfigurations", "ipConfigurations"),
    "azure-native:network:BastionHost": ("ipConfigurations", "ipConfigurations"),
    "azure-native:network:NetworkInterface": ("ipConfigurations", "ipConfigurations"),
    "azure-native:network:VirtualNetworkGateway": ("ipConfigurations", "ipConfigurations"),
}
"""What may have a public address in a network: the lists with its subnets and with its addresses."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where something in the network has a public address, and no protection plan is of the network."""
    on, plan = read(resource.properties, ENABLED), read(resource.properties, PLAN)
    named = names_one(resource, PLAN, plan, PLANS, context.graph)
    good = all_true(known(on, is_true(on)), named)
    faces = True if good else any_true(_addresses(resource, context))
    if faces is False:
        return not_applicable("nothing in the network has a public address")
    if faces is None and good is False:
        return unknown(ENABLED, "whether something in the network has a public address is not known yet")
    return fails_unless(good, ENABLED, "what faces the internet here can be flooded until nobody reaches it")


def _addresses(network: Resource, context: Context) -> Iterator[bool | None]:
    """For each thing that stands in the network, whether it has a public address."""
    maybe = maybe_parts_of(network, SUBNET, NAME, context.graph)
    subnets = [(one, is_part_of(one, network, NAME, context.graph)) for one in maybe]
    places = [(network, True), *((one, certain) for one, certain in subnets if certain is not False)]
    for token, (inside, outside) in FACING.items():
        for place, certain in places:
            found = pointing_at(context.graph, place, (token,), f"{inside}[].subnet.id")
            yield from _are_public(found.certain, outside, certain)
            yield from _are_public(found.possible, outside, None)


def _are_public(things: Iterable[Resource], path: str, stands_here: bool | None) -> Iterator[bool | None]:
    for one in things:
        yield all_true(stands_here, any_true(_is_public(found) for _, found in every(one.properties, f"{path}[]")))


def _is_public(configuration: Any) -> bool | None:
    found = read(configuration, "publicIPAddress") if isinstance(configuration, Mapping) else configuration
    return None if is_unknown(found) else found is not ABSENT


RULE = Rule(
    id="NET-020",
    title="Networks that face the internet have a DDoS plan",
    severity="low",
    why="Anybody can rent a flood of requests for the price of a meal, and a council's site is away on the day of an "
    "election.",
    applies_to=(NETWORK,),
    answer=answer,
    absent_means="Fail: beyond what Azure does for all of its own, nothing protects a network by itself.",
    remedy="Set enable_ddos_protection=True and ddos_protection_plan with the id of a plan. It costs much: a council "
    "that does without lets this standard warn only, as it does from the start.",
    frameworks={
        "ncsc-csp": ("2.5",),
        "caf": ("B5.b",),
        "uk-gdpr": ("32(1)(b)",),
        "mcsb": ("NS-5",),
        "prowler": ("network_vnet_ddos_protection_enabled",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, network VirtualNetworkArgs",),
    level="advisory",
)
