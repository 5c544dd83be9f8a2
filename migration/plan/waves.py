"""Waves follow from the moves: one for each period of the programme that has a cut-over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from migration.dates import DAY, WEEK
from migration.model import Move, Wave
from migration.plan.inputs import PlanInputs


def period(day: date, plan_from: date, wave_weeks: int) -> tuple[int, date, date]:
    """Number (from 1), first and last day of the wave period that holds a day."""
    number = (day - plan_from).days // (7 * wave_weeks)
    first = plan_from + number * wave_weeks * WEEK
    return number + 1, first, first + wave_weeks * WEEK - DAY


def waves(moves: Iterable[Move], inputs: PlanInputs) -> tuple[Wave, ...]:
    """The waves of some moves. Ids name the period, so a wave keeps its id when another appears before it."""
    programme = inputs.folder.programme
    groups = {group.id: group for group in inputs.groups}
    owners = {a.id: a.organisation_ids for a in inputs.estate.applications}
    states = {wave.id: wave.state for wave in inputs.previous.waves} if inputs.previous else {}
    states |= {wave.id: wave.state for wave in inputs.folder.waves}
    members: dict[tuple[int, date, date], set[str]] = defaultdict(set)
    for move in moves:
        members[period(move.cut_over, programme.plan_from, programme.wave_weeks)].add(move.group_id)
    return tuple(
        Wave(
            id=wave_id(first),
            number=number,
            organisation_ids=tuple(sorted({o for g in ids for a in groups[g].application_ids for o in owners[a]})),
            group_ids=tuple(sorted(ids)),
            period_from=first,
            period_to=last,
            state=states.get(wave_id(first), "draft"),
        )
        for (number, first, last), ids in sorted(members.items())
    )


def wave_id(period_from: date) -> str:
    """The id of the wave whose period starts on a day."""
    return f"wave-{period_from.isoformat()}"
