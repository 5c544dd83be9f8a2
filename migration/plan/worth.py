"""What a month or £50,000 more or less would do to the pounds of a plan, found by planning again near it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from migration.plan.answer import Answer, priced, spending
from migration.plan.assemble import Assembled
from migration.plan.near import Again
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
class Worth:
    """What a change of a limit does to the pounds of the plan; `more_gbp` None where no plan was found that keeps it.

    Where the pounds rise, there may be a plan for which they rise less.
    """

    change: str
    pounds: Decimal | None
    more_gbp: Decimal | None


def sooner(search: Again, assembled: Assembled, base: Answer) -> list[Worth]:
    """What it costs to have all moves done some months sooner."""
    problem, groups = assembled.problem, assembled.groups
    weeks = [
        int(t.options.week[at]) for t in problem.tasks if t.id in groups and (at := base.positions[t.id]) is not None
    ]
    found = []
    for months in MONTHS_SOONER if weeks else ():
        last = problem.weeks[max(weeks)] - timedelta(days=round(months * 365.25 / 12))
        change = f"all moves {'a month' if months == 1 else f'{months} months'} sooner, by the week of {last}"
        until = (
            int(np.searchsorted(np.array([week.toordinal() for week in problem.weeks]), last.toordinal(), "right")) - 1
        )
        answer = search.find(change, _ended(problem, groups, until), base)
        # A date that is too late costs more than any plan: where one is left, no plan was found.
        late = answer is not None and any(
            task.id in groups and at is not None and int(task.options.week[at]) > until
            for task in problem.tasks
            for at in [answer.positions[task.id]]
        )
        found.append(_worth(change, problem, None if late else answer, base))
    return found


def _ended(problem: Problem, groups: Mapping[str, object], until: int) -> Problem:
    """The problem in which a move after a week is dearer than any plan."""

    def ended(task: Task) -> Task:
        if task.id not in groups or task.pinned:
            return task
        late = np.where(task.options.week > until, TOO_LATE, 0).astype(np.int64)
        return replace(task, options=replace(task.options, cost={**task.options.cost, "too late": late}))

    return replace(problem, tasks=tuple(ended(task) for task in problem.tasks))


def ceilings(search: Again, problem: Problem, base: Answer) -> list[Worth]:
    """What more and less money in the tightest ceilings does."""
    spent = spending(problem, base.positions, base.extended)
    room = sorted((limit.ceiling_gbp - spent[limit.purse], limit.purse, limit) for limit in problem.limits)
    found = []
    for _, purse, limit in room[:TIGHTEST]:
        for step, word in ((STEP_GBP, "more"), (-STEP_GBP, "less")):
            change = f"£{STEP_GBP:,} {word} in {' '.join(purse)}"
            changed = replace(limit, ceiling_gbp=limit.ceiling_gbp + step)
            other = replace(problem, limits=tuple(changed if one is limit else one for one in problem.limits))
            answer = search.find(change, other, base)
            if spent[purse] <= changed.ceiling_gbp and (answer is None or answer.objective > base.objective):
                answer = base
            found.append(_worth(change, problem, answer, base))
    return found


def _worth(change: str, problem: Problem, answer: Answer | None, base: Answer) -> Worth:
    if answer is None:
        return Worth(change, None, None)
    pounds = priced(problem, answer.positions, answer.extended).objective
    return Worth(change, Decimal(pounds), Decimal(pounds - base.objective))
