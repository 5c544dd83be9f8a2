"""First prices for a large programme, from a relaxation that looks at quarters instead of weeks.

Every task may be spread over a few dates, one for each quarter. Each pool of people and each ceiling is held to by the
quarter, and so is what waits for an initiative. Other orders, extensions and rolling contracts are left to the pricing
that starts from here. What comes out proves nothing by itself: the bound is worked out afresh from the prices.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.linear_solver.python import model_builder

from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints

WEEKS = 13
"""The weeks of a quarter. Of 98 tasks, quarters led to a bound 0.2 % below that from stretches of four weeks, in a
third of the time."""

IN_THOUSANDS = 1e-3
"""Pounds are given to the solver in thousands, so that the numbers it meets are near to one."""


@dataclass(frozen=True, eq=False)
class _Row:
    """Which options a row touches, by how much, and how much there is of what they take."""

    options: Ints
    takes: Floats
    have: float


@dataclass(frozen=True, eq=False)
class Quarterly:
    """What quarters suggest: pounds for people, by pool and week, and for money, by ceiling, that one unit more would
    save; and the week in which each task is decided on average."""

    people: Floats
    money: Floats
    week: Floats


def quarterly(at: Columns, reduced: Floats) -> Quarterly | None:
    """Solve the relaxation by quarters.

    `reduced` is what each option costs with the prices of everything else. None where the solver finds no answer: a
    programme may be infeasible in quarters already.
    """
    options = _one_a_quarter(at)
    people, money = list(_people(at, options)), list(_money(at, options))
    model = model_builder.Model()
    shares = np.array([model.new_num_var(0.0, math.inf, "") for _ in options], dtype=object)
    model.minimize(_sum(shares, reduced[options] * IN_THOUSANDS))
    for own in np.split(shares, np.flatnonzero(np.diff(at.task[options])) + 1):
        model.add(_sum(own, np.ones(len(own))) == 1.0)
    held = [_held(model, shares, row) for row in (*people, *money)]
    for row in _waiting(at, options):
        _held(model, shares, row)
    solver = model_builder.Solver("GLOP")
    solver.set_solver_specific_parameters("use_dual_simplex: true")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    worth = np.array([max(0.0, -solver.dual_value(row)) / unit / IN_THOUSANDS for row, unit in held])
    part = np.array([solver.value(share) for share in shares])
    return Quarterly(
        people=np.repeat(worth[: len(people)].reshape(len(at.have), -1), WEEKS, axis=1)[:, : at.weeks],
        money=worth[len(people) :],
        week=np.bincount(at.task[options], part * at.week[options], len(at.starts)).astype(np.float64),
    )


def _held(model: model_builder.Model, shares: Any, row: _Row) -> tuple[model_builder.LinearConstraint, float]:
    """The row in the model, and the unit it is counted in: a part of what there is. Hundredths of days and pounds in
    one matrix would cost the solver its footing."""
    unit = max(1.0, abs(row.have))
    return model.add(_sum(shares[row.options], row.takes / unit) <= row.have / unit), unit


def _sum(shares: Any, factors: Floats) -> Any:
    return model_builder.LinearExpr.weighted_sum(shares.tolist(), factors.tolist())


def _one_a_quarter(at: Columns) -> Ints:
    """The first option of each task in each quarter; being left out stands in the quarter after the plan."""
    quarters = -(-at.weeks // WEEKS) + 1
    quarter = np.where(at.week >= at.weeks, quarters, at.week // WEEKS)
    _, first = np.unique(at.task * (quarters + 1) + quarter, return_index=True)
    return first.astype(np.int64)


def _people(at: Columns, options: Ints) -> Iterator[_Row]:
    """What the options need of each pool in each quarter."""
    layers = [(pool[options], need[options]) for pool, need, _, _ in at.layers]
    first, to = at.work_first[options], at.work_to[options]
    starts = range(0, at.weeks, WEEKS)
    weeks = [np.maximum(np.minimum(to, start + WEEKS) - np.maximum(first, start), 0) for start in starts]
    for number in range(len(at.have)):
        need = sum((np.where(pool == number, needs, 0.0) for pool, needs in layers), np.zeros(len(options)))
        for start, worked in zip(starts, weeks, strict=True):
            takes = need * worked
            touched = np.flatnonzero(takes)
            yield _Row(touched, takes[touched], float(at.have[number, start : start + WEEKS].sum()))


def _money(at: Columns, options: Ints) -> Iterator[_Row]:
    """What the options spend of each ceiling."""
    for number, room in enumerate(at.room.tolist()):
        spends = at.cash[number, options]
        touched = np.flatnonzero(spends)
        yield _Row(touched, spends[touched], room)


def _waiting(at: Columns, options: Ints) -> Iterator[_Row]:
    """By the end of no quarter is more of a task decided than what it waits for is done: initiatives take months, and
    one that comes too late leaves the other no date at all."""
    own = np.split(np.arange(len(options)), np.flatnonzero(np.diff(at.task[options])) + 1)
    week, free = at.week[options], at.free_from[options]
    for later, earlier in zip(at.later_task.tolist(), at.earlier_task.tolist(), strict=True):
        if at.problem.tasks[earlier].kind != "initiative":
            continue
        for end in range(WEEKS, at.weeks + WEEKS, WEEKS):
            last = min(end, at.weeks)
            decided = own[later][week[own[later]] < last]
            done = own[earlier][free[own[earlier]] < last]
            takes = np.concatenate([np.ones(len(decided)), -np.ones(len(done))])
            yield _Row(np.concatenate([decided, done]), takes, 0.0)
