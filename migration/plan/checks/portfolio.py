"""Must-do initiatives are in the plan, whole and inside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migration.dates import DAY, WEEK
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.initiatives import too_short

CONSTRAINT = "portfolio"


def check(case: Case) -> Iterator[Violation]:
    """Must-do work left out, work cut short, twice in the plan or outside it, daily work, and slots of unknown
    initiatives."""
    times = Counter(slot.initiative_id for slot in case.plan.initiatives)
    for initiative_id, initiative in sorted(case.initiatives.items()):
        slot = case.slots.get(initiative_id)
        if slot is None:
            if initiative.must_do and not too_short(initiative):
                yield _broken(initiative_id, "it must be done, and is not in the plan")
            continue
        if times[initiative_id] > 1:
            yield _broken(initiative_id, f"it is {times[initiative_id]} times in the plan")
        if too_short(initiative):
            weeks = f"{initiative.duration_weeks} weeks"
            yield _broken(initiative_id, f"it takes {weeks}: work under a month is no part of the plan")
        if slot.ends < slot.starts + initiative.duration_weeks * WEEK - DAY:
            yield _broken(initiative_id, f"it has less than its {initiative.duration_weeks} weeks")
        if slot.starts < case.plan.plan_from or slot.ends > case.plan.plan_to:
            yield _broken(initiative_id, f"it lies outside the plan ({slot.starts} to {slot.ends})")
    for initiative_id in sorted(set(case.slots) - set(case.initiatives)):
        yield _broken(initiative_id, "the plan has time for it, but initiatives.csv does not name it")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
