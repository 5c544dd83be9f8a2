"""Must-do initiatives are in the plan, whole and inside it; packages are there all or none, exclusions are kept."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from migration.dates import DAY, WEEK
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.initiatives import too_short

CONSTRAINT = "portfolio"


def check(case: Case) -> Iterator[Violation]:
    """Must-do work left out, work cut short, twice in the plan or outside it, daily work, packages in part, work beside
    what excludes it, and slots of unknown initiatives."""
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
    yield from _packages(case)
    yield from _exclusions(case)
    for initiative_id in sorted(set(case.slots) - set(case.initiatives)):
        yield _broken(initiative_id, "the plan has time for it, but initiatives.csv does not name it")


def _packages(case: Case) -> Iterator[Violation]:
    """What is missing of a package of which something is in the plan."""
    held = defaultdict[str, list[str]](list)
    for initiative_id, initiative in sorted(case.initiatives.items()):
        if initiative.package is not None and not too_short(initiative):
            held[initiative.package].append(initiative_id)
    for name, members in sorted(held.items()):
        there = [one for one in members if one in case.slots]
        for missing in members if there else ():
            if missing not in case.slots:
                yield _broken(missing, f"it is not in the plan, and {there[0]} is: package {name} is done all or none")


def _exclusions(case: Case) -> Iterator[Violation]:
    """Pairs in the plan that exclude each other. What holds of a build holds of its roll-outs; a pair is told once."""
    there = {one: case.initiatives[one] for one in case.slots if one in case.initiatives}
    there = {one: initiative for one, initiative in there.items() if not too_short(initiative)}
    pairs = {
        (min(one.id, other.id), max(one.id, other.id))
        for one in there.values()
        if one.rollout_of not in there
        for named in one.excludes
        for other in there.values()
        if named == other.id or (named == other.rollout_of and named not in there)
    }
    for first, second in sorted(pairs):
        yield _broken(first, f"it is in the plan beside {second}, and the two exclude each other")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
