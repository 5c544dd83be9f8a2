"""Days that no programme has, in a plan that was edited by hand: nothing can be reckoned with them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from migration.model import Plan

FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
"""As in the tables that people give."""


def impossible_days(plan: Plan) -> Iterator[tuple[str, date]]:
    """What has a day before 1900 or after 2200, with that day, in the order of the plan."""
    for subject, day in _days(plan):
        if day is not None and not FIRST <= day <= LAST:
            yield subject, day


def _days(plan: Plan) -> Iterator[tuple[str, date | None]]:
    for day in (plan.as_of, plan.plan_from, plan.plan_to):
        yield "the plan itself", day
    for wave in plan.waves:
        yield from ((wave.id, day) for day in (wave.period_from, wave.period_to))
    for move in plan.moves:
        dates = (move.prepare_from, move.seeding_from, move.cut_over, move.old_off)
        yield from ((move.group_id, day) for day in dates)
    for slot in plan.initiatives:
        yield from ((slot.initiative_id, day) for day in (slot.starts, slot.ends))
    for end in plan.contracts:
        yield from ((end.contract_id, day) for day in (end.ends, end.notice_by))
