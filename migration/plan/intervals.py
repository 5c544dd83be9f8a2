"""The same plan problem with a start for each task and stretches of work: what CP-SAT is best at, without the rows of
people and orders.

The rows of money, support, contracts and portfolio, and the whole objective, come from the linear model, so both models
agree on what a plan costs. Where a cost rises evenly with the week it is one term of the start.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from migration.plan.choices import Choices, declare
from migration.plan.constraints import CONSTRAINTS, dependencies, people
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Ints, Pool, Problem, Task
from migration.plan.solve import SEED, Effort, Solved

WRITTEN_HERE = frozenset({"people", "dependencies", "must"})
"""Rules that this model states with starts and stretches: their rows in a linear model are not read."""


@dataclass(frozen=True)
class Start:
    """When a task is decided: `at` takes one of `values`, which rise; `done` says whether it is in the plan."""

    task: Task
    at: cp_model.IntVar
    values: Ints
    done: cp_model.LiteralT


def rows_left(problem: Problem) -> tuple[Linear, Choices]:
    """The linear model without the rows that this one replaces: enough for `search_intervals`, and much shorter."""
    linear = Linear()
    choices = declare(problem, linear)
    for add in CONSTRAINTS:
        if add not in (people.add, dependencies.add):
            add(problem, choices, linear)
    return linear, choices


def search_intervals(
    problem: Problem,
    choices: Choices,
    linear: Linear,
    effort: Effort,
    hint: frozenset[int] | None = None,
    seconds: float | None = None,
) -> Solved:
    """Look for the cheapest choice, as `solve.search` does, in the numbering of the same variables.

    `linear` comes from `rows_left`, or is the whole model: rows this model replaces are passed over. `hint` holds the
    variables that are 1 in a plan already known. With `seconds`, time ends the search as well as work does: the plan
    may then differ from run to run.
    """
    if any(task.must and not len(task.options) for task in problem.tasks):
        return Solved("infeasible", frozenset(), 0, 0)
    model = cp_model.CpModel()
    starts = {task.id: _start(model, task) for task in problem.tasks if len(task.options)}
    _add_orders(model, problem, starts)
    for pool in problem.pools:
        _add_pool(model, pool, starts, len(problem.weeks))
    columns = _Columns(model, linear, choices, starts)
    _add_rows(model, choices, linear, columns)
    model.minimize(columns.goal(linear.objective()))
    _add_hint(model, columns, hint)
    solver = _solver(effort, seconds)
    return _solved(solver, solver.solve(model), columns)


def _start(model: cp_model.CpModel, task: Task) -> Start:
    week = task.options.week
    # Where two options fall in one week, only the position tells them apart.
    values = week if (np.diff(week) > 0).all() else np.arange(len(week), dtype=np.int64)
    at = model.new_int_var_from_domain(cp_model.Domain.from_values(values.tolist()), task.id)
    done = model.new_constant(1) if task.must else model.new_bool_var(f"{task.id} done")
    return Start(task, at, values, done)


def _column(model: cp_model.CpModel, start: Start, values: Ints) -> cp_model.LinearExprT:
    """What a column of options is worth at the option chosen."""
    away = values - start.values
    if (away == away[0]).all():
        return start.at + int(away[0])
    found = model.new_int_var(int(values.min()), int(values.max()), "")
    model.add_allowed_assignments([start.at, found], list(zip(start.values.tolist(), values.tolist(), strict=True)))
    return found


def _add_orders(model: cp_model.CpModel, problem: Problem, starts: Mapping[str, Start]) -> None:
    for order in problem.orders:
        earlier, later = starts.get(order.earlier), starts.get(order.later)
        if later is None:
            continue
        if earlier is None:
            model.add_bool_and([~later.done])
            continue
        model.add_implication(later.done, earlier.done)
        free = _column(model, earlier, earlier.task.options.free_from)
        model.add(_column(model, later, later.task.options.week) >= free).only_enforce_if(later.done)


def _add_pool(model: cp_model.CpModel, pool: Pool, starts: Mapping[str, Start], weeks: int) -> None:
    """All work that only these teams may do, side by side; weeks with fewer people are work of their own."""
    stretches, needs = [], []
    for start in starts.values():
        need = start.task.effort.get(pool.skill)
        if need and start.task.teams[pool.skill] <= pool.teams and start.task.options.work_weeks:
            stretches.append(_stretch(model, start, weeks))
            needs.append(need)
    most, week = max(pool.have, default=0), 0
    for have, run in groupby(pool.have):
        length = len(list(run))
        if have < most:
            stretches.append(model.new_fixed_size_interval_var(week, length, ""))
            needs.append(most - have)
        week += length
    model.add_cumulative(stretches, needs, most)


def _stretch(model: cp_model.CpModel, start: Start, weeks: int) -> cp_model.IntervalVar:
    """The weeks of work on a task, as far as they lie inside the plan."""
    first = np.clip(start.task.options.work_from, 0, weeks)
    after = np.clip(start.task.options.work_from + start.task.options.work_weeks, 0, weeks)
    begins = _column(model, start, first)
    size = after - first
    if (size == size[0]).all():
        return model.new_optional_fixed_size_interval_var(begins, int(size[0]), start.done, start.task.id)
    length, ends = _column(model, start, size), _column(model, start, after)
    return model.new_optional_interval_var(begins, length, ends, start.done, start.task.id)


class _Columns:
    """The variables of the linear model, made where a row or a cost needs them, and what they say about starts."""

    def __init__(self, model: cp_model.CpModel, linear: Linear, choices: Choices, starts: Mapping[str, Start]) -> None:
        self.model, self.linear, self.starts = model, linear, starts
        self.made: dict[int, cp_model.LiteralT] = {}
        self.own = {task_id: [next(iter(c.terms)) for c in columns] for task_id, columns in choices.upto.items()}
        self._place = {v: (task_id, n) for task_id, own in self.own.items() for n, v in enumerate(own)}

    def belongs_to_task(self, variable: int) -> bool:
        """Whether a variable says when a task is decided."""
        return variable in self._place

    def literal(self, variable: int) -> cp_model.LiteralT:
        """The variable in this model."""
        if variable not in self.made:
            place = self._place.get(variable)
            named = self.linear.names[variable]
            self.made[variable] = self.model.new_bool_var(named) if place is None else self._by(*place)
        return self.made[variable]

    def _by(self, task_id: str, position: int) -> cp_model.LiteralT:
        """1 when the task is in the plan and decided by this option or an earlier one."""
        start = self.starts[task_id]
        if position == len(start.values) - 1:
            return start.done
        by = self.model.new_bool_var(self.linear.names[self.own[task_id][position]])
        self.model.add(start.at <= int(start.values[position])).only_enforce_if(by)
        later = self.model.add(start.at >= int(start.values[position + 1]))
        if start.task.must:
            later.only_enforce_if(~by)
        else:
            later.only_enforce_if(~by, start.done)
            self.model.add_implication(by, start.done)
        return by

    def total(self, terms: Mapping[int, int]) -> cp_model.LinearExprT:
        """A sum of variables with their factors."""
        return cp_model.LinearExpr.weighted_sum([self.literal(v) for v in terms], list(terms.values()))

    def goal(self, goal: Sum) -> cp_model.LinearExprT:
        """The objective. The even part of what a task costs is a term of its start; the rest are steps."""
        left, constant = dict(goal.terms), goal.constant
        starts: list[cp_model.LiteralT] = []
        slopes: list[int] = []
        for task_id, start in self.starts.items():
            own = self.own[task_id]
            slope = _slope(start, [left.get(v, 0) for v in own]) if start.task.must else 0
            for variable, step in zip(own, np.diff(start.values).tolist(), strict=False):
                left[variable] = left.get(variable, 0) + slope * step
            constant -= slope * int(start.values[-1])
            starts.append(start.at)
            slopes.append(slope)
        steps = {v: c for v, c in left.items() if c}
        literals = [self.literal(v) for v in steps]
        return cp_model.LinearExpr.weighted_sum([*literals, *starts], [*steps.values(), *slopes]) + constant

    def holds(self, variable: int, solver: cp_model.CpSolver) -> bool:
        """Whether the variable is 1 in the solver's answer."""
        place = self._place.get(variable)
        if place is None:
            return variable in self.made and bool(solver.boolean_value(self.made[variable]))
        start = self.starts[place[0]]
        return bool(solver.boolean_value(start.done)) and solver.value(start.at) <= int(start.values[place[1]])


def _slope(start: Start, factors: list[int]) -> int:
    """Pounds a week later costs, in most weeks; 0 where it is not a whole number of them."""
    steps = np.diff(start.values).tolist()
    found = Counter(-factor // step for factor, step in zip(factors, steps, strict=False) if factor % step == 0)
    return max(found.items(), key=lambda item: (item[1], -abs(item[0]), item[0]))[0] if found else 0


def _add_rows(model: cp_model.CpModel, choices: Choices, linear: Linear, columns: _Columns) -> None:
    for number, row in enumerate(linear.rows):
        if row.because is not None and row.because.kind in WRITTEN_HERE:
            continue
        if number < choices.encoding and all(columns.belongs_to_task(v) for v in row.terms):
            continue
        model.add(columns.total(row.terms) <= row.most)


def _add_hint(model: cp_model.CpModel, columns: _Columns, hint: frozenset[int] | None) -> None:
    if hint is None:
        return
    for task_id, start in columns.starts.items():
        at = next((n for n, variable in enumerate(columns.own[task_id]) if variable in hint), None)
        model.add_hint(start.at, int(start.values[-1 if at is None else at]))
        if not start.task.must:
            model.add_hint(start.done, at is not None)
    for variable, made in columns.made.items():
        place = columns.belongs_to_task(variable)
        if not place:
            model.add_hint(made, variable in hint)


def _solver(effort: Effort, seconds: float | None) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = effort.workers
    solver.parameters.max_deterministic_time = effort.deterministic
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    return solver


def _solved(solver: cp_model.CpSolver, status: int, columns: _Columns) -> Solved:
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = frozenset(v for v in range(len(columns.linear.names)) if columns.holds(v, solver))
        name: Literal["optimal", "feasible"] = "optimal" if status == cp_model.OPTIMAL else "feasible"
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Solved(name, chosen, round(solver.objective_value), bound)
    assert status in (cp_model.INFEASIBLE, cp_model.UNKNOWN), solver.status_name(status)
    return Solved("infeasible" if status == cp_model.INFEASIBLE else "unknown", frozenset(), 0, 0)
