"""What is short whatever the dates: ceilings and teams that even all the weeks of the plan do not make enough."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from migration.plan.assemble import Assembled
from migration.plan.joint import Purse
from migration.plan.problem import Pool, Problem, drawn

_MOST_NAMED = 3


def short(assembled: Assembled) -> tuple[str, ...]:
    """All of it, each with the figures. It needs no search, and no dates mend it."""
    return (*too_low(assembled), *too_few(assembled))


def too_low(assembled: Assembled) -> tuple[str, ...]:
    """Ceilings below what must be spent whatever the dates: each with the figures."""
    found, problem = [], assembled.problem
    least = _least(problem)
    for limit in problem.limits:
        parts = least.get(limit.purse, {})
        # Leaving contracts early may give some of it back.
        spared = sum(min(0, *(cash.get(limit.purse, 0) for cash in exit_.cash.values())) for exit_ in problem.exits)
        needed = limit.spent_anyway_gbp + sum(parts.values()) + spared
        if needed > limit.ceiling_gbp:
            organisation, year, spend = limit.purse
            largest = sorted(((gbp, task) for task, gbp in parts.items() if gbp), reverse=True)[:_MOST_NAMED]
            named = ", ".join(f"{task} £{gbp:,}" for gbp, task in largest)
            found.append(
                f"{organisation} {year} {spend}: the ceiling leaves £{max(0, limit.ceiling_gbp):,} after contingency, "
                f"and contracts already signed (£{limit.spent_anyway_gbp:,}) with work that must be done "
                f"need at least £{needed:,}, £{needed - limit.ceiling_gbp:,} more"
                + (f" (largest: {named})" if named else "")
            )
    return tuple(found)


def too_few(assembled: Assembled) -> tuple[str, ...]:
    """Teams with fewer days in the whole plan than the work that must be done takes: each with the figures."""
    problem, found = assembled.problem, list[Pool]()
    for pool in sorted(problem.pools, key=lambda one: (one.skill, len(one.teams), one.words)):
        told = any(other.skill == pool.skill and other.teams < pool.teams for other in found)
        if pool.kind == "people" and not told and sum(needs(problem, pool).values()) > sum(pool.have):
            found.append(pool)
    return tuple(_few_words(problem, pool) for pool in found)


def _few_words(problem: Problem, pool: Pool) -> str:
    asked = needs(problem, pool)
    have, needed = sum(pool.have), sum(asked.values())
    largest = sorted(((centi, task) for task, centi in asked.items()), reverse=True)[:_MOST_NAMED]
    named = ", ".join(f"{task} {days(centi)}" for centi, task in largest)
    return (
        f"{pool.words}: work that must be done takes {days(needed)} days, and after absence and bank holidays "
        f"the whole plan has {days(have)} (largest: {named})"
    )


def needs(problem: Problem, pool: Pool) -> dict[str, int]:
    """What each task that must be done takes of a pool in all, in hundredths; nothing for those that take nothing."""
    found = {task.id: drawn(task, pool)[0] * task.options.work_weeks for task in problem.tasks if task.must}
    return {task: centi for task, centi in found.items() if centi}


def days(centi: int) -> str:
    """Hundredths as people write them, to a tenth: 350 is 3.5."""
    return f"{(Decimal(centi) / 100).quantize(Decimal('0.1'), ROUND_HALF_UP).normalize():,f}"


def _least(problem: Problem) -> dict[Purse, dict[str, int]]:
    """Pounds by purse that each task which must be done takes at the least."""
    found: dict[Purse, dict[str, int]] = defaultdict(dict)
    for task in problem.tasks:
        if task.must and len(task.options):
            for purse, gbp in task.options.cash.items():
                found[purse][task.id] = int(gbp.min())
    return found
