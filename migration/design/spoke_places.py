"""The subnets of a spoke and who stands in which: what stands already keeps its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Address, IPv4Network
from typing import Literal

from migration.design.address_space import free_addresses, free_block, smallest_prefix, usable
from migration.design.inputs import SHARED
from migration.design.names import compose
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import Subnet, SubnetPlace
from safeio.errors import InputError
from safeio.values import value

Purpose = Literal["machines", "endpoints", "web", "data", "instances", "containers", "volumes", "apis"]

ROOM_TO_GROW = 2
"""A new subnet gets so many times the addresses that it needs now. Illustrative."""


@value
class SubnetKind:
    """A kind of subnet of a spoke: the longest prefix it may have, the service it is given to, and the services that it
    reaches past the firewall. One that is made `on_demand` is not there before somebody stands in it."""

    purpose: Purpose
    longest: int
    delegation: str | None = None
    on_demand: bool = False
    service_endpoints: tuple[str, ...] = ()


# Sizes: App Service that several plans may join /26, PostgreSQL /28 (we keep /27), Container
# Apps /27: microsoft/azure-skills 1a03acfb of 2026-08-21, infra-planner constraints; SQL Managed Instance /27: sql-docs
# 224b3235 of 2022-04-06; NetApp Files /28: azure-docs 0b5cd329 of 2022-10-25. The others are ours. The order is that of
# the addresses in a spoke.
SUBNET_KINDS: tuple[SubnetKind, ...] = (
    SubnetKind(purpose="machines", longest=25),
    SubnetKind(purpose="endpoints", longest=26),
    SubnetKind(purpose="web", longest=26, delegation="Microsoft.Web/serverFarms"),
    SubnetKind(purpose="data", longest=27, delegation="Microsoft.DBforPostgreSQL/flexibleServers"),
    SubnetKind(purpose="instances", longest=27, delegation="Microsoft.Sql/managedInstances", on_demand=True),
    SubnetKind(purpose="containers", longest=27, delegation="Microsoft.App/environments", on_demand=True),
    SubnetKind(purpose="volumes", longest=28, delegation="Microsoft.Netapp/volumes", on_demand=True),
)

# API Management inside a network /27: secondary page; it takes /29 too. What it needs for itself it must reach past
# the firewall: MicrosoftDocs/azure-docs, include api-management-virtual-network-forced-tunneling.md of 2023-11-29.
SHARED_KINDS: tuple[SubnetKind, ...] = (
    SubnetKind(purpose="endpoints", longest=27, on_demand=True),
    SubnetKind(
        purpose="apis",
        longest=27,
        on_demand=True,
        service_endpoints=("Microsoft.EventHub", "Microsoft.KeyVault", "Microsoft.Sql", "Microsoft.Storage"),
    ),
)
"""The kinds of subnet of the spoke that all organisations share: nothing but services stands there."""


@value
class Tenant:
    """Something that stands in a spoke and takes `seats` addresses of one kind of subnet."""

    id: str
    purpose: Purpose
    seats: int = 1
    fixed: bool = False


def spoke_length(tenants: Sequence[Tenant], kinds: Sequence[SubnetKind] = SUBNET_KINDS) -> int:
    """The prefix length of a new spoke: its subnets twice over, so that more can be added beside them."""
    total = sum(1 << (32 - _length(kind, tenants)) for kind in kinds)
    return 32 - (ROOM_TO_GROW * total - 1).bit_length()


def kinds_of(owner: str) -> tuple[SubnetKind, ...]:
    """The kinds of subnet of an owner's spokes."""
    return SHARED_KINDS if owner == SHARED else SUBNET_KINDS


def subnets_of(
    owner: str, region: str, network: IPv4Network, tenants: Sequence[Tenant], kept: Sequence[Subnet]
) -> tuple[Subnet, ...]:
    """The subnets of a spoke: those it has, and more where they are too small. Raises InputError when it is full."""
    found = list(kept)
    for kind in kinds_of(owner):
        mine = [one for one in found if one.purpose == kind.purpose]
        seats = [tenant.seats for tenant in tenants if tenant.purpose == kind.purpose]
        largest = max(seats, default=0)
        # Each subnet may end with less room than the next tenant needs: that part cannot be counted on.
        room = sum(usable(IPv4Network(one.prefix)) - max(0, largest - 1) for one in mine)
        if (mine or kind.on_demand) and sum(seats) <= room:
            continue
        wanted = sum(seats) if not mine else max(sum(seats) - room, largest)
        length = smallest_prefix(ROOM_TO_GROW * wanted, kind.longest)
        block = free_block(network, [IPv4Network(one.prefix) for one in found], length)
        if block is None:
            wrong = f"the spoke of {owner} ({network}) has no room for {sum(seats)} addresses of {kind.purpose}"
            remedy = "Give the region a larger pool, or move some applications to another organisation's spoke."
            raise InputError(f"landing-zone.yaml address_pools.{region}", wrong, remedy)
        number = len(mine) + 1 if mine else None
        name = compose("subnet", f"{owner}-{kind.purpose}", ENVIRONMENT, region, number)
        found.append(
            Subnet(
                name=name,
                prefix=str(block),
                purpose=kind.purpose,
                delegation=kind.delegation,
                service_endpoints=kind.service_endpoints,
            )
        )
    return tuple(sorted(found, key=lambda one: IPv4Network(one.prefix)))


def places(
    network_id: str, subnets: Sequence[Subnet], tenants: Sequence[Tenant], kept: Mapping[str, SubnetPlace]
) -> Mapping[str, SubnetPlace]:
    """Where each tenant stands, by its id. Those with a fixed address get the lowest one that is free."""
    left = {one.name: usable(IPv4Network(one.prefix)) for one in subnets}
    ranges = {one.name: IPv4Network(one.prefix) for one in subnets}
    found: dict[str, SubnetPlace] = {}
    taken: dict[str, set[IPv4Address]] = defaultdict(set)
    free: dict[str, Iterator[IPv4Address]] = {}
    for tenant in tenants:
        place = kept.get(tenant.id)
        if place is not None and place.network_id == network_id and _still_there(place, ranges):
            found[tenant.id] = place
            left[place.subnet] -= tenant.seats
            if place.address:
                taken[place.subnet].add(IPv4Address(place.address))
    for tenant in sorted(tenants, key=lambda one: one.id):
        if tenant.id in found:
            continue
        subnet = next(s.name for s in subnets if s.purpose == tenant.purpose and left[s.name] >= tenant.seats)
        left[subnet] -= tenant.seats
        if tenant.fixed and subnet not in free:
            free[subnet] = free_addresses(ranges[subnet], taken[subnet])
        address = next(free[subnet]) if tenant.fixed else None
        found[tenant.id] = SubnetPlace(network_id=network_id, subnet=subnet, address=str(address) if address else None)
    return found


def _still_there(place: SubnetPlace, ranges: Mapping[str, IPv4Network]) -> bool:
    """True where the subnet is there and, with a fixed address, has not been given another range."""
    inside = ranges.get(place.subnet)
    return inside is not None and (place.address is None or IPv4Address(place.address) in inside)


def _length(kind: SubnetKind, tenants: Sequence[Tenant]) -> int:
    wanted = sum(tenant.seats for tenant in tenants if tenant.purpose == kind.purpose)
    if kind.on_demand and not wanted:
        return 32
    return smallest_prefix(ROOM_TO_GROW * wanted, kind.longest)
