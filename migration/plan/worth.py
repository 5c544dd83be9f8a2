"""What a month or £50,000 more or less would do to the pounds of a plan, found by planning again near it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from migration.plan.answer import Answer, priced, spending
from migration.plan.assemble import Assembled
from migration.plan.problem import Problem, Task

STEP_GBP = 50_000
"""By how much a ceiling is raised and lowered to see what that does."""

TIGHTEST = 3
"""So many ceilings, those with the least room, are raised and lowered."""

MONTHS_SOONER = (1, 3)

MOST_CHANGES = len(MONTHS_SOONER) + 2 * TIGHTEST

TOO_LATE = 10**9
"""Pounds of a date that is too late: dearer than any plan, so that options keep their numbers."""


@dataclass(frozen=True)
class Change:
    """The problem with one limit changed. `until` is the last week for a move, None where that is not limited."""

    name: str
    problem: Problem
    until: int | None = None


@dataclass(frozen=True)
class Worth:
    """What a change of a limit does to the pounds of the plan; None where no plan was found that keeps it.

    Where the pounds rise, there may be a plan for which they rise less.
    """

    change: str
    pounds: Decimal | None
    more_gbp: Decimal | None


def limit_changes(assembled: Assembled, base: Answer) -> tuple[Change, ...]:
    """All moves done some months sooner; more and less money in the tightest ceilings."""
    return (*_sooner(assembled, base), *_ceilings(assembled.problem, base))


def cheapest(change: Change, answers: Iterable[Answer]) -> Answer | None:
    """Of all the plans met, the cheapest that keeps the limits of a change, in its own pounds."""
    kept = [priced(change.problem, one.positions, one.extended) for one in answers if _keeps(change, one)]
    return min(kept, key=lambda answer: answer.objective, default=None)


def worth(assembled: Assembled, change: Change, answers: Iterable[Answer], base: Answer) -> Worth:
    """A change against the base plan, in the pounds of the problem as it stands."""
    best = cheapest(replace(change, problem=replace(assembled.problem, limits=change.problem.limits)), answers)
    if best is None:
        return Worth(change.name, None, None)
    return Worth(change.name, Decimal(best.objective), Decimal(best.objective - base.objective))


def _keeps(change: Change, answer: Answer) -> bool:
    spent = spending(change.problem, answer.positions, answer.extended)
    in_time = change.until is None or _last(change.problem, answer) <= change.until
    return in_time and all(spent[limit.purse] <= limit.ceiling_gbp for limit in change.problem.limits)


def _last(problem: Problem, answer: Answer) -> int:
    """The week of the last cut-over; -1 where nothing moves."""
    at = answer.positions
    weeks = (int(t.options.week[p]) for t in problem.tasks if t.kind == "group" and (p := at[t.id]) is not None)
    return max(weeks, default=-1)


def _sooner(assembled: Assembled, base: Answer) -> list[Change]:
    problem = assembled.problem
    last, found = _last(problem, base), []
    for months in MONTHS_SOONER if last >= 0 else ():
        week = problem.weeks[last] - timedelta(days=round(months * 365.25 / 12))
        until = bisect_right(problem.weeks, week) - 1
        often = "a month" if months == 1 else f"{months} months"
        if until >= 0:
            name = f"all moves {often} sooner, by the week of {problem.weeks[until]}"
            found.append(Change(name, _ended(problem, until), until))
    return found


def _ended(problem: Problem, until: int) -> Problem:
    """The problem in which a move after a week is dearer than any plan."""

    def ended(task: Task) -> Task:
        late = np.where(task.options.week > until, TOO_LATE, 0).astype(np.int64)
        return replace(task, options=replace(task.options, cost={**task.options.cost, "too late": late}))

    return replace(problem, tasks=tuple(ended(task) if task.kind == "group" else task for task in problem.tasks))


def _ceilings(problem: Problem, base: Answer) -> list[Change]:
    spent = spending(problem, base.positions, base.extended)
    tight = sorted(problem.limits, key=lambda limit: (limit.ceiling_gbp - spent[limit.purse], limit.purse))
    found = []
    for limit in tight[:TIGHTEST]:
        for step, word in ((STEP_GBP, "more"), (-STEP_GBP, "less")):
            changed = replace(limit, ceiling_gbp=limit.ceiling_gbp + step)
            limits = tuple(changed if one is limit else one for one in problem.limits)
            name = f"£{STEP_GBP:,} {word} in {' '.join(limit.purse)}"
            found.append(Change(name, replace(problem, limits=limits)))
    return found
