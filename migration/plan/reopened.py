"""Making a plan cheaper: some tasks may take any of their dates again, all others keep theirs; CP-SAT finds the best.

What is kept is a task with one date, so every rule holds and every price counts as for the whole problem. The method is
large neighbourhood search (P. Shaw, Using constraint programming and local search methods to solve vehicle routing
problems, 1998).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from migration.plan.answer import Answer, priced
from migration.plan.budget import Budget, Told
from migration.plan.choices import Choices
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.problem import Ints, Options, Problem, Task, drawn
from migration.plan.solve import SEED, Effort, Solved
from migration.plan.ways import together

STEP_WORK = 0.5
"""Deterministic work for one try: enough to settle some twenty tasks with three years of weeks."""

FEWEST, FIRST, MOST = 6, 18, 40
"""Tasks that are open at once: more when the last were settled with proof, fewer when the work ran out."""


@dataclass
class _Progress:
    """The best plan so far, how many tasks are open next, and how many tries there were."""

    best: Answer
    size: int = FIRST
    tried: int = 0


def reopened(problem: Problem, start: Answer, bound: int, spent: Budget, told: Told) -> tuple[Answer, int]:
    """The best plan found from `start` on while there are tries left and the bound is not reached; and the bound, which
    is what that plan costs where all tasks were open and settled with proof.

    `start` keeps every rule; so does what is found. Repeatable where the budget is.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what is opened, not secrets
    at = _Progress(start)
    while spent.reopenings_left(at.tried) and at.best.objective > bound:
        at.tried += 1
        open_ = set(together(problem, _chosen(problem, at, dice)))
        found, settled = _best_dates(problem, at.best, open_, spent)
        at.size = min(MOST, at.size + 2) if settled else max(FEWEST, at.size - 1)
        if found is not None and found.objective < at.best.objective:
            at.best = found
            told(f"try {at.tried}: a plan of £{found.objective:,}")
        if settled and len(open_) == len(problem.tasks):
            bound = at.best.objective
    return at.best, bound


def _best_dates(problem: Problem, best: Answer, open_: set[str], spent: Budget) -> tuple[Answer | None, bool]:
    """The best plan in which only these change, if one was found, and whether that is proven."""
    kept = {task.id: _kept(task, best.positions[task.id], task.id in open_) for task in problem.tasks}
    part = replace(problem, tasks=tuple(_with(task, kept[task.id]) for task in problem.tasks))
    linear, choices = rows_left(part)
    effort = Effort(deterministic=STEP_WORK, workers=spent.workers)
    hint = _hint(choices, best, kept)
    found = search_intervals(part, choices, linear, effort, hint=hint, seconds=spent.left())
    if found.status not in ("optimal", "feasible"):
        return None, False
    return _answer(problem, choices, found, kept), found.status == "optimal"


def _kept(task: Task, at: int | None, open_: bool) -> Ints:
    """Which options a task may take: all of them, or as it is."""
    return np.arange(len(task.options)) if open_ else np.array([] if at is None else [at], dtype=np.int64)


def _with(task: Task, kept: Ints) -> Task:
    options = task.options
    return replace(
        task,
        options=Options(
            week=options.week[kept],
            work_from=options.work_from[kept],
            work_weeks=options.work_weeks,
            free_from=options.free_from[kept],
            cost={what: gbp[kept] for what, gbp in options.cost.items()},
            cash={purse: gbp[kept] for purse, gbp in options.cash.items()},
        ),
    )


def _hint(choices: Choices, best: Answer, kept: Mapping[str, Ints]) -> frozenset[int]:
    """The variables that are 1 in the plan."""
    ones: set[int] = set()
    for task_id, columns in choices.upto.items():
        at = best.positions[task_id]
        if at is not None:
            first = int(np.flatnonzero(kept[task_id] == at)[0])
            ones.update(variable for column in columns[first:] for variable in column.terms)
    for need, column in choices.extended.items():
        if need in best.extended:
            ones.update(column.terms)
    return frozenset(ones)


def _answer(problem: Problem, choices: Choices, found: Solved, kept: Mapping[str, Ints]) -> Answer:
    positions: dict[str, int | None] = {}
    for task_id, columns in choices.upto.items():
        at = next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
        positions[task_id] = None if at is None else int(kept[task_id][at])
    extended = frozenset(need for need, column in choices.extended.items() if set(column.terms) <= found.chosen)
    return priced(problem, positions, extended)


def _chosen(problem: Problem, at: _Progress, dice: random.Random) -> list[str]:
    """Tasks to open: near one date, near one date and of one purse or pool, bound by orders, or any, in turn."""
    tasks, kind = list(problem.tasks), at.tried % 4
    if kind == 0:
        return [task.id for task in dice.sample(tasks, min(at.size, len(tasks)))]
    if kind == 3 and problem.orders:
        return _bound_together(problem, dice, at.size)
    if kind == 2:
        tasks = _sharing(problem, dice) or tasks
    middle, weeks = dice.randrange(len(problem.weeks)), len(problem.weeks)
    away = {task.id: abs(_week(task, at.best, dice.randrange(weeks)) - middle) for task in tasks}
    return sorted(away, key=lambda name: (away[name], name))[: at.size]


def _sharing(problem: Problem, dice: random.Random) -> list[Task]:
    """The tasks of one pool or purse."""
    number = dice.randrange(max(1, len(problem.pools) + len(problem.limits)))
    if number < len(problem.pools):
        return [task for task in problem.tasks if drawn(task, problem.pools[number])[0]]
    purses = [limit.purse for limit in problem.limits[number - len(problem.pools) :][:1]]
    return [task for task in problem.tasks if any(purse in task.options.cash for purse in purses)]


def _week(task: Task, best: Answer, left_out: int) -> int:
    at = best.positions[task.id]
    return int(task.options.week[at]) if at is not None else left_out


def _bound_together(problem: Problem, dice: random.Random, size: int) -> list[str]:
    """A task with those it waits for or that wait for it, and so on; then any."""
    found = {dice.choice(problem.orders).later}
    for order in problem.orders:
        if found & {order.earlier, order.later} and len(found) < size:
            found |= {order.earlier, order.later}
    others = sorted({task.id for task in problem.tasks} - found)
    return sorted(found | set(dice.sample(others, min(len(others), max(0, size - len(found))))))
