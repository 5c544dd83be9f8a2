"""Reading subnets, inside their network or as resources of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from policies.combining import of_each
from policies.graph import Graph
from policies.model import Answer, Resource, not_applicable
from policies.values import ABSENT, every, is_unknown, read, same_text

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"

FIREWALL_SUBNET = "AzureFirewallSubnet"


def of_each_subnet(resource: Resource, judge: Callable[[str, Mapping[str, Any]], Answer]) -> Answer:
    """The worst of what `judge` says of the subnet that the resource is, or of each subnet inside the network that it
    is. Not applicable to a network whose subnets are resources of their own."""
    if resource.type == SUBNET:
        return judge("", resource.properties)
    members = tuple(every(resource.properties, "subnets[]"))
    return of_each(members, judge) if members else not_applicable("its subnets are resources of their own")


def is_named(subnet: Mapping[str, Any], names: Iterable[str]) -> bool | None:
    """Whether the subnet has one of these names, which Azure reserves for its own services; None where its name is not
    known."""
    found = read(subnet, "subnetName")
    found = read(subnet, "name") if found is ABSENT else found
    return None if is_unknown(found) else same_text(found, *names)


def has_firewall(resource: Resource, graph: Graph) -> bool:
    """Whether the network that the resource is, or is a subnet of, holds the subnet of a firewall: whether it is a
    hub."""
    inside = every(resource.properties, "subnets[]")
    if any(isinstance(one, Mapping) and is_named(one, (FIREWALL_SUBNET,)) for _, one in inside):
        return True
    return any(
        is_named(one.properties, (FIREWALL_SUBNET,)) and _same_network(one, resource) for one in graph.of_type(SUBNET)
    )


def _same_network(one: Resource, other: Resource) -> bool:
    mine, theirs = (_network_urns(each) for each in (one, other))
    if mine and theirs:
        return bool(mine & theirs)
    names = ("virtualNetworkName", "resourceGroupName")
    pairs = ((read(one.properties, name), read(other.properties, name)) for name in names)
    return all(isinstance(b, str) and same_text(a, b) for a, b in pairs)


def _network_urns(resource: Resource) -> frozenset[str]:
    if resource.type == NETWORK:
        return frozenset((resource.urn,))
    return frozenset(resource.property_depends_on.get("virtualNetworkName", ()))
