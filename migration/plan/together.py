"""Pounds that depend on several tasks of the planning board: interfaces split over waves, and the dearest year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from migration.plan.joint import STEP_GBP, Purse
from migration.plan.measures import by_year
from migration.plan.pieces import OFF
from migration.plan.problem import Ints, Need, Options, Problem, Rolling

Floats = NDArray[np.float64]


class Together:
    """What tasks cost together, while they are placed and taken off again.

    The dearest year is counted to the pound, not by steps, so that each pound less shows. Of a rolling contract each
    user has an equal share. Contracts that may be left early count in full.
    """

    def __init__(self, problem: Problem, extended: frozenset[Need]) -> None:
        """Nothing is on the board yet; these extensions are taken."""
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        self._wave_weeks = problem.wave_weeks
        self._links: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for split in problem.splits:
            if split.gbp:
                self._links[number[split.one]].append((number[split.other], split.gbp))
                self._links[number[split.other]].append((number[split.one], split.gbp))
        self._split_gbp = 0
        self._pound = problem.dearest.gbp / STEP_GBP if problem.dearest is not None else 0.0
        years = _years(problem) if self._pound else []
        self._cash = [spent_by_year(task.options, years) for task in problem.tasks] if years else []
        for rolling in problem.rolling if years else ():
            running = _running(rolling, years)
            for user in rolling.users:
                week = problem.tasks[number[user]].options.week
                paid = np.minimum(week + rolling.off_weeks + 1, len(problem.weeks))
                self._cash[number[user]] = self._cash[number[user]] + running[paid] / len(rolling.users)
        self._spent = _spent_first(problem, extended, years) if years else np.zeros(1)
        self.asked = bool(self._links) or bool(years)

    def cost(self) -> int:
        """Pounds of what is on the board together."""
        return self._split_gbp + round(self._pound * float(self._spent.max()))

    def others(self, number: int) -> list[int]:
        """The tasks whose wave matters to a task."""
        return [other for other, _ in self._links.get(number, ())]

    def each(self, number: int, wanted: Ints, week: Ints) -> Floats:
        """Pounds that each option of a task off the board would add; `wanted` are its weeks, `week` the board's."""
        more = np.zeros(len(wanted))
        if not self.asked:
            return more
        waves = wanted // self._wave_weeks
        for other, gbp in self._links.get(number, ()):
            if week[other] != OFF:
                more += gbp * (waves != week[other] // self._wave_weeks)
        if self._cash:
            more += self._pound * ((self._spent + self._cash[number]).max(axis=1) - self._spent.max())
        return more

    def count(self, number: int, at: int, week: int, others: Ints, sign: int) -> None:
        """A task comes on the board (1) or leaves it (-1) with an option of this week; `others` are all weeks."""
        for other, gbp in self._links.get(number, ()):
            if others[other] != OFF and others[other] // self._wave_weeks != week // self._wave_weeks:
                self._split_gbp += sign * gbp
        if self._cash:
            self._spent = self._spent + sign * self._cash[number][at]


def least_split(problem: Problem) -> int:
    """Pounds of interfaces that are split in every plan: no wave holds a date of both ends."""
    tasks, total = {task.id: task for task in problem.tasks}, 0
    for split in problem.splits:
        one, other = tasks[split.one], tasks[split.other]
        if one.must and other.must:
            waves = [set((task.options.week // problem.wave_weeks).tolist()) for task in (one, other)]
            total += split.gbp if waves[0].isdisjoint(waves[1]) else 0
    return total


def least_dearest(problem: Problem) -> int:
    """Pounds of the dearest year that no plan goes below: as much as must be spent in one year, and no less than an
    equal share of all that must be spent."""
    if problem.dearest is None:
        return 0
    years = _years(problem)
    every = _columns([{("", year, ""): gbp for year, gbp in problem.dearest.anyway.items()}], years)[0]
    total = float(every.sum())
    for ways in _ways_to_spend(problem, years):
        every = every + ways.min(axis=0)
        total += float(ways.sum(axis=1).min())
    most = max(float(every.max()), total / len(years), 0.0)
    return problem.dearest.gbp * int(-(-(most - 1e-6) // STEP_GBP))


def _ways_to_spend(problem: Problem, years: list[str]) -> Iterator[Floats]:
    """For each decision, the pounds by year of each way to take it; of what may be left out, also nothing."""
    nothing = np.zeros((1, len(years)))
    for task in problem.tasks:
        spent = spent_by_year(task.options, years)
        if len(spent):
            yield spent if task.must else np.concatenate([spent, nothing])
    for extension in problem.extensions:
        yield np.concatenate([_columns([extension.cash], years), nothing])
    for exit_ in problem.exits:
        yield np.concatenate([_columns(exit_.cash.values(), years), nothing])
    for rolling in problem.rolling:
        yield _running(rolling, years)


def _years(problem: Problem) -> list[str]:
    """Every financial year in which anything may be spent."""
    assert problem.dearest is not None
    cash: list[Iterable[Purse]] = [task.options.cash for task in problem.tasks]
    cash += [one.cash for one in problem.extensions]
    cash += [week for one in problem.exits for week in one.cash.values()]
    cash += [week for one in problem.rolling for week in one.cash]
    return sorted({*problem.dearest.anyway, *(year for purses in cash for _, year, _ in purses)}) or ["none"]


def spent_by_year(options: Options, years: list[str]) -> Floats:
    """Pounds of each option by year."""
    found = np.zeros((len(options), len(years)))
    for (_, year, _), gbp in options.cash.items():
        found[:, years.index(year)] += gbp
    return found


def _columns(cash: Iterable[Mapping[Purse, int]], years: list[str]) -> Floats:
    rows = [by_year([one]) for one in cash]
    return np.array([[float(row.get(year, 0)) for year in years] for row in rows]).reshape(-1, len(years))


def _running(rolling: Rolling, years: list[str]) -> Floats:
    """Pounds by year of a rolling contract that is paid for 0, 1, 2, ... weeks."""
    weeks = _columns(rolling.cash, years)
    return np.concatenate([np.zeros((1, len(years))), np.cumsum(weeks, axis=0)])


def _spent_first(problem: Problem, extended: frozenset[Need], years: list[str]) -> Floats:
    assert problem.dearest is not None
    taken = [one.cash for one in problem.extensions if (one.contract_id, one.number) in extended]
    anyway = {("", year, ""): gbp for year, gbp in problem.dearest.anyway.items()}
    first: Floats = _columns([anyway, *taken], years).sum(axis=0)
    return first
