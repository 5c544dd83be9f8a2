"""Many plans at once: for each of many lists of tasks, every task in turn at its first date with people, or its last.

Source of the method: the serial schedule generation scheme (R. Kolisch and S. Hartmann, Heuristic algorithms for the
resource-constrained project scheduling problem, 1999). It is done for all lists side by side, as columns of numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from migration.plan.problem import Ints, Problem, Rolling, Task, drawn

Flags = NDArray[np.bool_]
Small = NDArray[np.int32]

NEVER = 1 << 30
"""A week after all others."""


@dataclass(frozen=True)
class Dates:
    """A row for each list, a column for each task: the option it has. `kept` is True for a row where each found one."""

    at: Ints
    kept: Flags


def _running(contract: Rolling, numbers: Mapping[str, int]) -> tuple[list[int], Ints]:
    """The users of a contract, and its pounds by the week after the last of them is decided: none with no user."""
    weeks = np.concatenate([[0], np.cumsum(contract.gbp)])
    last = np.clip(np.arange(len(weeks)) + contract.off_weeks, 0, len(contract.gbp))
    return [numbers[user] for user in contract.users if user in numbers], np.where(
        np.arange(len(weeks)), weeks[last], 0
    )


class Table:
    """Tasks with their options as columns, the people they take, and what waits for what. One more task, which is
    nothing, stands at the end: rows of unequal length are filled up with it. Lines and limits of cut-overs are left
    out."""

    def __init__(self, problem: Problem, tasks: Sequence[Task]) -> None:
        """For some tasks of a problem, each with an option."""
        self.tasks, self.weeks = tuple(tasks), len(problem.weeks)
        numbers = {task.id: n for n, task in enumerate(tasks)}
        self.before: list[list[int]] = [[] for _ in tasks]
        self.after: list[list[int]] = [[] for _ in tasks]
        for order in problem.orders:
            if order.earlier in numbers and order.later in numbers:
                self.before[numbers[order.later]].append(numbers[order.earlier])
                self.after[numbers[order.earlier]].append(numbers[order.later])
        pools = [pool for pool in problem.pools if pool.kind == "people"]
        self.have = np.array([pool.have for pool in pools], dtype=np.int32).reshape(len(pools), self.weeks)
        self.need = np.array([[*(drawn(task, pool)[0] for task in tasks), 0] for pool in pools], dtype=np.int32)
        self.open = self._column([np.ones(len(task.options), dtype=np.int64) for task in tasks]) > 0
        self.week = self._column([task.options.week for task in tasks])
        self.free = self._column([task.options.free_from for task in tasks])
        self.first = self._column([task.options.work_from for task in tasks]).clip(0, self.weeks)
        ends = [task.options.work_from + task.options.work_weeks for task in tasks]
        self.end = self._column(ends).clip(0, self.weeks)
        self._cost = self._column([task.options.total_cost() for task in tasks])
        self._running = [_running(one, numbers) for one in problem.rolling]
        self._earlier, self._later = self._filled(self.before), self._filled(self.after)

    def dates(self, lists: Ints, until: Ints | None = None) -> Dates:
        """Each task in the order of its list, as early as can be; with `until`, the last week after the work of a row,
        as late as can be: lists then begin with what comes last."""
        rows = np.arange(len(lists))
        used = np.zeros((len(self.have), len(lists), self.weeks), dtype=np.int32)
        at = np.zeros((len(lists), len(self.tasks)), dtype=np.int64)
        kept = np.ones(len(lists), dtype=np.bool_)
        free = np.full((len(lists), len(self.tasks) + 1), 0 if until is None else NEVER)
        for task in lists.T:
            good = self._with_people(task, used)
            if until is None:
                good &= self.week[task] >= free[rows, task][:, None]
                chosen = good.argmax(axis=1)
                self._tell(np.maximum, free, self._later[task], self.free[task, chosen])
            else:
                good &= (self.free[task] <= free[rows, task][:, None]) & (self.end[task] <= until[:, None])
                chosen = good.shape[1] - 1 - good[:, ::-1].argmax(axis=1)
                self._tell(np.minimum, free, self._earlier[task], self.week[task, chosen])
            kept &= good[rows, chosen]
            at[rows, task] = chosen
            self._take(task, chosen, used)
        return Dates(at, kept)

    def cost(self, at: Ints) -> Ints:
        """Pounds of each row: of its dates, and of contracts that run until the last of their users is switched off."""
        tasks = np.arange(len(self.tasks))
        week = self.week[tasks, at]
        found: Ints = self._cost[tasks, at].sum(axis=1)
        for users, until in self._running:
            found += until[week[:, users].max(axis=1, initial=-1) + 1]
        return found

    def _with_people(self, task: Ints, used: Small) -> Flags:
        """The options of one task for each row, True where all that the row used before leaves enough people."""
        short = np.zeros(used.shape[1:], dtype=np.bool_)
        for have, need, taken in zip(self.have, self.need, used, strict=True):
            short |= taken > have - need[task][:, None]
        until = np.zeros((len(task), self.weeks + 1), dtype=np.int32)
        np.cumsum(short, axis=1, out=until[:, 1:])
        weeks_short = np.take_along_axis(until, self.end[task], 1) - np.take_along_axis(until, self.first[task], 1)
        found: Flags = (weeks_short == 0) & self.open[task]
        return found

    def _take(self, task: Ints, chosen: Ints, used: Small) -> None:
        week = np.arange(self.weeks)
        works = (week >= self.first[task, chosen][:, None]) & (week < self.end[task, chosen][:, None])
        for need, taken in zip(self.need, used, strict=True):
            taken += works * need[task][:, None]

    @staticmethod
    def _tell(which: np.ufunc, free: Ints, others: Ints, week: Ints) -> None:
        """Tell what waits for a task, or what it waits for, which week it may have."""
        rows = np.arange(len(free))[:, None]
        free[rows, others] = which(free[rows, others], week[:, None])

    def _column(self, values: Sequence[Ints]) -> Ints:
        found = np.zeros((len(values) + 1, max(map(len, values), default=1)), dtype=np.int64)
        for row, own in zip(found, values, strict=False):
            row[: len(own)] = own
        return found

    def _filled(self, links: Sequence[Sequence[int]]) -> Ints:
        found = np.full((len(links) + 1, max((len(row) for row in links), default=0) or 1), len(links))
        for row, own in zip(found, links, strict=False):
            row[: len(own)] = own
        return found
