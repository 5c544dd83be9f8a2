"""Which part of the landing zone each of its stacks makes: the first one all that names no other."""

from __future__ import annotations

from dataclasses import replace

from migration.model.architecture.landing_zone import LandingZone


def part_of(zone: LandingZone, stack: str) -> LandingZone:
    """The landing zone with what one stack makes. What is not the first one's has neither hubs nor subscriptions; its
    workspace and private zones are those of the first, and only the links to its own networks are left."""
    first = stack == zone.stack

    def is_mine(named: str | None) -> bool:
        return (named or zone.stack) == stack

    spokes = tuple(one for one in zone.spokes if is_mine(one.stack))
    networks = {one.id for one in spokes} | ({one.id for one in zone.hubs} if first else set())
    links = tuple(one for one in zone.private_dns.links if one.network_id in networks)
    return replace(
        zone,
        subscriptions=zone.subscriptions if first else (),
        resource_groups=tuple(one for one in zone.resource_groups if is_mine(one.stack)),
        hubs=zone.hubs if first else (),
        spokes=spokes,
        private_dns=replace(zone.private_dns, links=links),
        key_vaults=tuple(one for one in zone.key_vaults if is_mine(one.stack)),
        recovery_vaults=tuple(one for one in zone.recovery_vaults if is_mine(one.stack)),
        site_recoveries=tuple(one for one in zone.site_recoveries if is_mine(one.stack)),
        collection_rules=zone.collection_rules if first else (),
        flow_stores=zone.flow_stores if first else (),
        ddos_plan=zone.ddos_plan if first else None,
    )


def stacks_of(zone: LandingZone) -> tuple[str, ...]:
    """The stacks that make the landing zone, the first one first and the others by name."""
    return (zone.stack, *sorted({one.stack for one in zone.spokes if one.stack} - {zone.stack}))


def stacks_under(zone: LandingZone, organisation_id: str | None) -> tuple[str, ...]:
    """The stacks of the landing zone that what is built for an organisation stands on, the first one first."""
    own = {one.stack for one in zone.spokes if one.organisation_id == organisation_id and one.stack}
    return (zone.stack, *sorted(own - {zone.stack}))
