"""Whether address ranges can be: written right, inside their network, apart from each other, large enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from stacks.rehearsal.resource_ids import above
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View

_SUBNETS = "Microsoft.Network/virtualNetworks/subnets"
_SMALLEST = 29  # five addresses of each subnet are Azure's own; source: Azure Virtual Network FAQ, read 2026-11-22
# The longest prefix of subnets that a service asks for by name. Source: microsoft/azure-skills 1a03acfb, constraints
# of infrastructure (2026-08-21, MIT), read 2026-11-22.
_NAMED = {
    "AzureFirewallSubnet": 26,
    "AzureFirewallManagementSubnet": 26,
    "AzureBastionSubnet": 26,
    "GatewaySubnet": 27,
}

Range = IPv4Network | IPv6Network


def refused_ranges(token: str, resource_id: str | None, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    """What is wrong with the ranges of a network, subnet or peering. What is not known yet is not judged."""
    match token:
        case "azure-native:network:VirtualNetwork":
            yield from _refused_network(inputs)
        case "azure-native:network:Subnet" if resource_id:
            yield from _refused_subnet(resource_id, inputs, view)
        case "azure-native:network:Subnet" if isinstance(name := inputs.get("subnetName"), str):
            # Its network has no name yet: what the subnet says of itself is judged in the preview all the same.
            yield from _refused_place(name, inputs, (), [], "")
        case "azure-native:network:VirtualNetworkPeering" if resource_id:
            yield from _refused_peering(resource_id, inputs, view)


def subnet_ranges(subnet: Mapping[str, Any]) -> tuple[Range, ...]:
    """The ranges of a subnet as its arguments say; those that are not written right are left out."""
    listed = subnet.get("addressPrefixes")
    texts = [subnet.get("addressPrefix"), *(listed if isinstance(listed, list) else ())]
    return _ranges(texts)


def _refused_network(inputs: Mapping[str, Any]) -> Iterator[Refusal]:
    space = _network_texts(inputs)
    for number, text in enumerate(space):
        yield from _refused_text(text, f"addressSpace.addressPrefixes[{number}]")
    inside = inputs.get("subnets")
    seen: list[tuple[str, Range]] = []
    for number, subnet in enumerate(inside if isinstance(inside, list) else ()):
        if isinstance(subnet, Mapping):
            yield from _refused_place(str(subnet.get("name")), subnet, _ranges(space), seen, f"subnets[{number}].")
            seen += [(str(subnet.get("name")), one) for one in subnet_ranges(subnet)]


def _refused_subnet(resource_id: str, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    network_id = above(resource_id) or ""
    network = view.find(network_id)
    if network is None:
        return
    others = [
        (one.id.rpartition("/")[2], taken)
        for one in view.of_kind(_SUBNETS)
        if (above(one.id) or "").casefold() == network_id.casefold() and one.id.casefold() != resource_id.casefold()
        for taken in subnet_ranges(one.inputs)
    ]
    name = resource_id.rpartition("/")[2]
    yield from _refused_place(name, inputs, _ranges(_network_texts(network.inputs)), others, "")


def _refused_place(
    name: str, subnet: Mapping[str, Any], space: tuple[Range, ...], others: list[tuple[str, Range]], where: str
) -> Iterator[Refusal]:
    listed = subnet.get("addressPrefixes")
    texts = [("addressPrefix", subnet.get("addressPrefix"))]
    texts += [
        (f"addressPrefixes[{number}]", one) for number, one in enumerate(listed if isinstance(listed, list) else ())
    ]
    for place, text in texts:
        yield from _refused_text(text, where + place)
        for one in _ranges([text]):
            if space and not any(_inside(one, outer) for outer in space):
                yield Refusal(where + place, f"{one} is outside its network ({', '.join(map(str, space))})")
            for other, taken in others:
                if one.overlaps(taken):
                    yield Refusal(where + place, f"{one} overlaps {taken} of the subnet {other!r}")
            longest = _NAMED.get(name, _SMALLEST)
            if one.version == 4 and one.prefixlen > longest:
                yield Refusal(where + place, f"{one} is too small: {name!r} needs a /{longest} or larger")


def _refused_peering(resource_id: str, inputs: Mapping[str, Any], view: View) -> Iterator[Refusal]:
    remote = inputs.get("remoteVirtualNetwork")
    remote_id = remote.get("id") if isinstance(remote, Mapping) else None
    ours = view.find(above(resource_id) or "")
    theirs = view.find(remote_id) if isinstance(remote_id, str) else None
    if ours is None or theirs is None:
        return
    for one in _ranges(_network_texts(ours.inputs)):
        for other in _ranges(_network_texts(theirs.inputs)):
            if one.overlaps(other):
                yield Refusal("remoteVirtualNetwork.id", f"{one} overlaps {other} of the other network")


def _refused_text(text: Any, where: str) -> Iterator[Refusal]:
    if isinstance(text, str):
        try:
            ip_network(text)
        except ValueError as wrong:
            yield Refusal(where, f"is not a range of addresses such as 10.0.0.0/24: {wrong}")


def _network_texts(inputs: Mapping[str, Any]) -> list[Any]:
    space = inputs.get("addressSpace")
    listed = space.get("addressPrefixes") if isinstance(space, Mapping) else None
    return listed if isinstance(listed, list) else []


def _ranges(texts: list[Any]) -> tuple[Range, ...]:
    found = []
    for text in texts:
        if isinstance(text, str):
            try:
                found.append(ip_network(text))
            except ValueError:
                continue  # told where the text stands
    return tuple(found)


def _inside(one: Range, outer: Range) -> bool:
    return one.version == outer.version and one.subnet_of(outer)  # type: ignore[arg-type]
