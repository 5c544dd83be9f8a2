"""The ways of packets through hubs: everything between spokes, regions and sites passes a firewall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from migration.design.gateways import gateway_regions
from migration.design.ground import Ground, regions
from migration.design.hub_subnets import HubPurpose, firewall_address
from migration.design.inputs import DesignInputs
from migration.design.names import compose, joined
from migration.design.regions import region_of
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import Route, RouteTable, Spoke

EVERYTHING = "0.0.0.0/0"


def spoke_tables(ground: Ground, owner: str, region: str, purposes: Sequence[str]) -> Mapping[str | None, RouteTable]:
    """The route tables of a spoke: that of all subnets stands at None, one of its own at the purpose of the subnet.

    Whatever leaves goes to the firewall of the region. Only the answers of API Management to Azure's own control plane
    go straight back: through the firewall they would come from another address than was asked. Source:
    MicrosoftDocs/azure-docs, include api-management-virtual-network-forced-tunneling.md of 2023-11-29.
    """
    everything = _to_firewall("udr-everything-through-firewall", EVERYTHING, ground, region)
    found: dict[str | None, RouteTable] = {
        None: RouteTable(name=compose("route-table", owner, ENVIRONMENT, region), routes=(everything,))
    }
    if "apis" in purposes:
        back = Route(name="udr-service-management", prefix="ApiManagement", next_hop_type="Internet")
        name = compose("route-table", f"{owner}-apis", ENVIRONMENT, region)
        found["apis"] = RouteTable(name=name, routes=(everything, back))
    return found


def hub_tables(
    inputs: DesignInputs, ground: Ground, region: str, spokes: Sequence[Spoke]
) -> Mapping[HubPurpose, RouteTable]:
    """The route tables of a hub by the subnet that they are for; those without a route of their own are left out."""
    prefix = inputs.landing_zone.prefix
    wanted: dict[HubPurpose, tuple[Route, ...]] = {
        "firewall": _of_firewall(inputs, ground, region),
        "gateway": _of_gateway(inputs, ground, region, spokes),
    }
    return {
        purpose: RouteTable(name=compose("route-table", f"{prefix}-{purpose}", ENVIRONMENT, region), routes=routes)
        for purpose, routes in wanted.items()
        if routes
    }


def _of_firewall(inputs: DesignInputs, ground: Ground, region: str) -> tuple[Route, ...]:
    """A firewall sends what is for the other region to the firewall there, and what is for the sites to one that has a
    gateway. Its own gateway tells it the rest."""
    file = inputs.landing_zone
    found = [
        _to_firewall(f"udr-to-{region_of(other).short}", file.address_pools[other], ground, other)
        for other in regions(file)
        if other != region
    ]
    ways = gateway_regions(file)
    if ways and region not in ways:
        ranges = sorted(one.prefix for one in file.on_premise_ranges)
        found += [_to_firewall(f"udr-to-sites-{number}", one, ground, ways[0]) for number, one in enumerate(ranges, 1)]
    if not found and not ways:
        return ()
    # A gateway may be told that everything lies behind a site; the firewall has to reach Azure all the same.
    return (Route(name="udr-internet", prefix=EVERYTHING, next_hop_type="Internet"), *found)


def _of_gateway(inputs: DesignInputs, ground: Ground, region: str, spokes: Sequence[Spoke]) -> tuple[Route, ...]:
    """What comes from a site for a spoke passes the firewall first. A route has to name each spoke: that of the peering
    would be longer than one for the pool, and win."""
    file = inputs.landing_zone
    ways = gateway_regions(file)
    if region not in ways:
        return ()
    near = [
        _to_firewall(joined("route", f"udr-{one.id}"), one.network.prefix, ground, region)
        for one in sorted(spokes, key=lambda one: one.id)
        if one.region == region
    ]
    far = [
        _to_firewall(f"udr-to-{region_of(other).short}", file.address_pools[other], ground, region)
        for other in regions(file)
        if other not in ways and region == ways[0]
    ]
    return (*near, *far)


def _to_firewall(name: str, prefix: str, ground: Ground, region: str) -> Route:
    return Route(name=name, prefix=prefix, next_hop_type="VirtualAppliance", next_hop=firewall_address(ground, region))
