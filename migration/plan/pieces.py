"""The tasks of a problem as arrays, as the planning board needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from migration.plan.problem import Ints, Problem, Stake, Task, drawn

MISSING = 10**10
"""Pounds for a task that must be done and has no place yet: dearer than anything a plan can cost."""


OFF = -1
"""The week of a task that is off the board."""


@dataclass(frozen=True)
class Piece:
    """A task as arrays, one entry an option: deciding week, first week a dependant may start, pounds, cash by purse,
    and the weeks of work inside the plan (`work_first` up to but not including `work_to`).

    `pools` and `needs` are the pools of people it draws on and how much a week; `lines` the pools that carry its data,
    each with how much a week and from which weeks. The rest are numbers of other pieces; in `spans` with the most weeks
    between the two.
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
    lines: tuple[tuple[int, int, Ints], ...]
    before: tuple[int, ...]
    after: tuple[int, ...]
    apart: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    unplaced: int


def pieces_of(
    problem: Problem, extended: frozenset[tuple[str, int]], purses: Mapping[tuple[str, str, str], int]
) -> list[Piece]:
    """Every task of a problem, in its order. An extension that is taken takes its risk away from the costs."""
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
    spans: list[set[tuple[int, int]]] = [set() for _ in problem.tasks]
    for span in problem.spans:
        spans[number[span.one]].add((number[span.other], span.weeks))
        spans[number[span.other]].add((number[span.one], span.weeks))
    stakes: dict[str, list[Stake]] = {}
    for stake in problem.stakes:
        stakes.setdefault(stake.task_id or "", []).append(stake)
    running = _kept_running(problem)
    return [
        Piece(
            task=task,
            week=task.options.week,
            free_from=task.options.free_from,
            cost=_option_costs(task, stakes.get(task.id, ()), extended) + running.get(task.id, 0),
            cash=_cash(task, purses),
            work_first=np.maximum(task.options.work_from, 0),
            work_to=np.minimum(task.options.work_from + task.options.work_weeks, weeks),
            pools=np.array([pool for pool, _, _ in pools if problem.pools[pool].kind == "people"], dtype=np.int64),
            needs=np.array([need for pool, need, _ in pools if problem.pools[pool].kind == "people"], dtype=np.int64),
            lines=tuple(
                (pool, need, np.maximum(task.options.work_from + late, 0))
                for pool, need, late in pools
                if problem.pools[pool].kind != "people"
            ),
            before=tuple(sorted(before[n])),
            after=tuple(sorted(after[n])),
            apart=tuple(sorted(apart[n])),
            spans=tuple(sorted(spans[n])),
            unplaced=MISSING if task.must else task.left_out_gbp,
        )
        for n, task in enumerate(problem.tasks)
        for pools in [_pools(task, problem)]
    ]


def _pools(task: Task, problem: Problem) -> list[tuple[int, int, int]]:
    """The pools it draws on, with how much a week and how many weeks of its work pass before that."""
    drawing = ((n, *drawn(task, pool)) for n, pool in enumerate(problem.pools))
    return [(n, need, late) for n, need, late in drawing if need]


def _option_costs(task: Task, stakes: list[Stake] | tuple[()], extended: frozenset[tuple[str, int]]) -> Ints:
    cost = task.options.total_cost()
    for stake in stakes:
        for lapse in stake.lapses:
            if not lapse.needs or not set(lapse.needs) <= extended:
                # A move in week w leaves the application where it is up to and with week w.
                weeks = np.minimum(task.options.week, lapse.last) - lapse.first + 1
                cost = cost + stake.gbp * np.maximum(weeks, 0)
    return cost


def _kept_running(problem: Problem) -> dict[str, Ints]:
    """The part of rolling contracts that each option of their users bears: what each week costs, shared equally by all
    who must leave first."""
    tasks, found = {task.id: task for task in problem.tasks}, dict[str, Ints]()
    for rolling in problem.rolling:
        total = np.concatenate([[0], np.cumsum(rolling.gbp)])
        for user in rolling.users:
            paid = np.minimum(tasks[user].options.week + rolling.off_weeks + 1, len(problem.weeks))
            found[user] = found.get(user, 0) + total[paid] // len(rolling.users)
    return found


def _cash(task: Task, purses: Mapping[tuple[str, str, str], int]) -> Ints:
    cash = np.zeros((len(task.options), len(purses)), dtype=np.int64)
    for purse, gbp in task.options.cash.items():
        if purse in purses:
            cash[:, purses[purse]] = gbp
    return cash


def latest(
    problem: Problem,
    pieces: list[Piece],
    depth: list[int],
    affordable: list[NDArray[np.bool_]],
    stops: Mapping[str, int],
) -> list[int]:
    """The last week each task may be decided in, so that the rolling contracts it uses can stop, and what must be done
    and waits for it still finds an `affordable` week."""
    ends = {task.id: len(problem.weeks) for task in problem.tasks}
    for rolling in problem.rolling:
        if rolling.contract_id in stops:
            for user in rolling.users:
                ends[user] = min(ends[user], stops[rolling.contract_id] - rolling.off_weeks - 1)
    last = [ends[task.id] for task in problem.tasks]
    for number in sorted(range(len(pieces)), key=lambda n: -depth[n]):
        piece = pieces[number]
        for later in piece.after:
            open_ = pieces[later].week[(pieces[later].week <= last[later]) & affordable[later]]
            if pieces[later].task.must and len(open_):
                in_time = piece.week[piece.free_from <= open_.max()]
                last[number] = min(last[number], int(in_time.max()) if len(in_time) else OFF)
    return last


def draws(pieces: list[Piece], pools: int) -> NDArray[np.bool_]:
    """Which tasks draw on which pools of people."""
    draws = np.zeros((len(pieces), pools), dtype=np.bool_)
    for number, piece in enumerate(pieces):
        draws[number, piece.pools] = True
        draws[number, [pool for pool, _, _ in piece.lines]] = True
    return draws


def depths(pieces: list[Piece]) -> list[int]:
    """How many tasks in a row must come before each; a long chain is walked step by step, not by recursion."""
    waiting = [len(piece.before) for piece in pieces]
    depth = [0] * len(pieces)
    ready = [n for n, count in enumerate(waiting) if not count]
    for number in ready:
        for later in pieces[number].after:
            depth[later] = max(depth[later], depth[number] + 1)
            waiting[later] -= 1
            if not waiting[later]:
                ready.append(later)
    return depth


def earliest(pieces: list[Piece], depth: list[int], floors: Sequence[int] = ()) -> list[int]:
    """The first week each task can be decided in when all it waits for is done as early as can be, and none before its
    floor."""
    first = list(floors) or [0] * len(pieces)
    for number in sorted(range(len(pieces)), key=lambda n: depth[n]):
        piece = pieces[number]
        late_enough = piece.free_from[piece.week >= first[number]]
        free = int(np.min(late_enough)) if len(late_enough) else int(MISSING)
        for later in piece.after:
            first[later] = max(first[later], free)
    return first
