"""First prices for a large programme, from a relaxation that looks at quarters instead of weeks.

Every task may be spread over a few dates, one for each quarter. Each pool of people and each ceiling is held to by the
quarter, and so is what waits for an initiative. Other orders, extensions and rolling contracts are left to the pricing
that starts from here. What comes out proves nothing by itself: the bound is worked out afresh from the prices.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from ortools.linear_solver import linear_solver_pb2
from ortools.linear_solver.python import model_builder_helper

from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints

WEEKS = 13
"""The weeks of a quarter. Of 98 tasks, quarters led to a bound 0.2 % below that from stretches of four weeks, in a
third of the time."""

IN_THOUSANDS = 1e-3
"""Pounds are given to the solver in thousands, so that the numbers it meets are near to one."""

UNSIMPLIFIED = 3_000
"""With more tasks than this the solver gets the program as it is: of 5,200 tasks, simplifying it took three of eleven
seconds and led to prices that proved no more."""

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
    rows = [*people, *money]
    loose = {"people": range(len(people)), "money": range(len(people), len(rows)), None: range(0)}[over]
    above = {n: len(options) + place for place, n in enumerate(loose)}
    broken = [rows[n].unit * IN_THOUSANDS for n in above]
    model = linear_solver_pb2.MPModelProto()
    for gbp in (*(reduced[options] * IN_THOUSANDS).tolist(), *broken):
        model.variable.add(lower_bound=0.0, upper_bound=math.inf, objective_coefficient=gbp)
    shares = np.arange(len(options))
    for own in np.split(shares, np.flatnonzero(np.diff(at.task[options])) + 1):
        model.constraint.add(lower_bound=1.0, upper_bound=1.0, var_index=own.tolist(), coefficient=[1.0] * len(own))
    held = slice(len(model.constraint), len(model.constraint) + len(rows))
    for n, row in enumerate(rows):
        _hold(model, row, above.get(n))
    for row in _waiting(at, options):
        _hold(model, row)
    found = _answer(model, simplified=len(at.starts) <= UNSIMPLIFIED)
    if found is None:
        return None
    worth = np.maximum(0.0, -np.array(found.dual_value[held])) / (np.array([row.unit for row in rows]) * IN_THOUSANDS)
    part = np.array(found.variable_value[: len(options)])
    return Quarterly(
        people=np.repeat(worth[: len(people)].reshape(len(at.have), -(-at.weeks // WEEKS)), WEEKS, axis=1)[
            :, : at.weeks
        ],
        money=worth[len(people) :] if money else np.zeros(len(at.room)),
        week=np.bincount(at.task[options], part * at.week[options], len(at.starts)).astype(np.float64),
    )


def _hold(model: linear_solver_pb2.MPModelProto, row: _Row, above: int | None = None) -> None:
    """Put the row into the model, with what is `above` it where that may be."""
    more = [above] if above is not None else []
    model.constraint.add(
        lower_bound=-math.inf,
        upper_bound=row.have / row.unit,
        var_index=[*row.options.tolist(), *more],
        coefficient=[*(row.takes / row.unit).tolist(), *(-1.0 for _ in more)],
    )


def _answer(model: linear_solver_pb2.MPModelProto, simplified: bool) -> linear_solver_pb2.MPSolutionResponse | None:
    """The optimum that GLOP finds. Whole lists are handed over and taken back: term by term that takes as long as the
    solver."""
    asked = linear_solver_pb2.MPModelRequest(
        model=model,
        solver_type=linear_solver_pb2.MPModelRequest.GLOP_LINEAR_PROGRAMMING,
        solver_specific_parameters=f"use_dual_simplex: true use_preprocessing: {str(simplified).lower()}",
    )
    told = model_builder_helper.ModelSolverHelper("GLOP").solve_serialized_request(asked.SerializeToString())
    found = linear_solver_pb2.MPSolutionResponse.FromString(told)
    return found if found.status == linear_solver_pb2.MPSOLVER_OPTIMAL else None


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
