"""Calls of a solver: CP-SAT for plans and conflicts, a linear relaxation for the bound and the order.

intervals.py makes the only other one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

from migration.plan.linear import Because, Linear, Sum

SEED = 7
"""Any fixed number: the same input must give the same plan."""


SLACK = 1e-6
"""Part of the relaxation's value given away, because a solver's answer is right only within its tolerance."""


@dataclass(frozen=True)
class Effort:
    """How hard to try. `deterministic` is the solver's own count of work, so that a slow machine finds the same plan;
    with more than one of `workers` the plan may differ from run to run."""

    deterministic: float = 12.0
    workers: int = 1


@dataclass(frozen=True)
class Solved:
    """`chosen` are the variables that are 1; `bound` is proven: no plan costs less."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    chosen: frozenset[int]
    objective: int
    bound: int


@dataclass(frozen=True)
class Relaxed:
    """The linear relaxation: `bound` is proven, `parts` are the variables' fractions (empty: no answer), `prices`
    what one unit more on the right of each row would save (never negative).

    `infeasible` is True only when it is proven that not even fractions keep every rule.
    """

    bound: int
    parts: tuple[float, ...]
    prices: tuple[float, ...] = ()
    infeasible: bool = False


def relax(linear: Linear, seconds: float | None = None) -> Relaxed:
    """Solve with fractions allowed, in so many seconds at most. Where that fails, the bound is what every choice costs
    at the least.

    Interior point is three times as fast here as the simplex method; crossover still ends on a vertex.
    """
    model = mathopt.Model()
    columns = [model.add_variable(lb=0.0, ub=1.0) for _ in linear.names]
    # One coefficient at a time: sums of terms as objects take five times as long.
    constraints = []
    for row in linear.rows:
        constraint = model.add_linear_constraint(ub=float(row.most))
        constraints.append(constraint)
        for variable, factor in row.terms.items():
            constraint.set_coefficient(columns[variable], float(factor))
    goal = linear.objective()
    model.objective.offset = float(goal.constant)
    for variable, factor in goal.terms.items():
        model.objective.set_linear_coefficient(columns[variable], float(factor))
    result = _optimum(model, seconds)
    if result is None or result.termination.reason != mathopt.TerminationReason.OPTIMAL:
        reason = result.termination.reason if result is not None else None
        return Relaxed(_floor(goal), (), infeasible=reason == mathopt.TerminationReason.INFEASIBLE)
    values = result.variable_values()
    # The proven side of the answer, less what a solver's tolerance may be worth.
    proven = result.termination.objective_bounds.dual_bound
    bound = math.ceil(proven - SLACK * max(1.0, abs(proven)))
    duals = result.dual_values() if result.has_dual_feasible_solution() else {}
    prices = tuple(max(0.0, -duals.get(constraint, 0.0)) for constraint in constraints)
    return Relaxed(bound, tuple(values[column] for column in columns), prices)


def _optimum(model: mathopt.Model, seconds: float | None) -> mathopt.SolveResult | None:
    """Interior point; the simplex method where that loses its footing. None when both do."""
    limit = timedelta(seconds=seconds) if seconds is not None else None
    for method in (mathopt.LPAlgorithm.BARRIER, mathopt.LPAlgorithm.DUAL_SIMPLEX):
        try:
            return mathopt.solve(
                model, mathopt.SolverType.HIGHS, params=mathopt.SolveParameters(lp_algorithm=method, time_limit=limit)
            )
        except (AttributeError, RuntimeError, ValueError):
            # ortools 9.12 trips over its own error report (AttributeError) when the solver gives up.
            continue
    return None


def _floor(goal: Sum) -> int:
    return goal.constant + sum(factor for factor in goal.terms.values() if factor < 0)


def search(
    linear: Linear,
    effort: Effort,
    fixed: Mapping[int, int] | None = None,
    hint: frozenset[int] | None = None,
    told: Callable[[str], None] | None = None,
) -> Solved:
    """Look for the cheapest choice, with some variables `fixed` to 0 or 1. Infeasible and "gave up" differ."""
    given = fixed or {}
    model = cp_model.CpModel()
    columns = {v: model.new_bool_var(name) for v, name in enumerate(linear.names) if v not in given}
    for row in linear.rows:
        terms, most = _left(row.terms, row.most, given)
        if not terms and most < 0:
            return Solved("infeasible", frozenset(), 0, 0)
        if terms:
            model.add(_total(columns, terms) <= most)
    goal = linear.objective()
    terms, negative = _left(goal.terms, -goal.constant, given)
    model.minimize(_total(columns, terms) - negative)
    for variable, column in columns.items() if hint is not None else ():
        model.add_hint(column, variable in (hint or frozenset()))
    solver = _solver(effort)
    status = solver.solve(model, _Tell(told) if told else None)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        chosen = {v for v, column in columns.items() if solver.boolean_value(column)}
        chosen |= {v for v, one in given.items() if one}
        name: Literal["optimal", "feasible"] = "optimal" if status == cp_model.OPTIMAL else "feasible"
        bound = math.ceil(solver.best_objective_bound - 1e-6)
        return Solved(name, frozenset(chosen), round(solver.objective_value), bound)
    assert status in (cp_model.INFEASIBLE, cp_model.UNKNOWN), solver.status_name(status)
    return Solved("infeasible" if status == cp_model.INFEASIBLE else "unknown", frozenset(), 0, 0)


def _left(terms: Mapping[int, int], most: int, given: Mapping[int, int]) -> tuple[dict[int, int], int]:
    """The terms still open and what is left of the right-hand side when the given variables are put in."""
    if not given:
        return dict(terms), most
    taken = sum(c for v, c in terms.items() if given.get(v))
    return {v: c for v, c in terms.items() if v not in given}, most - taken


def _total(columns: Mapping[int, cp_model.IntVar], terms: Mapping[int, int]) -> cp_model.LinearExprT:
    return cp_model.LinearExpr.weighted_sum([columns[v] for v in terms], list(terms.values()))


def conflict(linear: Linear, only: Iterable[Because], deterministic: float) -> tuple[Because, ...] | None:
    """Which of these rules cannot hold together: a set that suffices, or None when they can or it is not known.

    Rows without a `because` always hold; rows of other rules are left out.
    """
    model = cp_model.CpModel()
    columns = [model.new_bool_var(name) for name in linear.names]
    switches = {because: model.new_bool_var(f"rule {n}") for n, because in enumerate(sorted(only, key=str))}
    for row in linear.rows:
        if row.because is not None and row.because not in switches:
            continue
        total = cp_model.LinearExpr.weighted_sum([columns[v] for v in row.terms], list(row.terms.values()))
        bounded = model.add(total <= row.most)
        if row.because is not None:
            bounded.only_enforce_if(switches[row.because])
    model.add_assumptions(list(switches.values()))
    solver = _solver(Effort(deterministic=deterministic))
    if solver.solve(model) != cp_model.INFEASIBLE:
        return None
    blamed = set(solver.sufficient_assumptions_for_infeasibility())
    found = tuple(because for because, switch in switches.items() if switch.index in blamed)
    return found or tuple(switches)


def _solver(effort: Effort) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = SEED
    solver.parameters.num_workers = effort.workers
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort.deterministic
    return solver


class _Tell(cp_model.CpSolverSolutionCallback):
    """Says each better plan as it is found."""

    def __init__(self, told: Callable[[str], None]) -> None:
        super().__init__()
        self._told = told

    def on_solution_callback(self) -> None:
        self._told(f"a plan of £{self.objective_value:,.0f}; none costs less than £{self.best_objective_bound:,.0f}")
