"""The decision variables, behind names: is a task decided by its n-th option, does it work in a week."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem, Task


@dataclass(frozen=True)
class Choices:
    """Cumulative variables: `upto[task][n]` is 1 when the task is decided by one of its options 0..n.

    The last one says whether the task is done at all. Sums over stretches of weeks then need two variables,
    not one for every week: the relaxation is as tight and the rows are short.
    """

    tasks: Mapping[str, Task]
    marks: Mapping[str, Marks]
    upto: Mapping[str, tuple[Sum, ...]]
    extended: Mapping[tuple[str, int], Sum]
    running: Mapping[tuple[str, int], Sum]
    encoding: int
    """How many of the first rows only hold the variables together."""

    def done(self, task_id: str) -> Sum:
        """1 when the task is in the plan."""
        columns = self.upto[task_id]
        return columns[-1] if columns else Sum()

    def elsewhere(self, task_id: str) -> Sum:
        """1 when the task is not in the plan because its application goes the other way, whole or in parts."""
        return Sum({}, 1).add(self.done(task_id), -1) if self.tasks[task_id].one_way else Sum()

    def chosen(self, task_id: str, position: int) -> Sum:
        """1 when the task is decided by exactly this option."""
        columns = self.upto[task_id]
        before = columns[position - 1] if position else Sum()
        return Sum().add(columns[position]).add(before, -1)

    def by_week(self, task_id: str, week: int) -> Sum:
        """1 when the task's deciding week is `week` or earlier."""
        return self._first(task_id, bisect_right(self.marks[task_id].week, week))

    def free_by(self, task_id: str, week: int) -> Sum:
        """1 when dependants of the task may start in `week`."""
        return self._first(task_id, bisect_right(self.marks[task_id].free_from, week))

    def working(self, task_id: str, week: int, late: int = 0) -> Sum:
        """1 when people work on the task in `week`; of its first `late` weeks none counts."""
        started = bisect_right(self.marks[task_id].work_from, week - late)
        ended = bisect_right(self.marks[task_id].work_to, week)
        return Sum().add(self._first(task_id, started)).add(self._first(task_id, ended), -1)

    def _first(self, task_id: str, count: int) -> Sum:
        """1 when one of the first `count` options is chosen."""
        return self.upto[task_id][count - 1] if count else Sum()


@dataclass(frozen=True)
class Marks:
    """The weeks of a task's options, each list in rising order."""

    week: list[int]
    free_from: list[int]
    work_from: list[int]
    work_to: list[int]


def _marks(task: Task) -> Marks:
    options = task.options
    found = Marks(
        options.week.tolist(),
        options.free_from.tolist(),
        options.work_from.tolist(),
        (options.work_from + options.work_weeks).tolist(),
    )
    for weeks in (found.week, found.free_from, found.work_from, found.work_to):
        assert weeks == sorted(weeks), "options are in date order"
    return found


def declare(problem: Problem, linear: Linear) -> Choices:
    """Make the variables and the rows that hold them together."""
    upto = {task.id: _columns(task, linear) for task in problem.tasks}
    extended: dict[tuple[str, int], Sum] = {}
    for extension in problem.extensions:
        key = (extension.contract_id, extension.number)
        extended[key] = linear.boolean(f"extend {extension.contract_id} {extension.number}")
        before = extended.get((extension.contract_id, extension.number - 1))
        if before is not None:
            linear.at_most(Sum().add(extended[key]).add(before, -1), 0)
    for exit_ in problem.exits:
        for week in sorted(exit_.cash):
            extended[exit_.contract_id, -week] = linear.boolean(f"leave {exit_.contract_id} after {week}")
    running = {
        (rolling.contract_id, week): linear.boolean(f"run {rolling.contract_id} {week}")
        for rolling in problem.rolling
        for week in range(len(problem.weeks))
    }
    marks = {task.id: _marks(task) for task in problem.tasks}
    return Choices({t.id: t for t in problem.tasks}, marks, upto, extended, running, len(linear.rows))


def _columns(task: Task, linear: Linear) -> tuple[Sum, ...]:
    columns = tuple(linear.boolean(f"{task.id} by week {week}") for week in task.options.week.tolist())
    for earlier, later in pairwise(columns):
        linear.at_most(Sum().add(earlier).add(later, -1), 0)
    if task.must:
        done = columns[-1] if columns else Sum()
        linear.at_most(Sum({}, 1).add(done, -1), 0, Because("must", task.id))
    return columns


def wanted_weeks(choices: Choices, parts: tuple[float, ...]) -> dict[str, float]:
    """The week each task is decided in on average when fractions are allowed; infinity where it is left out.

    Without fractions to go by, every task wants to come first.
    """
    if not parts:
        return dict.fromkeys(choices.upto, 0.0)
    found = {}
    for task_id, columns in choices.upto.items():
        values = [parts[next(iter(column.terms))] for column in columns]
        total, before, mean = (values[-1] if values else 0.0), 0.0, 0.0
        for week, value in zip(choices.marks[task_id].week, values, strict=True):
            mean += week * max(0.0, value - before)
            before = value
        found[task_id] = mean / total if total > 1e-6 else float("inf")
    return found


def scarcity_costs(linear: Linear, choices: Choices, prices: tuple[float, ...]) -> dict[str, list[float]]:
    """Pounds of each option, with what it takes from others: the objective plus every row at its price in the
    relaxation. Empty where there are no prices."""
    if not prices:
        return {}
    worth = [0.0] * len(linear.names)
    for variable, pounds in linear.objective().terms.items():
        worth[variable] += pounds
    for row, price in zip(linear.rows[choices.encoding :], prices[choices.encoding :], strict=True):
        if price > 0:
            for variable, factor in row.terms.items():
                worth[variable] += price * factor
    found = {}
    for task_id, columns in choices.upto.items():
        total, costs = 0.0, []
        for column in reversed(columns):
            total += worth[next(iter(column.terms))]
            costs.append(total)
        found[task_id] = costs[::-1]
    return found
