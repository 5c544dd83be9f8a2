"""Reading subnets, inside their network or as resources of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from policies.combining import all_true, any_true, of_each
from policies.graph import Graph
from policies.model import Answer, Resource, not_applicable
from policies.references import have_equal, sources
from policies.values import ABSENT, every, is_unknown, read, same_text

NETWORK = "azure-native:network:VirtualNetwork"
SUBNET = "azure-native:network:Subnet"

FIREWALL_SUBNET = "AzureFirewallSubnet"

_NETWORK_NAMES = ("virtualNetworkName", "resourceGroupName")


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


def has_firewall(resource: Resource, graph: Graph) -> bool | None:
    """Whether the network that the resource is, or is a subnet of, holds the subnet of a firewall: whether it is a
    hub. None where that is not known."""
    inside = (_is_firewall(one) for _, one in every(resource.properties, "subnets[]"))
    firewalls = graph.once(FIREWALL_SUBNET, lambda: _maybe_of_firewalls(graph))
    beside = (all_true(_is_firewall(one.properties), _share_network(one, resource, graph)) for one in firewalls)
    return any_true((*inside, *beside))


def _maybe_of_firewalls(graph: Graph) -> tuple[Resource, ...]:
    return tuple(one for one in graph.of_type(SUBNET) if _is_firewall(one.properties) is not False)


def _is_firewall(subnet: Any) -> bool | None:
    return is_named(subnet, (FIREWALL_SUBNET,)) if isinstance(subnet, Mapping) else None


def _share_network(one: Resource, other: Resource, graph: Graph) -> bool | None:
    mine, theirs = (_networks(each, graph) for each in (one, other))
    if mine and theirs:
        return not mine.isdisjoint(theirs)
    return have_equal(one, other, _NETWORK_NAMES)


def _networks(resource: Resource, graph: Graph) -> frozenset[str]:
    """The urn of the network that the resource is or stands in, where it is among those checked."""
    if resource.type == NETWORK:
        return frozenset((resource.urn,))
    found = sources(resource, "virtualNetworkName", NETWORK, graph)
    named = (one for one in graph.of_type(NETWORK) if have_equal(one, resource, _NETWORK_NAMES))
    return frozenset(one.urn for one in found or named)
