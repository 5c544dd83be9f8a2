"""The planning board: tasks as arrays of options, what is free, and the cheapest place left for a task."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from migration.plan.choosing import Choosing
from migration.plan.keeping import Keeping
from migration.plan.leading import Leading
from migration.plan.pieces import OFF, Piece, depths, draws, earliest, latest, pieces_of
from migration.plan.problem import Ints, Need, Problem
from migration.plan.together import Together


class Board:
    """What is free while tasks are placed and taken off again. Positions are option numbers; None is off the board.

    For each task: `week` is when it is decided (OFF: nowhere), `work_first` and `work_to` the weeks people work on it
    while it is on the board, `affordable` the options that no ceiling forbids on an empty board, `draws` the pools it
    draws on, `regret` by how much it costs more than at its best, and a pound, and `depth` how many tasks in a row must
    come before it. `shared_pools` counts, for each two tasks, the pools both draw on.
    """

    def __init__(self, problem: Problem, extended: frozenset[Need], stops: Mapping[str, int] | None = None) -> None:
        """An empty board with these extensions taken. `stops`: rolling contracts that are paid for so many weeks, and
        must be free by then."""
        self.problem = problem
        self.purses = {limit.purse: n for n, limit in enumerate(problem.limits)}
        self.pieces = pieces_of(problem, extended, self.purses)
        self.people = np.array([pool.have for pool in problem.pools], dtype=np.int64).reshape(-1, len(problem.weeks))
        self.money = np.array([x.ceiling_gbp - x.spent_anyway_gbp for x in problem.limits], dtype=np.int64)
        # What extensions already take is gone before any task is placed.
        for extension in problem.extensions:
            if (extension.contract_id, extension.number) in extended:
                for purse, gbp in extension.cash.items():
                    if purse in self.purses:
                        self.money[self.purses[purse]] -= gbp
        for rolling in problem.rolling:
            for cash in rolling.cash[: (stops or {}).get(rolling.contract_id, 0)]:
                for purse, gbp in cash.items():
                    if purse in self.purses:
                        self.money[self.purses[purse]] -= gbp
        self.keeping = Keeping(problem)
        self.leading = Leading(problem)
        self.choosing = Choosing(problem)
        self.position: list[int | None] = [None] * len(self.pieces)
        self.depth = depths(self.pieces)
        self.earliest = earliest(self.pieces, self.depth)
        for _ in problem.leads:
            # A pilot may wait for what waits for a pilot of another kind.
            self.earliest = earliest(self.pieces, self.depth, self.leading.floors(self.earliest))
        self.affordable: list[NDArray[np.bool_]] = [np.all(piece.cash <= self.money, axis=1) for piece in self.pieces]
        self.latest = latest(problem, self.pieces, self.depth, self.affordable, stops or {})
        self.week = np.full(len(self.pieces), OFF, dtype=np.int64)
        self.work_first = np.full(len(self.pieces), OFF, dtype=np.int64)
        self.work_to = np.full(len(self.pieces), OFF, dtype=np.int64)
        self.regret = np.zeros(len(self.pieces))
        self._least = [int(piece.cost.min()) if len(piece.cost) else 0 for piece in self.pieces]
        self._total = sum(piece.unplaced for piece in self.pieces)
        self.draws = draws(self.pieces, len(problem.pools))
        self.together = Together(problem, extended)
        self.shared_pools = self.draws.astype(np.float32) @ self.draws.astype(np.float32).T

    def cost(self) -> int:
        """Pounds of everything on the board, and of what is off it."""
        return self._total + self.together.cost()

    def besides(self, number: int) -> NDArray[np.float64]:
        """Pounds that each option of a task adds to its own, because of what else is on the board."""
        return self.together.each(number, self.pieces[number].week, self.week)

    def place(self, number: int, at: int) -> None:
        """Put a task on the board and take what it needs."""
        piece = self.pieces[number]
        self._count(number, at, -1)
        self.together.count(number, at, int(piece.week[at]), self.week, 1)
        self.position[number] = at
        self.week[number] = piece.week[at]
        self.work_first[number], self.work_to[number] = piece.work_first[at], piece.work_to[at]
        self.regret[number] = piece.cost[at] - self._least[number] + 1.0
        self._total += int(piece.cost[at]) - piece.unplaced

    def take_off(self, number: int) -> None:
        """Take a task off the board and give back what it needed."""
        at = self.position[number]
        if at is not None:
            piece = self.pieces[number]
            self._count(number, at, 1)
            self.position[number] = None
            week = int(self.week[number])
            self.week[number] = self.work_first[number] = self.work_to[number] = OFF
            self.together.count(number, at, week, self.week, -1)
            self.regret[number] = 0.0
            self._total += piece.unplaced - int(piece.cost[at])

    def running(self) -> dict[str, int]:
        """How many weeks each rolling contract is paid for with what is on the board."""
        number = {piece.task.id: n for n, piece in enumerate(self.pieces)}
        return {
            r.contract_id: max((int(self.week[number[user]]) for user in r.users), default=-1) + r.off_weeks + 1
            for r in self.problem.rolling
            if any(r.cash)
        }

    def free_from(self, number: int) -> int:
        """The first week in which a dependant of a task on the board may start."""
        at = self.position[number]
        assert at is not None
        return int(self.pieces[number].free_from[at])

    def _count(self, number: int, at: int, sign: int) -> None:
        piece = self.pieces[number]
        self.people[piece.pools, piece.work_first[at] : piece.work_to[at]] += sign * piece.needs[:, None]
        for pool, need, first in piece.lines:
            self.people[pool, first[at] : piece.work_to[at]] += sign * need
        if len(self.money):
            self.money += sign * piece.cash[at]

    def open_places(self, number: int) -> NDArray[np.bool_]:
        """Which options of a task fit what is on the board now.

        A task that must be done may follow later, so those that wait for it may be placed first; one that may be left
        out must be on the board already. What excludes it must not be.
        """
        piece = self.pieces[number]
        if self.choosing.rival(number, self.week) is not None:
            return np.zeros(len(piece.week), dtype=bool)
        fits = (piece.week >= self.earliest[number]) & (piece.week <= self.latest[number])
        for other in piece.before:
            at = self.position[other]
            if at is not None:
                fits &= piece.week >= self.pieces[other].free_from[at]
            elif not self.pieces[other].task.must:
                return np.zeros(len(piece.week), dtype=bool)
        for other in piece.after:
            at = self.position[other]
            if at is not None:
                fits &= piece.free_from <= self.pieces[other].week[at]
        for other in piece.apart:
            at = self.position[other]
            if at is not None:
                fits &= piece.week != self.pieces[other].week[at]
        for other, weeks in piece.spans:
            if self.week[other] != OFF:
                fits &= np.abs(piece.week - self.week[other]) <= weeks
        if self.problem.keeps:
            fits &= self.keeping.open_weeks(number, self.week, piece.week)
        if self.problem.leads:
            fits &= self.led(number)
        if len(self.money):
            fits &= (piece.cash <= self.money).all(axis=1)
        if fits.any():
            fits &= self._people_fit(piece)
            for pool, need, first in piece.lines:
                fits &= enough(self.people[pool : pool + 1] < need, first, piece.work_to)
        return fits

    def in_the_way(self, number: int, at: int) -> str:
        """Why an option does not fit what is on the board now, in words; the first reason found."""
        piece = self.pieces[number]
        for other in piece.before:
            place = self.position[other]
            if place is None or piece.week[at] < self.pieces[other].free_from[place]:
                return f"{self.pieces[other].task.id} must come first"
        for other in piece.after:
            place = self.position[other]
            if place is not None and piece.free_from[at] > self.pieces[other].week[place]:
                return f"{self.pieces[other].task.id} needs it first"
        first, last = piece.work_first[at], piece.work_to[at]
        for pool, need in zip(piece.pools, piece.needs, strict=True):
            if (self.people[pool, first:last] < need).any():
                skill, teams = self.problem.pools[pool].skill, sorted(self.problem.pools[pool].teams)
                return f"{', '.join(teams)} {'has' if len(teams) == 1 else 'have'} too few {skill} days free"
        for pool, need, starts in piece.lines:
            if (self.people[pool, starts[at] : last] < need).any():
                line = self.problem.pools[pool].kind == "line"
                return f"{self.problem.pools[pool].words} {'has no room for its copying' if line else 'is reached'}"
        for purse, n in self.purses.items():
            if piece.cash[at, n] > self.money[n]:
                return f"it would break the {' '.join(purse)} ceiling"
        return self.apart_from(number, at) or "a group it may not move with has that week"

    def apart_from(self, number: int, at: int) -> str | None:
        """Which other task forbids this week whatever room there is, in words; None where none does."""
        piece = self.pieces[number]
        rival = self.choosing.rival(number, self.week)
        if rival is not None:
            return f"{self.pieces[rival].task.id} is in the plan, and the two exclude each other"
        for other, weeks in piece.spans:
            if self.week[other] != OFF and abs(int(piece.week[at]) - int(self.week[other])) > weeks:
                return f"{self.pieces[other].task.id}, with a part of the same application, moves within {weeks} weeks"
        week = int(piece.week[at])
        if words := self.keeping.in_the_way(number, self.week, week):
            return words
        if words := self.leading.in_the_way(number, self.week, week, self._soonest):
            return words
        for other in piece.apart:
            if self.position[other] is not None and self.week[other] == piece.week[at]:
                return f"{self.pieces[other].task.id} has that week, and the two never share one"
        return None

    def led(self, number: int) -> NDArray[np.bool_]:
        """Which options of a task leave every pilot early enough."""
        return self.leading.open_weeks(number, self.week, self.pieces[number].week, self._soonest)

    def _soonest(self, number: int) -> int:
        """The first week that what is on the board leaves a task that is off it."""
        placed = [self.free_from(other) for other in self.pieces[number].before if self.position[other] is not None]
        return max([self.earliest[number], *placed])

    def _people_fit(self, piece: Piece) -> NDArray[np.bool_]:
        if not len(piece.pools) or not len(piece.week):
            return np.ones(len(piece.week), dtype=bool)
        return enough(self.people[piece.pools] < piece.needs[:, None], piece.work_first, piece.work_to)


def enough(lacks: NDArray[np.bool_], first: Ints, to: Ints) -> NDArray[np.bool_]:
    """For each stretch of weeks, from `first` up to but not including `to`, whether none of the pools lacks anything.

    `lacks` is by pool and week.
    """
    short = np.zeros(lacks.shape[1] + 1, dtype=np.int64)
    np.cumsum(lacks.any(axis=0), out=short[1:])
    fits: NDArray[np.bool_] = short[to] == short[first]
    return fits
