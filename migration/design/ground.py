"""Which address ranges hubs and spokes have: what has one keeps it, and the rest is cut from the pools in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from ipaddress import IPv4Network

from migration.design.address_space import free_block
from migration.design.frozen import FROZEN
from migration.design.inputs import DesignInputs
from migration.design.regions import region_of
from migration.design.spoke_places import Tenant, kinds_of, spoke_length
from migration.model.architecture import AddressRange, Hub, Spoke
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.values import value

HUB_LENGTH = 22
"""A hub has room for its firewall, Bastion and gateway, and for a resolver and an application gateway later."""


@value
class Ground:
    """The ranges of hubs by region, and of spokes by organisation and region."""

    hubs: Mapping[str, IPv4Network]
    spokes: Mapping[tuple[str, str], IPv4Network]


def regions(file: LandingZoneFile) -> tuple[str, ...]:
    """The regions with a hub, the primary one first."""
    return (file.regions.primary, *((file.regions.secondary,) if file.regions.secondary else ()))


def hub_id(region: str) -> str:
    """The id of a region's hub."""
    return f"hub-{region_of(region).short}"


def spoke_id(organisation_id: str, region: str) -> str:
    """The id of an organisation's spoke in a region."""
    return f"spoke-{organisation_id}-{region_of(region).short}"


def network_group_id(organisation_id: str | None, region: str) -> str:
    """The id of the resource group of a network: of an organisation's spoke, or (None) of the hub."""
    return f"rg-network-{organisation_id or 'hub'}-{region_of(region).short}"


def ground(inputs: DesignInputs, wanted: Mapping[tuple[str, str], Sequence[Tenant]]) -> Ground:
    """The ranges of a hub for each region and of the spokes wanted. Raises InputError when a pool is too small."""
    kept = _kept(inputs)
    taken: dict[str, list[IPv4Network]] = {region: [] for region in regions(inputs.landing_zone)}
    needs = [(hub_id(region), region, HUB_LENGTH) for region in taken]
    needs += [(spoke_id(*key), key[1], spoke_length(wanted[key], kinds_of(key[0]))) for key in sorted(wanted)]
    found: dict[str, IPv4Network] = {}
    for network_id, region, _ in needs:
        if network_id in kept:
            found[network_id] = kept[network_id]
            taken[region].append(kept[network_id])
    for network_id, region, length in needs:
        if network_id not in found:
            pool = IPv4Network(inputs.landing_zone.address_pools[region])
            block = free_block(pool, taken[region], length)
            if block is None:
                raise InputError(
                    f"landing-zone.yaml address_pools.{region}",
                    f"the pool {pool} has no room for {network_id}, which needs a /{length}",
                    "Give the region a larger pool. A /16 is enough for sixty spokes.",
                )
            found[network_id] = block
            taken[region].append(block)
    return Ground(
        hubs={region: found[hub_id(region)] for region in taken},
        spokes={key: found[spoke_id(*key)] for key in sorted(wanted)},
    )


def outer_ranges(file: LandingZoneFile) -> tuple[AddressRange, ...]:
    """The ranges of the sites and the pools of the regions, as the address plan shows them."""
    sites = [
        AddressRange(id=f"on-premise-{number}", prefix=one.prefix, what="on-premise", owner=one.site_id)
        for number, one in enumerate(sorted(file.on_premise_ranges, key=lambda one: (one.site_id, one.prefix)), 1)
    ]
    pools = [
        AddressRange(id=f"pool-{region_of(region).short}", prefix=prefix, what="pool", owner="platform", region=region)
        for region, prefix in sorted(file.address_pools.items())
    ]
    return (*sites, *pools)


def _kept(inputs: DesignInputs) -> Mapping[str, IPv4Network]:
    """The ranges of the previous architecture. Raises InputError where the pool they lie in was taken away."""
    if inputs.previous is None:
        return {}
    zone = inputs.previous.landing_zone
    found: dict[str, IPv4Network] = {}
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    for one in networks:
        pool = inputs.landing_zone.address_pools.get(one.region)
        network = IPv4Network(one.network.prefix)
        if pool is not None and network.subnet_of(IPv4Network(pool)):
            found[one.id] = network
        elif any(stack.wave_state in FROZEN for stack in inputs.previous.stacks):
            wrong = f"the range of {one.id} ({network}) is not inside the pool of {one.region} any more"
            remedy = "Widen the pool so that it holds the range: networks that are built cannot change theirs."
            raise InputError(f"landing-zone.yaml address_pools.{one.region}", wrong, remedy)
    return found
