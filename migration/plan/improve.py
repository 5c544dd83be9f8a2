"""Making a plan cheaper: free a few tasks, hold the rest, let CP-SAT place the few better, and again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Row, Sum
from migration.plan.problem import Problem, drawn
from migration.plan.solve import SEED, Effort, Solved, search
from migration.plan.ways import together

STEP_WORK = 0.25
"""Deterministic work for one neighbourhood."""

FEWEST, MOST = 6, 26
"""Tasks freed at once: more when they were placed with proof, fewer when the work ran out."""


class Grid:
    """The rows of a model as arrays, to cut out the part that a few free variables touch."""

    def __init__(self, linear: Linear) -> None:
        self.linear = linear
        counts = [len(row.terms) for row in linear.rows]
        self.columns = np.fromiter((v for row in linear.rows for v in row.terms), dtype=np.int64)
        self.factors = np.fromiter((c for row in linear.rows for c in row.terms.values()), dtype=np.int64)
        self.most = np.fromiter((row.most for row in linear.rows), dtype=np.int64)
        self.row_of = np.repeat(np.arange(len(counts)), counts)

    def cut(self, chosen: Iterable[int], free: Iterable[int]) -> tuple[Linear, list[int]]:
        """The model over the free variables alone, the others held; and the free variables in its numbering."""
        held = np.zeros(len(self.linear.names), dtype=np.int64)
        held[list(chosen)] = 1
        opened = sorted(free)
        held[opened] = 0
        number = np.full(len(self.linear.names), -1, dtype=np.int64)
        number[opened] = np.arange(len(opened))
        left = self.most - np.bincount(
            self.row_of, weights=self.factors * held[self.columns], minlength=len(self.most)
        ).astype(np.int64)
        touched = number[self.columns] >= 0
        terms: dict[int, dict[int, int]] = {}
        for row, column, factor in zip(
            self.row_of[touched].tolist(),
            number[self.columns[touched]].tolist(),
            self.factors[touched].tolist(),
            strict=True,
        ):
            terms.setdefault(row, {})[column] = factor
        part = Linear()
        part.names = [self.linear.names[v] for v in opened]
        part.rows = [Row(None, inner, int(left[row])) for row, inner in terms.items()]
        part.costs["all"] = _cut_goal(self.linear.objective(), held, number)
        return part, opened


def _cut_goal(goal: Sum, held: np.ndarray, number: np.ndarray) -> Sum:
    total = Sum({}, goal.constant)
    for variable, factor in goal.terms.items():
        if number[variable] >= 0:
            total.terms[int(number[variable])] = factor
        else:
            total.constant += factor * int(held[variable])
    return total


@dataclass
class Progress:
    """The best plan so far and how large a part of it is freed next."""

    best: Solved
    size: int = 12
    tried: int = 0


def improve(
    problem: Problem,
    choices: Choices,
    linear: Linear,
    start: Solved,
    bound: int,
    go_on: Callable[[int], bool],
    told: Callable[[str], None],
    workers: int = 1,
) -> Solved:
    """Improve `start` while `go_on(tries so far)` is true and the bound is not reached. Repeatable for one worker."""
    grid, dice = Grid(linear), random.Random(SEED)  # noqa: S311 - a fixed seed chooses neighbourhoods, not secrets
    own = {task_id: [next(iter(c.terms)) for c in columns] for task_id, columns in choices.upto.items()}
    taken = {v for columns in own.values() for v in columns}
    shared = [v for v in range(len(linear.names)) if v not in taken]
    at = Progress(start)
    while go_on(at.tried) and at.best.objective > bound:
        at.tried += 1
        names = together(problem, _neighbourhood(problem, choices, own, at, dice))
        free = {v for name in names for v in own[name]} | set(shared)
        part, opened = grid.cut(at.best.chosen, free)
        hint = frozenset(n for n, v in enumerate(opened) if v in at.best.chosen)
        found = search(part, Effort(deterministic=STEP_WORK, workers=workers), hint=hint)
        at.size = min(MOST, at.size + 1) if found.status == "optimal" else max(FEWEST, at.size - 1)
        if found.status in ("optimal", "feasible") and found.objective < at.best.objective:
            chosen = (at.best.chosen - free) | {opened[n] for n in found.chosen}
            at.best = Solved("feasible", frozenset(chosen), found.objective, bound)
            told(f"try {at.tried}: a plan of £{found.objective:,}")
    return at.best


def _neighbourhood(
    problem: Problem, choices: Choices, own: Mapping[str, list[int]], at: Progress, dice: random.Random
) -> list[str]:
    """Tasks to free: near one date, of one team, of one purse, bound by orders, or any, in turn."""
    names = sorted(own)
    kind = at.tried % 5
    if kind == 0:
        when = {name: _week(choices, own, name, at.best.chosen) for name in names}
        middle = dice.randrange(len(problem.weeks))
        return sorted(names, key=lambda name: (abs(when[name] - middle), name))[: at.size]
    if kind == 1 and problem.pools:
        pool = dice.choice(problem.pools)
        names = [n for n in names if drawn(choices.tasks[n], pool)[0]] or names
    elif kind == 2 and problem.limits:
        purse = dice.choice(problem.limits).purse
        names = [n for n in names if purse in choices.tasks[n].options.cash] or names
    elif kind == 3 and problem.orders:
        return _bound_together(problem, dice, at.size)
    return sorted(dice.sample(names, min(at.size, len(names))))


def _bound_together(problem: Problem, dice: random.Random, size: int) -> list[str]:
    found = {dice.choice(problem.orders).later}
    for order in problem.orders:
        if found & {order.earlier, order.later} and len(found) < size:
            found |= {order.earlier, order.later}
    others = sorted({task.id for task in problem.tasks} - found)
    found |= set(dice.sample(others, min(len(others), max(0, size - len(found)))))
    return sorted(found)


def _week(choices: Choices, own: Mapping[str, list[int]], name: str, chosen: frozenset[int]) -> int:
    """The week people start on a task; a task left out counts as week 0."""
    for start, variable in zip(choices.marks[name].work_from, own[name], strict=True):
        if variable in chosen:
            return start
    return 0
