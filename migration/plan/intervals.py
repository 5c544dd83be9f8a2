"""The same plan problem with a start for each task and stretches of work: what CP-SAT is best at, without the rows of
people and orders.

The rows of money, support, contracts and portfolio, and the whole objective, come from the linear model, so both models
agree on what a plan costs. Where a cost rises evenly with the week it is one term of the start.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from typing import Literal

import numpy as np
from ortools.sat.python import cp_model

from migration.plan.choices import Choices, declare
from migration.plan.constraints import CONSTRAINTS, dependencies, people
from migration.plan.linear import Linear
from migration.plan.problem import Ints, Pool, Problem, Task, drawn
from migration.plan.solve import SEED, Effort, Solved
from migration.plan.start_columns import Columns, Start

WRITTEN_HERE = frozenset({"people", "links", "change", "dependencies", "must"})
"""Rules that this model states with starts and stretches: their rows in a linear model are not read."""


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
    if _nowhere(problem):
        return Solved("infeasible", frozenset(), 0, 0)
    model, columns = _modelled(problem, choices, linear)
    model.minimize(columns.goal(linear.objective()))
    _add_hint(model, columns, hint)
    solver = _solver(effort, seconds)
    return _solved(solver, solver.solve(model), columns)


def search_cheaper(
    problem: Problem, choices: Choices, linear: Linear, below: int, effort: Effort, seconds: float | None = None
) -> Solved:
    """Look for any choice that costs less than `below` pounds, the cheapest or not: near the best this is found in much
    less time than by `search_intervals`, which also looks for cheaper and for proofs.

    One worker asks alone, whatever `effort` says: on published projects several of them took longer. "feasible" with
    its cost, or "infeasible": then `below` is proven, no choice costs less.
    """
    if _nowhere(problem):
        return Solved("infeasible", frozenset(), 0, below)
    model, columns = _modelled(problem, choices, linear)
    cost = columns.goal(linear.objective())
    model.add(cost <= below - 1)
    solver = _solver(replace(effort, workers=1), seconds)
    # Without a cost to press down, relaxed rows only hold the search up.
    solver.parameters.linearization_level = 0
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved("feasible", _chosen(solver, columns), solver.value(cost), 0)
    return _without_plan(solver, status, below)


def _nowhere(problem: Problem) -> bool:
    return any(task.must and not len(task.options) for task in problem.tasks)


def _modelled(problem: Problem, choices: Choices, linear: Linear) -> tuple[cp_model.CpModel, Columns]:
    model = cp_model.CpModel()
    starts = {task.id: _start(model, task) for task in problem.tasks if len(task.options)}
    _add_orders(model, problem, starts)
    for pool in problem.pools:
        _add_pool(model, pool, starts, len(problem.weeks))
    columns = Columns(model, linear, choices, starts)
    _add_rows(model, choices, linear, columns)
    return model, columns


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
    one_way = {task.id for task in problem.tasks if task.one_way}
    for order in problem.orders:
        earlier, later = starts.get(order.earlier), starts.get(order.later)
        if later is None:
            continue
        if order.earlier in one_way:
            if earlier is not None:
                # Where it goes the other way, the order with what moves then stands in its place.
                free = _column(model, earlier, earlier.task.options.free_from)
                week = _column(model, later, later.task.options.week)
                model.add(week >= free).only_enforce_if(later.done, earlier.done)
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
        need, late = drawn(start.task, pool)
        if need and start.task.options.work_weeks > late:
            stretches.append(_stretch(model, start, weeks, late))
            needs.append(need)
    most, week = max(pool.have, default=0), 0
    for have, run in groupby(pool.have):
        length = len(list(run))
        if have < most:
            stretches.append(model.new_fixed_size_interval_var(week, length, ""))
            needs.append(most - have)
        week += length
    model.add_cumulative(stretches, needs, most)


def _stretch(model: cp_model.CpModel, start: Start, weeks: int, late: int) -> cp_model.IntervalVar:
    """The weeks of work on a task but for its first `late`, as far as they lie inside the plan."""
    first = np.clip(start.task.options.work_from + late, 0, weeks)
    after = np.clip(start.task.options.work_from + start.task.options.work_weeks, 0, weeks)
    begins = _column(model, start, first)
    size = after - first
    if (size == size[0]).all():
        return model.new_optional_fixed_size_interval_var(begins, int(size[0]), start.done, start.task.id)
    length, ends = _column(model, start, size), _column(model, start, after)
    return model.new_optional_interval_var(begins, length, ends, start.done, start.task.id)


def _add_rows(model: cp_model.CpModel, choices: Choices, linear: Linear, columns: Columns) -> None:
    for number, row in enumerate(linear.rows):
        if row.because is not None and row.because.kind in WRITTEN_HERE:
            continue
        if number < choices.encoding and all(columns.belongs_to_task(v) for v in row.terms):
            continue
        model.add(columns.total(row.terms) <= row.most)


def _add_hint(model: cp_model.CpModel, columns: Columns, hint: frozenset[int] | None) -> None:
    if hint is None:
        return
    for task_id, start in columns.starts.items():
        at = next((n for n, variable in enumerate(columns.own[task_id]) if variable in hint), None)
        model.add_hint(start.at, int(start.values[-1 if at is None else at]))
        if not start.task.must:
            model.add_hint(start.done, at is not None)
    # What is 0 follows from the dates; a hint of a plan's dates alone says nothing of it.
    for variable, made in columns.made.items():
        if variable in hint and not columns.belongs_to_task(variable):
            model.add_hint(made, True)


def _solver(effort: Effort, seconds: float | None) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = effort.workers
    solver.parameters.max_deterministic_time = effort.deterministic
    if seconds is not None:
        solver.parameters.max_time_in_seconds = seconds
    return solver


def _solved(solver: cp_model.CpSolver, status: int, columns: Columns) -> Solved:
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        name: Literal["optimal", "feasible"] = "optimal" if status == cp_model.OPTIMAL else "feasible"
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Solved(name, _chosen(solver, columns), round(solver.objective_value), bound)
    return _without_plan(solver, status, 0)


def _without_plan(solver: cp_model.CpSolver, status: int, bound: int) -> Solved:
    assert status in (cp_model.INFEASIBLE, cp_model.UNKNOWN), solver.status_name(status)
    if status == cp_model.INFEASIBLE:
        return Solved("infeasible", frozenset(), 0, bound)
    return Solved("unknown", frozenset(), 0, 0)


def _chosen(solver: cp_model.CpSolver, columns: Columns) -> frozenset[int]:
    return frozenset(v for v in range(len(columns.linear.names)) if columns.holds(v, solver))
