"""On which dates a move group may be cut over, and why not on the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from inventory.model import Application
from migration.dates import WEEK, is_bank_holiday, monday, weeks
from migration.model import Freeze, Gate, Move, MoveGroup, Pin, Programme
from safeio.errors import InputError
from safeio.values import value

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

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
class Window:
    """All options of a group in date order; `blocked` says per week why it has none."""

    options: tuple[Option, ...]
    blocked: tuple[tuple[date, str], ...]
    pinned: bool = False


def gate_opens(
    gate_ids: Iterable[str], gates: Mapping[str, Gate], as_of: date, subject: str
) -> tuple[date, str] | None:
    """The day after which work may start, and the gate that says so; the latest of several gates.

    Each gate counts with its first date whose papers can still be ready. Raises InputError for an unknown gate.
    A gate with no such date left gives date.max.
    """
    latest: tuple[date, str] | None = None
    for gate_id in sorted(gate_ids):
        if gate_id not in gates:
            known = ", ".join(sorted(gates)) or "none"
            raise InputError(
                subject,
                f"the gate {gate_id!r} is not in programme.yaml",
                f"Known gates: {known}. Add it or mend the id.",
            )
        gate = gates[gate_id]
        ready = [day for day in sorted(gate.dates) if day - gate.lead_weeks * WEEK >= as_of]
        opens = ready[0] if ready else date.max
        if latest is None or opens > latest[0]:
            latest = (opens, gate_id)
    return latest


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
    seeding_days: int | None,
    applications: Mapping[str, Application],
    programme: Programme,
    pins: Mapping[str, Pin],
    kept: Move | None,
    as_of: date,
) -> Window:
    """All allowed dates of a group. `kept` is its move in an approved wave, which does not change.

    Raises InputError when people fixed several dates for it, or an application names an unknown gate.
    """
    if kept is not None:
        option = Option(
            week=monday(kept.cut_over),
            prepare_from=kept.prepare_from,
            seeding_from=kept.seeding_from,
            cut_over=kept.cut_over,
            old_off=kept.old_off,
        )
        return Window((option,), (), pinned=True)
    own = [pins[app] for app in group.application_ids if app in pins]
    fixed = sorted({pin.cut_over for pin in own if pin.cut_over})
    if len(fixed) > 1:
        shown = ", ".join(day.isoformat() for day in fixed)
        raise InputError("waves.yaml pins", f"{group.id} is fixed to several dates ({shown})", "Keep one of them.")
    if fixed:
        return Window((_option(fixed[0], work_weeks, seeding_days, programme),), (), pinned=True)
    return _free(group, work_weeks, seeding_days, applications, programme, own, as_of)


def _free(
    group: MoveGroup,
    work_weeks: int,
    seeding_days: int | None,
    applications: Mapping[str, Application],
    programme: Programme,
    own: list[Pin],
    as_of: date,
) -> Window:
    gates = {gate.id: gate for gate in programme.gates}
    gate_ids = {g for app in group.application_ids for g in applications[app].gate_ids}
    opens = gate_opens(gate_ids, gates, as_of, f"applications.csv {group.id} gate_ids")
    services = services_of(group, applications)
    not_before = max((pin.not_before for pin in own if pin.not_before), default=None)
    deadline = min((pin.deadline for pin in own if pin.deadline), default=None)
    options, blocked = [], []
    for week in weeks(programme.plan_from, programme.plan_to):
        day, why = _day_in(week, services, programme)
        if day is not None:
            option = _option(day, work_weeks, seeding_days, programme)
            why = _why_not(option, programme, opens, not_before, deadline)
            if why is None:
                options.append(option)
                continue
        blocked.append((week, why or "no cut-over day"))
    return Window(tuple(options), tuple(blocked))


def _day_in(week: date, services: frozenset[str], programme: Programme) -> tuple[date | None, str | None]:
    why = None
    for name in programme.cut_over_days:
        day = week + timedelta(days=WEEKDAYS.index(name))
        freeze = frozen(day, services, programme.freezes)
        if freeze is not None:
            why = f"freeze {freeze.starts} to {freeze.ends} ({freeze.reason})"
        elif is_bank_holiday(day):
            why = f"{day} is a bank holiday"
        else:
            return day, None
    return None, why


def _option(day: date, work_weeks: int, seeding_days: int | None, programme: Programme) -> Option:
    return Option(
        week=monday(day),
        prepare_from=monday(day) - (work_weeks - 1) * WEEK,
        seeding_from=day - timedelta(days=seeding_days or 0),
        cut_over=day,
        old_off=day + programme.old_off_weeks * WEEK,
    )


def _why_not(
    option: Option,
    programme: Programme,
    opens: tuple[date, str] | None,
    not_before: date | None,
    deadline: date | None,
) -> str | None:
    if option.prepare_from < programme.plan_from:
        return TOO_SOON
    if opens is not None and option.prepare_from <= opens[0]:
        when = "has no date left" if opens[0] == date.max else f"decides on {opens[0]}"
        return f"the gate {opens[1]} {when}, and work starts after it"
    if not_before is not None and option.cut_over < not_before:
        return f"a person set not before {not_before}"
    if deadline is not None and option.cut_over > deadline:
        return f"a person set the deadline {deadline}"
    if option.old_off > programme.plan_to:
        return f"the old machines would stop on {option.old_off}, after the plan"
    return None
