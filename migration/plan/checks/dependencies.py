"""What an application calls moves in the same week or earlier; initiatives wait for those they depend on."""

from __future__ import annotations

from collections.abc import Iterator

from migration.dates import WEEK, monday
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.initiatives import too_short
from migration.plan.inputs import undivided
from migration.plan.shared_services import left_last
from migration.plan.traffic import orders_moves

CONSTRAINT = "dependencies"


def check(case: Case) -> Iterator[Violation]:
    """Callers that move before what they call; initiatives that start before another ends, or without it."""
    inputs = case.inputs
    last = left_last(undivided(inputs).estate, inputs.folder.programme, inputs.parts)
    for interface in filter(orders_moves, inputs.estate.interfaces):
        if interface.to_application in last and interface.from_application not in last:
            continue
        caller, called = case.move_of(interface.from_application), case.move_of(interface.to_application)
        if caller and called and monday(called.cut_over) > monday(caller.cut_over):
            yield Violation(
                constraint=CONSTRAINT,
                subject=interface.from_application,
                message=f"it moves on {caller.cut_over}, before {interface.to_application}, which it calls, "
                f"moves on {called.cut_over}",
                dates=(caller.cut_over, called.cut_over),
            )
    for initiative_id, slot in sorted(case.slots.items()):
        initiative = case.initiatives.get(initiative_id)
        for earlier in sorted(initiative.depends_on) if initiative else ():
            before = case.slots.get(earlier)
            if before is None and not _is_daily_work(case, earlier):
                yield Violation(
                    constraint=CONSTRAINT,
                    subject=initiative_id,
                    message=f"it depends on {earlier}, which is not in the plan",
                )
            elif before is not None and before.ends + _lag(case, earlier) * WEEK >= slot.starts:
                lag = f", with {_lag(case, earlier)} weeks between" if _lag(case, earlier) else ""
                yield Violation(
                    constraint=CONSTRAINT,
                    subject=initiative_id,
                    message=f"it starts on {slot.starts}, before {earlier} ends on {before.ends}{lag}",
                    dates=(slot.starts, before.ends),
                )


def _is_daily_work(case: Case, initiative_id: str) -> bool:
    """Whether an initiative is too short for the plan: nothing waits for it."""
    return initiative_id in case.initiatives and too_short(case.initiatives[initiative_id])


def _lag(case: Case, initiative_id: str) -> int:
    """Weeks to wait after the end of an initiative."""
    return case.initiatives[initiative_id].lag_weeks if initiative_id in case.initiatives else 0
