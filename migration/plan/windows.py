"""On which dates a move group may be cut over, and why not on the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from inventory.model import Application
from migration.dates import WEEK, is_bank_holiday, monday, weeks
from migration.model import Freeze, Move, MoveGroup, Pin, Programme, Weekday
from migration.plan.gate_dates import gate_opens
from migration.plan.problem import Ints
from migration.plan.seeding import WEEKDAYS, Copying
from safeio.errors import InputError
from safeio.values import value

TOO_SOON = "preparation would start before the plan"


@value
class Option:
    """One way to move a group. `week` is the Monday of its cut-over."""

    week: date
    prepare_from: date
    seeding_from: date
    cut_over: date
    old_off: date


@dataclass(frozen=True)
class Asked:
    """What decides the dates of a group: weeks of work, how its data is copied, its service areas, the gate that opens
    the work, and what people set."""

    work_weeks: int
    copied: Copying
    services: frozenset[str]
    opens: tuple[date, str] | None
    not_before: date | None
    deadline: date | None


@dataclass(frozen=True, eq=False)
class Window:
    """The dates of a group in order, as day numbers (`date.toordinal`), one entry an option.

    `asked` is what left these open; None where the date is fixed, and then there is no other.
    """

    prepare_from: Ints
    seeding_from: Ints
    cut_over: Ints
    old_off: Ints
    asked: Asked | None = None

    @property
    def pinned(self) -> bool:
        """Whether people fixed the date."""
        return self.asked is None

    def option(self, position: int) -> Option:
        """The dates of one option."""
        prepare, seeding, cut_over, off = (
            date.fromordinal(int(days[position]))
            for days in (self.prepare_from, self.seeding_from, self.cut_over, self.old_off)
        )
        return Option(week=monday(cut_over), prepare_from=prepare, seeding_from=seeding, cut_over=cut_over, old_off=off)


def frozen(day: date, services: frozenset[str], freezes: Iterable[Freeze]) -> Freeze | None:
    """The first freeze that forbids a cut-over of these services on that day."""
    for freeze in freezes:
        touched = freeze.services == "all" or not services.isdisjoint(freeze.services)
        if touched and freeze.starts <= day <= freeze.ends:
            return freeze
    return None


def services_of(group: MoveGroup, applications: Mapping[str, Application]) -> frozenset[str]:
    """The service areas of a group's applications."""
    found = (applications[app].service for app in group.application_ids)
    return frozenset(service for service in found if service)


def window(
    group: MoveGroup,
    work_weeks: int,
    copied: Copying,
    applications: Mapping[str, Application],
    programme: Programme,
    pins: Mapping[str, Pin],
    kept: Move | None,
    as_of: date,
    started: date | None = None,
) -> Window:
    """All allowed dates of a group. `kept` is its move in an approved wave, which does not change; `started` is when
    work on it was to start in the plan before.

    Raises InputError when people fixed several dates for it, or an application names an unknown gate.
    """
    if kept is not None:
        return _fixed(kept.prepare_from, kept.seeding_from, kept.cut_over, kept.old_off)
    own = [pins[app] for app in group.application_ids if app in pins]
    fixed = sorted({pin.cut_over for pin in own if pin.cut_over})
    if len(fixed) > 1:
        shown = ", ".join(day.isoformat() for day in fixed)
        raise InputError("waves.yaml pins", f"{group.id} is fixed to several dates ({shown})", "Keep one of them.")
    if fixed:
        only = _option(fixed[0], work_weeks, copied, programme)
        return _fixed(only.prepare_from, only.seeding_from, only.cut_over, only.old_off)
    gates = {gate.id: gate for gate in programme.gates}
    gate_ids = {g for app in group.application_ids for g in applications[app].gate_ids}
    asked = Asked(
        work_weeks=work_weeks,
        copied=copied,
        services=services_of(group, applications),
        opens=gate_opens(gate_ids, gates, as_of, f"applications.csv {group.id} gate_ids", started),
        not_before=max((pin.not_before for pin in own if pin.not_before), default=None),
        deadline=min((pin.deadline for pin in own if pin.deadline), default=None),
    )
    return _free(asked, programme)


def blocked(window: Window, programme: Programme) -> tuple[tuple[date, str], ...]:
    """For each week without an option, why it has none. Nothing where people fixed the date."""
    found = []
    if window.asked is not None:
        for week in weeks(programme.plan_from, programme.plan_to):
            day, why = _day_in(week, window.asked.services, programme.cut_over_days, programme.freezes)
            if day is not None:
                option = _option(day, window.asked.work_weeks, window.asked.copied, programme)
                why = _why_not(option, programme, window.asked)
            if why is not None or day is None:
                found.append((week, why or "no cut-over day"))
    return tuple(found)


def _fixed(prepare_from: date, seeding_from: date, cut_over: date, old_off: date) -> Window:
    prepare, seeding, cut, off = (
        np.array([day.toordinal()], dtype=np.int64) for day in (prepare_from, seeding_from, cut_over, old_off)
    )
    return Window(prepare, seeding, cut, off)


def _free(asked: Asked, programme: Programme) -> Window:
    """Every week that `_why_not` has nothing against, all at once."""
    cut_over = _days(asked.services, programme.cut_over_days, programme.freezes, programme.plan_from, programme.plan_to)
    # Day 1 of the calendar was a Monday.
    prepare = cut_over - (cut_over - 1) % 7 - 7 * (asked.work_weeks - 1)
    off = cut_over + 7 * programme.old_off_weeks
    open_ = (prepare >= programme.plan_from.toordinal()) & (off <= programme.plan_to.toordinal())
    if asked.opens is not None:
        open_ &= prepare > asked.opens[0].toordinal()
    if asked.not_before is not None:
        open_ &= cut_over >= asked.not_before.toordinal()
    if asked.deadline is not None:
        open_ &= cut_over <= asked.deadline.toordinal()
    # Copying starts on a Monday: moves share a line by the week.
    from_monday = cut_over - (cut_over - 1) % 7 - 7 * (asked.copied.weeks - 1)
    seeding = np.minimum(cut_over - asked.copied.days, from_monday) if asked.copied.weeks else cut_over
    return Window(prepare[open_], seeding[open_], cut_over[open_], off[open_], asked)


@lru_cache(maxsize=1024)
def _days(
    services: frozenset[str], days: tuple[Weekday, ...], freezes: tuple[Freeze, ...], plan_from: date, plan_to: date
) -> Ints:
    """The cut-over day of every week that has one, as day numbers."""
    found = (_day_in(week, services, days, freezes)[0] for week in weeks(plan_from, plan_to))
    return np.array([day.toordinal() for day in found if day is not None], dtype=np.int64)


def _day_in(
    week: date, services: frozenset[str], days: Iterable[Weekday], freezes: tuple[Freeze, ...]
) -> tuple[date | None, str | None]:
    why = None
    for name in days:
        day = week + timedelta(days=WEEKDAYS.index(name))
        freeze = frozen(day, services, freezes)
        if freeze is not None:
            why = f"freeze {freeze.starts} to {freeze.ends} ({freeze.reason})"
        elif is_bank_holiday(day):
            why = f"{day} is a bank holiday"
        else:
            return day, None
    return None, why


def _option(day: date, work_weeks: int, copied: Copying, programme: Programme) -> Option:
    first = monday(day) - (copied.weeks - 1) * WEEK if copied.weeks else day
    return Option(
        week=monday(day),
        prepare_from=monday(day) - (work_weeks - 1) * WEEK,
        seeding_from=min(day - timedelta(days=copied.days), first),
        cut_over=day,
        old_off=day + programme.old_off_weeks * WEEK,
    )


def _why_not(option: Option, programme: Programme, asked: Asked) -> str | None:
    if option.prepare_from < programme.plan_from:
        return TOO_SOON
    if asked.opens is not None and option.prepare_from <= asked.opens[0]:
        when = "has no date left" if asked.opens[0] == date.max else f"decides on {asked.opens[0]}"
        return f"the gate {asked.opens[1]} {when}, and work starts after it"
    if asked.not_before is not None and option.cut_over < asked.not_before:
        return f"a person set not before {asked.not_before}"
    if asked.deadline is not None and option.cut_over > asked.deadline:
        return f"a person set the deadline {asked.deadline}"
    if option.old_off > programme.plan_to:
        return f"the old machines would stop on {option.old_off}, after the plan"
    return None
