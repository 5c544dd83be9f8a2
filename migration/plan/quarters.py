"""First prices for a large programme, from a relaxation that looks at quarters instead of weeks.

Every task may be spread over a few dates, one for each quarter. Each pool of people and each ceiling is held to by the
quarter, and so is what waits for an initiative. Other orders, extensions and rolling contracts are left to the pricing
that starts from here. What comes out proves nothing by itself: the bound is worked out afresh from the prices.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from ortools.linear_solver.python import model_builder

from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints

WEEKS = 13
"""The weeks of a quarter. Of 98 tasks, quarters led to a bound 0.2 % below that from stretches of four weeks, in a
third of the time."""

IN_THOUSANDS = 1e-3
"""Pounds are given to the solver in thousands, so that the numbers it meets are near to one."""

Scarce = Literal["people", "money"]
"""What a relaxation may let be broken."""


@dataclass(frozen=True, eq=False)
class _Row:
    """Which options a row touches, by how much, and how much there is of what they take."""

    options: Ints
    takes: Floats
    have: float

    @property
    def unit(self) -> float:
        """What the row is counted in: a part of what there is. Hundredths of days and pounds in one matrix would cost
        the solver its footing."""
        return max(1.0, abs(self.have))


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
    return _solved(at, reduced, None)


def least_over(at: Columns, kind: Scarce) -> Quarterly | None:
    """The same where there may be more of one kind than there is, and that alone costs: a pound for each pound above a
    ceiling, or for each hundredth of a person-day. The prices of that kind are then 1 at the most. Where it is people,
    nothing is asked of money. None as there."""
    return _solved(at, np.zeros(len(at.task)), kind)


def _solved(at: Columns, reduced: Floats, over: Scarce | None) -> Quarterly | None:
    options = _one_a_quarter(at, cheapest=over is not None)
    people, money = list(_people(at, options)), list(_money(at, options)) if over != "people" else []
    model = model_builder.Model()
    shares = np.array([model.new_num_var(0.0, math.inf, "") for _ in options], dtype=object)
    rows = [*people, *money]
    loose = {"people": range(len(people)), "money": range(len(people), len(rows)), None: range(0)}[over]
    above = {n: model.new_num_var(0.0, math.inf, "") for n in loose}
    broken = [rows[n].unit * IN_THOUSANDS for n in above]
    costs = np.append(reduced[options] * IN_THOUSANDS, broken)
    model.minimize(_sum(np.append(shares, list(above.values())), costs))
    for own in np.split(shares, np.flatnonzero(np.diff(at.task[options])) + 1):
        model.add(_sum(own, np.ones(len(own))) == 1.0)
    held = [_held(model, shares, row, above.get(n)) for n, row in enumerate(rows)]
    for row in _waiting(at, options):
        _held(model, shares, row)
    solver = model_builder.Solver("GLOP")
    solver.set_solver_specific_parameters("use_dual_simplex: true")
    if solver.solve(model) != model_builder.SolveStatus.OPTIMAL:
        return None
    worth = np.array([max(0.0, -solver.dual_value(one)) for one in held])
    worth /= np.array([row.unit for row in rows]) * IN_THOUSANDS
    part = np.array([solver.value(share) for share in shares])
    return Quarterly(
        people=np.repeat(worth[: len(people)].reshape(len(at.have), -1), WEEKS, axis=1)[:, : at.weeks],
        money=worth[len(people) :] if money else np.zeros(len(at.room)),
        week=np.bincount(at.task[options], part * at.week[options], len(at.starts)).astype(np.float64),
    )


def _held(model: model_builder.Model, shares: Any, row: _Row, above: Any = None) -> model_builder.LinearConstraint:
    """The row in the model, with what is `above` it where that may be."""
    takes = _sum(shares[row.options], row.takes / row.unit)
    return model.add((takes if above is None else takes - above) <= row.have / row.unit)


def _sum(shares: Any, factors: Floats) -> Any:
    return model_builder.LinearExpr.weighted_sum(shares.tolist(), factors.tolist())


def _one_a_quarter(at: Columns, cheapest: bool) -> Ints:
    """The first option of each task in each quarter, or the one that takes least money; being left out stands in the
    quarter after the plan."""
    quarters = -(-at.weeks // WEEKS) + 1
    quarter = np.where(at.week >= at.weeks, quarters, at.week // WEEKS)
    key = at.task * (quarters + 1) + quarter
    order = np.lexsort((at.cash.sum(axis=0), key)) if cheapest else np.arange(len(key))
    _, first = np.unique(key[order], return_index=True)
    return order[first].astype(np.int64)


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
