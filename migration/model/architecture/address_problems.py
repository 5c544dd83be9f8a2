"""Ranges that overlap or lie outside, and addresses that cannot be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, ip_network

from migration.model.architecture.landing_zone import Hub, Spoke
from migration.model.architecture.network import Subnet
from migration.model.architecture.whole import Architecture
from migration.model.decided import Violation

# The longest prefix that each subnet with a fixed name may have: microsoft/azure-skills 1a03acfb of 2026-08-21,
# infra-planner constraints.
LONGEST = {
    "AzureFirewallSubnet": 26,
    "AzureFirewallManagementSubnet": 26,
    "AzureBastionSubnet": 26,
    "GatewaySubnet": 27,
}
LONGEST_FOR = {"resolver-in": 28, "resolver-out": 28}
"""The same for subnets by what they are for. Source: learn.microsoft.com/azure/dns/dns-private-resolver-overview,
subnet restrictions; remembered, not looked up again."""

LONGEST_OTHER = 29
"""The smallest subnet Azure makes: five of its eight addresses are its own."""

# The names of services: hashicorp/terraform-provider-azurerm subnet_resource.go 69697b7f of 2026-08-21 (facts only).
DELEGATIONS = {
    "containers": "Microsoft.App/environments",
    "data": "Microsoft.DBforPostgreSQL/flexibleServers",
    "instances": "Microsoft.Sql/managedInstances",
    "resolver-in": "Microsoft.Network/dnsResolvers",
    "resolver-out": "Microsoft.Network/dnsResolvers",
    "volumes": "Microsoft.Netapp/volumes",
    "web": "Microsoft.Web/serverFarms",
}
"""What each kind of subnet must be given to; the others must not be given to anything."""

STANDS_IN = {
    "container-app": "containers",
    "netapp-files": "volumes",
    "postgresql-flexible": "data",
    "sql-managed-instance": "instances",
}
"""What kind of subnet workloads stand in; the others stand among the machines."""


def address_problems(architecture: Architecture) -> Iterator[Violation]:
    """What is wrong with ranges and addresses, the plan first, then networks, then what stands in them."""
    broken = list(_malformed(architecture))
    yield from broken
    if not broken:  # what follows reckons with them
        yield from _plan(architecture)
        yield from _networks(architecture)
        yield from _standing(architecture)


def _malformed(architecture: Architecture) -> Iterator[Violation]:
    found = [(one.id, one.prefix) for one in architecture.address_plan]
    for network in _all_networks(architecture):
        found.append((network.id, network.network.prefix))
        found += [(network.id, subnet.prefix) for subnet in network.network.subnets]
    for subject, text in found:
        if not _is_range(text):
            yield _problem(subject, f"{text[:40]!r} is not an IPv4 range")


def _plan(architecture: Architecture) -> Iterator[Violation]:
    """Ranges without one around them must not overlap; the others lie inside theirs, beside each other."""
    ranges = {one.id: IPv4Network(one.prefix) for one in architecture.address_plan}
    outer: dict[str | None, list[str]] = {}
    for one in architecture.address_plan:
        if one.inside is not None and (one.inside not in ranges or not ranges[one.id].subnet_of(ranges[one.inside])):
            yield _problem(one.id, f"{one.prefix} is not inside {one.inside}")
        outer.setdefault(one.inside, []).append(one.id)
    for members in outer.values():
        yield from _overlaps([(name, ranges[name]) for name in members])
    said = {one.id: one.prefix for one in architecture.address_plan}
    for network in _all_networks(architecture):
        if said.get(network.id, network.network.prefix) != network.network.prefix:
            yield _problem(network.id, f"its range is {network.network.prefix}, and {said[network.id]} in the plan")


def _networks(architecture: Architecture) -> Iterator[Violation]:
    sites = [(one.id, IPv4Network(one.prefix)) for one in architecture.address_plan if one.what == "on-premise"]
    networks = [(one.id, IPv4Network(one.network.prefix)) for one in _all_networks(architecture)]
    yield from _overlaps([*sites, *networks])
    for one in _all_networks(architecture):
        whole = IPv4Network(one.network.prefix)
        for subnet in one.network.subnets:
            yield from _subnet(one.id, whole, subnet)
        yield from _overlaps([(f"{one.id}/{s.name}", IPv4Network(s.prefix)) for s in one.network.subnets])
    for hub in architecture.landing_zone.hubs:
        room = [IPv4Network(s.prefix) for s in hub.network.subnets if s.purpose == "firewall"]
        if not any(_is_in(hub.firewall.private_address, prefix) for prefix in room):
            yield _problem(hub.id, f"the firewall's address {hub.firewall.private_address} is not in its subnet")


def _subnet(subject: str, whole: IPv4Network, subnet: Subnet) -> Iterator[Violation]:
    prefix = IPv4Network(subnet.prefix)
    if not prefix.subnet_of(whole):
        yield _problem(subject, f"the subnet {subnet.name} ({prefix}) is not inside {whole}")
    longest = LONGEST.get(subnet.name, LONGEST_FOR.get(subnet.purpose, LONGEST_OTHER))
    if prefix.prefixlen > longest:
        yield _problem(subject, f"the subnet {subnet.name} is a /{prefix.prefixlen}, and needs at least a /{longest}")
    if subnet.delegation != DELEGATIONS.get(subnet.purpose):
        yield _problem(subject, f"the subnet {subnet.name} is not given to the service it is for")


def _standing(architecture: Architecture) -> Iterator[Violation]:
    subnets = {(n.id, s.name): s for n in _all_networks(architecture) for s in n.network.subnets}
    taken: dict[str, str] = {}
    for one in architecture.workloads:
        place = one.subnet
        subnet = subnets.get((place.network_id, place.subnet)) if place else None
        if place is None or subnet is None:
            continue
        wanted = STANDS_IN.get(one.kind, "machines")
        if subnet.purpose != wanted:
            yield _problem(one.id, f"it stands in {subnet.name}, which is not for {wanted}")
        if place.address is None:
            continue
        if not _is_in(place.address, IPv4Network(subnet.prefix)):
            yield _problem(one.id, f"{place.address} cannot be had in {subnet.name} ({subnet.prefix})")
        if place.address in taken:
            yield _problem(one.id, f"{place.address} is that of {taken[place.address]} too")
        taken[place.address] = one.id


def _overlaps(ranges: Sequence[tuple[str, IPv4Network]]) -> Iterator[Violation]:
    """Each pair that overlaps: sorted by address, only neighbours of the widest so far can."""
    ordered = sorted(ranges, key=lambda one: (int(one[1].network_address), one[1].prefixlen, one[0]))
    widest: tuple[str, IPv4Network] | None = None
    for name, prefix in ordered:
        if widest is not None and prefix.overlaps(widest[1]):
            yield _problem(name, f"{prefix} overlaps {widest[1]} of {widest[0]}")
        if widest is None or int(prefix.broadcast_address) > int(widest[1].broadcast_address):
            widest = (name, prefix)


def _all_networks(architecture: Architecture) -> tuple[Hub | Spoke, ...]:
    return (*architecture.landing_zone.hubs, *architecture.landing_zone.spokes)


def _is_range(text: str) -> bool:
    try:
        return ip_network(text).version == 4
    except ValueError:
        return False


def _is_in(address: str, prefix: IPv4Network) -> bool:
    """True for an address that a thing may have: the first four and the last of a subnet are Azure's own."""
    try:
        at = int(IPv4Address(address)) - int(prefix.network_address)
    except ValueError:
        return False
    return 4 <= at < prefix.num_addresses - 1


def _problem(subject: str, message: str) -> Violation:
    return Violation(constraint="address", subject=subject, message=message)
