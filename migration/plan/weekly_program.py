"""The relaxation by weeks as a linear program to which options and rows are added."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from ortools.math_opt.python import mathopt

from migration.plan.dual_excess import Chosen, Prices, excess
from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints
from migration.plan.weekly_rows import MONEY, PEOPLE, ROLLING, SUPPORT, Row, have, takes, units

IN_THOUSANDS = 1e-3
"""Pounds are given to the solver in thousands, so that the numbers it meets are near to one."""

LEAST = 1e-9
"""A smaller part of an option is none."""


@dataclass(frozen=True, eq=False)
class Relaxation:
    """The answer of the program: pounds, the week in which each task is decided on average, the prices of its rows (0
    for all others), and by how much it asks too much of every row, in the units of the rows."""

    value: float
    weeks: Floats
    prices: Prices
    over: Prices


class Program:
    """Options and rows so far. All ceilings are rows from the start; so are extensions, contracts that run on, and
    contracts left early."""

    def __init__(self, at: Columns, options: Iterable[int]) -> None:
        self.at, self._units = at, units(at)
        self.model = mathopt.Model()
        self._chosen: dict[int, mathopt.Variable] = {}
        self._once = [self.model.add_linear_constraint(lb=1.0, ub=1.0) for _ in at.starts]
        self._rows: dict[Row, mathopt.LinearConstraint] = {}
        self._taken = [self._priced(gbp) for gbp in at.extension_cost.tolist()]
        for chain in at.chains:
            for first, second in zip(chain[:-1].tolist(), chain[1:].tolist(), strict=True):
                self.model.add_linear_constraint(self._taken[second] <= self._taken[first])
        self._runs = [[self._priced(gbp) for gbp in gbps] for gbps in at.rolling_gbp.tolist()]
        self._left = [[self._priced(gbp) for gbp in gbps.tolist()] for gbps, _ in at.exits]
        for weeks in self._left:
            self.model.add_linear_constraint(mathopt.fast_sum(weeks) <= 1.0)
        self._risks: dict[tuple[int, int], mathopt.Variable] = {}
        self._ties = self._tied()
        self.add_rows(Row(MONEY, line, 0) for line in range(len(at.room)))
        self.add_options(options)
        self._solver = mathopt.IncrementalSolver(self.model, mathopt.SolverType.GLOP)

    def _priced(self, gbp: float, most: float = 1.0) -> mathopt.Variable:
        variable = self.model.add_variable(lb=0.0, ub=most)
        self.model.objective.set_linear_coefficient(variable, gbp * IN_THOUSANDS)
        return variable

    def _tied(self) -> dict[int, list[tuple[mathopt.LinearConstraint, float]]]:
        """Rows for packages and exclusions, by task: what is in the plan of one task is in of the others, or is not.

        They have no prices of their own: the reply to prices knows them.
        """
        problem, found = self.at.problem, defaultdict[int, list[tuple[mathopt.LinearConstraint, float]]](list)
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        alike = [pair for package in problem.packages for pair in pairwise(package.members)]
        for least, most, other_factor, pairs in ((0.0, 0.0, -1.0, alike), (-math.inf, 1.0, 1.0, problem.excludes)):
            for one, other in pairs:
                row = self.model.add_linear_constraint(lb=least, ub=most)
                found[number[one]].append((row, 1.0))
                found[number[other]].append((row, other_factor))
        return found

    def add_options(self, options: Iterable[int]) -> None:
        """Let these be chosen too."""
        fresh = np.array(sorted(set(options) - self._chosen.keys()), dtype=np.int64)
        made = [self._priced(gbp, np.inf) for gbp in self.at.cost[fresh].tolist()]
        for variable, task in zip(made, self.at.task[fresh].tolist(), strict=True):
            self._once[task].set_coefficient(variable, 1.0)
        for row in self._rows:
            self._write(row, fresh, made)
        for variable, task, week in zip(made, self.at.task[fresh].tolist(), self.at.week[fresh].tolist(), strict=True):
            for tie, factor in self._ties.get(task, ()) if week < self.at.weeks else ():
                tie.set_coefficient(variable, factor)
        self._chosen.update(zip(fresh.tolist(), made, strict=True))

    def add_rows(self, rows: Iterable[Row]) -> None:
        """Hold to these too."""
        options, made = np.array(list(self._chosen), dtype=np.int64), list(self._chosen.values())
        for row in rows:
            if row not in self._rows:
                self._rows[row] = self.model.add_linear_constraint(ub=have(self.at, row) / self._unit(row))
                self._write(row, options, made)
                self._write_contracts(row)

    def _unit(self, row: Row) -> float:
        return float(self._units[row.table][row.line])

    def _write(self, row: Row, options: Ints, made: list[mathopt.Variable]) -> None:
        found = takes(self.at, row, options) / self._unit(row)
        for n in np.flatnonzero(found).tolist():
            self._rows[row].set_coefficient(made[n], float(found[n]))

    def _write_contracts(self, row: Row) -> None:
        """What extensions, contracts that run on and contracts left early take of a row, or give."""
        at, written = self.at, self._rows[row]
        if row.table == ROLLING:
            written.set_coefficient(self._runs[int(at.rolling_of[row.line])][row.week], -1.0)
        elif row.table == SUPPORT:
            written.set_coefficient(self._taken[int(at.support_needs[row.line, row.week])], -1.0)
            key = (int(at.support_stake[row.line]), row.week)
            if key not in self._risks:
                self._risks[key] = self._priced(float(at.support_gbp[row.line]), np.inf)
            written.set_coefficient(self._risks[key], -1.0)
        elif row.table == MONEY:
            exits = [cash for _, cash in at.exits]
            for made, cash in zip(
                (self._taken, *self._runs, *self._left), (at.extension_cash, *at.rolling_cash, *exits), strict=True
            ):
                for n in np.flatnonzero(cash[:, row.line]).tolist():
                    written.set_coefficient(made[n], float(cash[n, row.line]) / self._unit(row))

    def solved(self) -> Relaxation | None:
        """The optimum; None where the solver loses its footing or there is none."""
        result = self._solver.solve()
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            return None
        values = result.variable_values()
        chosen = self._parts(values)
        return Relaxation(
            value=result.objective_value() / IN_THOUSANDS + self.at.constant,
            weeks=self._weeks(chosen),
            prices=self._prices(result.dual_values()),
            over=self._over(chosen, values),
        )

    def _parts(self, values: Mapping[mathopt.Variable, float]) -> Chosen:
        at, left = self.at, np.zeros(len(self.at.room))
        for weeks, (_, cash) in zip(self._left, at.exits, strict=True):
            left += np.array([values[week] for week in weeks]) @ cash
        parts = {option: values[made] for option, made in self._chosen.items() if values[made] > LEAST}
        return Chosen(
            np.array(list(parts), dtype=np.int64),
            np.array(list(parts.values())),
            np.array([[values[run] for run in runs] for runs in self._runs]).reshape(at.rolling_gbp.shape),
            np.array([values[taken] for taken in self._taken]),
            left,
        )

    def _weeks(self, chosen: Chosen) -> Floats:
        at = self.at
        weeks = chosen.parts * at.week[chosen.options]
        return np.bincount(at.task[chosen.options], weeks, len(at.starts)).astype(np.float64)

    def _prices(self, duals: Mapping[mathopt.LinearConstraint, float]) -> Prices:
        at = self.at
        people, money, support = np.zeros_like(at.have), np.zeros((len(at.room), 1)), np.zeros(at.support_needs.shape)
        order, rolling = np.zeros((len(at.later_task), at.weeks)), np.zeros((len(at.rolling_of), at.weeks))
        tables = (people, money, support, order, rolling)
        for row, written in self._rows.items():
            tables[row.table][row.line, row.week] = max(0.0, -duals[written]) / self._unit(row) / IN_THOUSANDS
        return people, money[:, 0], support, order, rolling

    def _over(self, chosen: Chosen, values: Mapping[mathopt.Variable, float]) -> Prices:
        people, money, support, order, rolling = excess(self.at, chosen)
        for (stake, week), risk in self._risks.items():
            support[self.at.support_stake == stake, week] -= values[risk]
        return people / self._units[PEOPLE][:, None], money / self._units[MONEY], support, order, rolling
