"""The planning board: tasks as arrays of options, what is free, and the cheapest place left for a task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from migration.plan.problem import Ints, Problem, Stake, Task

MISSING = 10**10
"""Pounds for a task that must be done and has no place yet: dearer than anything a plan can cost."""


@dataclass(frozen=True)
class Piece:
    """A task as arrays, one entry an option: deciding week, first week a dependant may start, pounds, cash by purse,
    and the weeks of work inside the plan (`work_first` up to but not including `work_to`).

    `pools` and `needs` are the pools of people it draws on and how much a week. The rest are numbers of other pieces.
    """

    task: Task
    week: Ints
    free_from: Ints
    cost: Ints
    cash: Ints
    work_first: Ints
    work_to: Ints
    pools: Ints
    needs: Ints
    before: tuple[int, ...]
    after: tuple[int, ...]
    apart: tuple[int, ...]
    unplaced: int


class Board:
    """What is free while tasks are placed and taken off again. Positions are option numbers; None is off the board."""

    def __init__(self, problem: Problem, extended: frozenset[tuple[str, int]]) -> None:
        self.problem = problem
        self.purses = {limit.purse: n for n, limit in enumerate(problem.limits)}
        self.pieces = _pieces(problem, extended, self.purses)
        self.people = np.array([pool.have for pool in problem.pools], dtype=np.int64).reshape(-1, len(problem.weeks))
        self.money = np.array([x.ceiling_gbp - x.spent_anyway_gbp for x in problem.limits], dtype=np.int64)
        # What extensions already take is gone before any task is placed.
        for extension in problem.extensions:
            if (extension.contract_id, extension.number) in extended:
                for purse, gbp in extension.cash.items():
                    if purse in self.purses:
                        self.money[self.purses[purse]] -= gbp
        self.position: list[int | None] = [None] * len(self.pieces)
        self.earliest = _earliest(self.pieces)

    def cost(self) -> int:
        """Pounds of everything on the board, and of what is off it."""
        return sum(
            piece.unplaced if at is None else int(piece.cost[at])
            for piece, at in zip(self.pieces, self.position, strict=True)
        )

    def place(self, number: int, at: int) -> None:
        """Put a task on the board and take what it needs."""
        self._count(number, at, -1)
        self.position[number] = at

    def take_off(self, number: int) -> None:
        """Take a task off the board and give back what it needed."""
        at = self.position[number]
        if at is not None:
            self._count(number, at, 1)
            self.position[number] = None

    def _count(self, number: int, at: int, sign: int) -> None:
        piece = self.pieces[number]
        self.people[piece.pools, piece.work_first[at] : piece.work_to[at]] += sign * piece.needs[:, None]
        if len(self.money):
            self.money += sign * piece.cash[at]

    def open_places(self, number: int) -> NDArray[np.bool_]:
        """Which options of a task fit what is on the board now.

        A task that must be done may follow later, so those that wait for it may be placed first; one that may be left
        out must be on the board already.
        """
        piece = self.pieces[number]
        fits = piece.week >= self.earliest[number]
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
        if len(self.money):
            fits &= (piece.cash <= self.money).all(axis=1)
        return fits & self._people_fit(piece) if fits.any() else fits

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
                return f"{', '.join(teams)} {'has' if len(teams) == 1 else 'have'} no {skill} days free"
        for purse, n in self.purses.items():
            if piece.cash[at, n] > self.money[n]:
                return f"it would break the {' '.join(purse)} ceiling"
        return "a group it may not move with has that week"

    def _people_fit(self, piece: Piece) -> NDArray[np.bool_]:
        if not len(piece.pools) or not len(piece.week):
            return np.ones(len(piece.week), dtype=bool)
        short = np.zeros(self.people.shape[1] + 1, dtype=np.int64)
        np.cumsum((self.people[piece.pools] < piece.needs[:, None]).any(axis=0), out=short[1:])
        fits: NDArray[np.bool_] = short[piece.work_to] == short[piece.work_first]
        return fits


def _earliest(pieces: list[Piece]) -> list[int]:
    """The first week each task can be decided in when all it waits for is done as early as can be."""
    found: dict[int, int] = {}

    def first(number: int) -> int:
        if number not in found:
            found[number] = max((free(other) for other in pieces[number].before), default=0)
        return found[number]

    def free(number: int) -> int:
        piece = pieces[number]
        late_enough = piece.free_from[piece.week >= first(number)]
        return int(np.min(late_enough)) if len(late_enough) else int(MISSING)

    return [first(number) for number in range(len(pieces))]


def _pieces(
    problem: Problem, extended: frozenset[tuple[str, int]], purses: Mapping[tuple[str, str, str], int]
) -> list[Piece]:
    number, weeks = {task.id: n for n, task in enumerate(problem.tasks)}, len(problem.weeks)
    before: list[set[int]] = [set() for _ in problem.tasks]
    after: list[set[int]] = [set() for _ in problem.tasks]
    apart: list[set[int]] = [set() for _ in problem.tasks]
    for order in problem.orders:
        before[number[order.later]].add(number[order.earlier])
        after[number[order.earlier]].add(number[order.later])
    for one, other in problem.apart:
        apart[number[one]].add(number[other])
        apart[number[other]].add(number[one])
    stakes: dict[str, list[Stake]] = {}
    for stake in problem.stakes:
        stakes.setdefault(stake.task_id or "", []).append(stake)
    return [
        Piece(
            task=task,
            week=task.options.week,
            free_from=task.options.free_from,
            cost=_option_costs(task, stakes.get(task.id, ()), extended) + _kept_running(task, problem),
            cash=_cash(task, purses),
            work_first=np.maximum(task.options.work_from, 0),
            work_to=np.minimum(task.options.work_from + task.options.work_weeks, weeks),
            pools=np.array(pools, dtype=np.int64),
            needs=np.array([task.effort[problem.pools[pool].skill] for pool in pools], dtype=np.int64),
            before=tuple(sorted(before[n])),
            after=tuple(sorted(after[n])),
            apart=tuple(sorted(apart[n])),
            unplaced=MISSING if task.must else task.left_out_gbp,
        )
        for n, task in enumerate(problem.tasks)
        for pools in [_pools(task, problem)]
    ]


def _pools(task: Task, problem: Problem) -> list[int]:
    return [
        n
        for n, pool in enumerate(problem.pools)
        if task.effort.get(pool.skill) and task.teams[pool.skill] <= pool.teams
    ]


def _option_costs(task: Task, stakes: list[Stake] | tuple[()], extended: frozenset[tuple[str, int]]) -> Ints:
    cost = task.options.total_cost()
    for stake in stakes:
        for lapse in stake.lapses:
            if not lapse.needs or not set(lapse.needs) <= extended:
                # A move in week w leaves the application where it is up to and with week w.
                weeks = np.minimum(task.options.week, lapse.last) - lapse.first + 1
                cost = cost + stake.gbp * np.maximum(weeks, 0)
    return cost


def _kept_running(task: Task, problem: Problem) -> Ints:
    """A task's part of rolling contracts: what each week costs, shared equally by all who must leave first."""
    weeks = task.options.week
    cost = np.zeros(len(weeks), dtype=np.int64)
    for rolling in problem.rolling:
        if task.id in rolling.users:
            paid = np.minimum(weeks + rolling.off_weeks + 1, len(problem.weeks))
            cost += paid * rolling.week_gbp // len(rolling.users)
    return cost


def _cash(task: Task, purses: Mapping[tuple[str, str, str], int]) -> Ints:
    cash = np.zeros((len(task.options), len(purses)), dtype=np.int64)
    for purse, gbp in task.options.cash.items():
        if purse in purses:
            cash[:, purses[purse]] = gbp
    return cash
