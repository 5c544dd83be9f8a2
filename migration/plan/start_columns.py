"""The yes-or-no choices of the linear model, said by the starts of tasks: made only where a row or a cost needs one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Ints, Task


@dataclass(frozen=True)
class Start:
    """When a task is decided: `at` takes one of `values`, which rise; `done` says whether it is in the plan."""

    task: Task
    at: cp_model.IntVar
    values: Ints
    done: cp_model.LiteralT


class Columns:
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
