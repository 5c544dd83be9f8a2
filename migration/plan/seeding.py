"""How data gets to the cloud: over a site's line, which moves share by the week, or on a device where that is slow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from inventory.model import Server
from migration.model import Link, MoveGroup, Programme, Weekday
from migration.plan.footprint import Footprint

IN_HOURS_A_WEEK = Decimal(50)
"""Monday to Friday, 08:00 to 18:00. Illustrative; the other 118 of 168 hours are out of hours."""

HOURS_A_WEEK = Decimal(168)
HOURS_A_DAY, IN_HOURS_A_DAY = Decimal(24), Decimal(10)
BITS_A_GIB = Decimal(8 * 2**30)

WEEKDAYS: tuple[Weekday, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class LineUse:
    """What a line carries for one group in the last `weeks` weeks up to its cut-over, in GiB: `gib` in all, evenly, and
    `changes` in each week."""

    weeks: int
    gib: Decimal
    changes: Decimal

    @property
    def gib_a_week(self) -> Decimal:
        """What it carries in each of these weeks."""
        return self.gib / self.weeks + self.changes


@dataclass(frozen=True)
class Copying:
    """How a group's data is copied. `weeks` are calendar weeks, the last one that of the cut-over; 0 for no data.

    `days` are the fewest days it takes with the line to itself. `lines` and `devices` (how many) are by site. On the
    line of a site in `too_slow` changes come in faster than they can be copied: no time is enough.
    """

    weeks: int
    days: int
    lines: Mapping[str, LineUse]
    devices: Mapping[str, int]
    too_slow: tuple[str, ...] = ()


NOTHING = Copying(0, 0, {}, {})


def link_mbps(link: Link) -> Decimal:
    """Average megabits a second a migration may use over a whole week."""
    in_hours = IN_HOURS_A_WEEK / HOURS_A_WEEK
    share = link.share_in_hours * in_hours + link.share_out_of_hours * (1 - in_hours)
    return Decimal(link.mbps) * share


def line_gib(site_id: str, programme: Programme) -> Decimal:
    """GiB that the lines of a site carry for the migration in a week, up to the first weekday with a cut-over.

    What is copied in the week of a cut-over must be there by then. Where Monday is such a day, the whole week counts.
    """
    first = min(map(WEEKDAYS.index, programme.cut_over_days), default=0) or len(WEEKDAYS)
    in_hours = min(first, 5) * IN_HOURS_A_DAY
    out_of_hours = first * HOURS_A_DAY - in_hours
    total = Decimal(0)
    for link in programme.links:
        if link.site_id == site_id:
            hours = link.share_in_hours * in_hours + link.share_out_of_hours * out_of_hours
            total += link.mbps * hours * 3600 * 1_000_000 / BITS_A_GIB
    return total


def copying(group: MoveGroup, programme: Programme, stand: Footprint) -> Copying | None:
    """How a group's data is copied; None when its volume or the line of a site is not known.

    Volume is split over sites by the servers' sizes. A line carries it evenly over its weeks, beside what changes in
    the meantime. A device is used where it is quicker: it is away for its lead time, and then the line catches up.
    """
    if group.data_gib is None:
        return None
    if group.data_gib == 0:
        return NOTHING
    found = NOTHING
    for site, part in sorted(_parts(group, stand).items(), key=lambda item: item[0] or ""):
        if site is None or line_gib(site, programme) <= 0:
            return None
        found = _together(found, _from_site(site, group.data_gib * part, programme))
    return found


def seeding_days(group: MoveGroup, programme: Programme, stand: Footprint) -> int | None:
    """The fewest whole days it takes to copy a group's data, the slowest site deciding. 0 for no data, None: not
    known."""
    found = copying(group, programme, stand)
    return found.days if found is not None else None


def _from_site(site: str, gib: Decimal, programme: Programme) -> Copying:
    carries = line_gib(site, programme)
    changes = gib * (programme.copying.daily_change_percent or Decimal(0)) / 100 * 7
    if changes >= carries:
        return Copying(1, 1, {}, {}, (site,))
    weeks = _up(gib / (carries - changes))
    device = programme.copying.device
    if device is not None:
        catching_up = max(1, _up(changes * device.lead_weeks / (carries - changes)))
        if device.lead_weeks + catching_up < weeks:
            use = LineUse(catching_up, changes * device.lead_weeks, changes)
            number = _up(gib / device.capacity_gib)
            return Copying(device.lead_weeks + catching_up, 7 * device.lead_weeks, {site: use}, {site: number})
    speed = sum((link_mbps(link) for link in programme.links if link.site_id == site), Decimal(0))
    days = _up(gib * BITS_A_GIB / (speed * 1_000_000) / 86_400)
    return Copying(weeks, days, {site: LineUse(weeks, gib, changes)}, {})


def _together(one: Copying, other: Copying) -> Copying:
    return Copying(
        weeks=max(one.weeks, other.weeks),
        days=max(one.days, other.days),
        lines={**one.lines, **other.lines},
        devices={**one.devices, **other.devices},
        too_slow=(*one.too_slow, *other.too_slow),
    )


def _up(amount: Decimal) -> int:
    return int(amount.to_integral_value(ROUND_CEILING))


def _parts(group: MoveGroup, stand: Footprint) -> dict[str | None, Decimal]:
    sizes: dict[str | None, Decimal] = defaultdict(Decimal)
    for thing_id in group.thing_ids:
        thing = stand.things.get(thing_id)
        if thing is not None:
            size = (thing.used_gib or thing.disk_gib) if isinstance(thing, Server) else None
            sizes[thing.site_id] += Decimal(size or 1)
    total = sum(sizes.values(), Decimal(0))
    return {site: size / total for site, size in sizes.items()} if total else {None: Decimal(1)}
