"""How long copying takes: volume over link, with the shares of the day a migration may use."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_CEILING, Decimal

from inventory.model import Server
from migration.model import Link, MoveGroup, Programme
from migration.plan.footprint import Footprint

IN_HOURS_A_WEEK = Decimal(50)
"""Monday to Friday, 08:00 to 18:00. Illustrative; the other 118 of 168 hours are out of hours."""

HOURS_A_WEEK = Decimal(168)
BITS_A_GIB = Decimal(8 * 2**30)


def link_mbps(link: Link) -> Decimal:
    """Average megabits a second a migration may use over a whole week."""
    in_hours = IN_HOURS_A_WEEK / HOURS_A_WEEK
    share = link.share_in_hours * in_hours + link.share_out_of_hours * (1 - in_hours)
    return Decimal(link.mbps) * share


def seeding_days(group: MoveGroup, programme: Programme, stand: Footprint) -> int | None:
    """Whole days to copy a group's data, the slowest site deciding. 0 for no data.

    None when the volume or the link of a site is not known. Volume is split over sites by the servers' sizes.
    """
    if group.data_gib is None:
        return None
    if group.data_gib == 0:
        return 0
    speed: dict[str, Decimal] = defaultdict(Decimal)
    for link in programme.links:
        speed[link.site_id] += link_mbps(link)
    slowest = 0
    for site, part in _parts(group, stand).items():
        if site is None or speed.get(site, Decimal(0)) <= 0:
            return None
        seconds = Decimal(group.data_gib) * part * BITS_A_GIB / (speed[site] * 1_000_000)
        slowest = max(slowest, int((seconds / 86_400).to_integral_value(ROUND_CEILING)))
    return slowest


def _parts(group: MoveGroup, stand: Footprint) -> dict[str | None, Decimal]:
    sizes: dict[str | None, Decimal] = defaultdict(Decimal)
    for thing_id in group.thing_ids:
        thing = stand.things.get(thing_id)
        if thing is not None:
            size = (thing.used_gib or thing.disk_gib) if isinstance(thing, Server) else None
            sizes[thing.site_id] += Decimal(size or 1)
    total = sum(sizes.values(), Decimal(0))
    return {site: size / total for site, size in sizes.items()} if total else {None: Decimal(1)}
