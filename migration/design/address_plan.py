"""Every range in one list: sites, pools, networks and subnets, and which lies inside which."""

from __future__ import annotations

from ipaddress import IPv4Network

from migration.design.ground import outer_ranges
from migration.design.inputs import DesignInputs
from migration.design.regions import region_of
from migration.model.architecture import AddressRange, Hub, LandingZone, Spoke


def address_plan(inputs: DesignInputs, zone: LandingZone) -> tuple[AddressRange, ...]:
    """All ranges, in order of their addresses, wider ones first."""
    found = list(outer_ranges(inputs.landing_zone))
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    for one in networks:
        owner = one.organisation_id if isinstance(one, Spoke) else "platform"
        pool = f"pool-{region_of(one.region).short}"
        found.append(
            AddressRange(
                id=one.id, prefix=one.network.prefix, what="network", owner=owner, region=one.region, inside=pool
            )
        )
        found += [
            AddressRange(
                id=f"{one.id}/{subnet.name}",
                prefix=subnet.prefix,
                what="subnet",
                owner=owner,
                region=one.region,
                inside=one.id,
            )
            for subnet in one.network.subnets
        ]
    return tuple(sorted(found, key=_order))


def _order(one: AddressRange) -> tuple[int, int, str]:
    network = IPv4Network(one.prefix)
    return int(network.network_address), network.prefixlen, one.id
