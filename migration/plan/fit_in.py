"""Places for the last tasks without one: others are taken off the board, and CP-SAT puts back as many as there is room
for.

What stays on the board keeps its dates, so the model is small. The method is large neighbourhood search (P. Shaw, Using
constraint programming and local search methods to solve vehicle routing problems, 1998).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from migration.plan.board import Board
from migration.plan.choices import Choices
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.make_room import least_trouble
from migration.plan.pieces import OFF
from migration.plan.problem import Ints, Options, Problem, Task
from migration.plan.solve import SEED, Effort

TRIES = 16
"""Tries before it is given up, where no time is set."""

STEP_WORK = 0.2
"""Deterministic work for one try."""

FEWEST, FIRST, MOST = 10, 30, 40
"""Tasks that are open at once: more when the last were settled with proof, fewer when the work ran out."""

LOST_AT_ONCE = 3
"""Of the tasks without a place, so many are open at once: each of them needs others to make room."""

MOST_LOST = 20
"""With more tasks without a place than this, so few at once lead nowhere."""


def fit_in(board: Board, numbers: Sequence[int], go_on: Callable[[], bool]) -> bool:
    """Place those of these tasks that are off the board; True when each has a place. Only these are taken off.

    Repeatable where `go_on` is: it is asked before each try.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what is opened, not secrets
    worth = [10] * len(board.pieces)
    size = FIRST
    for _ in range(TRIES):
        lost = [n for n in numbers if board.week[n] == OFF]
        if not lost or len(lost) > MOST_LOST or not go_on():
            break
        for number in lost:
            worth[number] += 1
        opened = _opened(board, numbers, lost, worth, size, dice)
        settled = _put_back(board, opened, worth)
        size = min(MOST, size + 3) if settled else max(FEWEST, size - 3)
    return not any(board.week[n] == OFF for n in numbers)


def _opened(
    board: Board, numbers: Sequence[int], lost: Sequence[int], worth: Sequence[int], size: int, dice: random.Random
) -> list[int]:
    """One that has no place, what stands in its way at one of its dates, some others without a place, and what is at
    work about then: sooner what draws on the same people or is bound to it by orders."""
    centre = max(lost, key=lambda n: worth[n] * dice.random())
    piece = board.pieces[centre]
    at = least_trouble(board, centre, [float(one) for one in worth], dice)
    at = dice.randrange(len(piece.week)) if at is None else at
    week, free = int(piece.week[at]), int(piece.free_from[at])
    found = [n for n in piece.before if board.week[n] != OFF and board.free_from(n) > week]
    found += [n for n in piece.after if board.week[n] != OFF and board.week[n] < free]
    found += [centre, *dice.sample(lost, min(len(lost), LOST_AT_ONCE))]
    bound = {other for n in found for other in (*board.pieces[n].before, *board.pieces[n].after)}
    on = np.array([n for n in numbers if board.week[n] != OFF], dtype=np.int64)
    after = np.maximum(board.work_first[on] - int(piece.work_to[at]), int(piece.work_first[at]) - board.work_to[on])
    near = (1.0 + np.maximum(after, 0)) / np.where(board.shared_pools[centre, on] > 0, 3.0, 1.0)
    near /= np.where(np.isin(on, sorted(bound)), 2.0, 1.0)
    chance = np.random.default_rng(dice.getrandbits(32)).uniform(0.5, 1.5, len(on))
    found += on[np.argsort(near * chance, kind="stable")].tolist()
    return sorted(dict.fromkeys(found[: size + LOST_AT_ONCE]))


def _put_back(board: Board, opened: Sequence[int], worth: Sequence[int]) -> bool:
    """Take these off, and put back those that are worth most together; True where that is proven."""
    before = {n: board.position[n] for n in opened}
    for number in opened:
        board.take_off(number)
    kept = {n: np.flatnonzero(board.open_places(n)) for n in opened}
    part = _part(board, {n: places for n, places in kept.items() if len(places)}, worth)
    linear, choices = rows_left(part)
    ids = {board.pieces[n].task.id: n for n in opened}
    found = search_intervals(part, choices, linear, Effort(STEP_WORK), hint=_hint(choices, ids, kept, before))
    places = dict(before)
    if found.status in ("optimal", "feasible"):
        places = dict.fromkeys(opened)
        for name, columns in choices.upto.items():
            first = next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
            places[ids[name]] = None if first is None else int(kept[ids[name]][first])
    for number in sorted(opened, key=lambda n: board.depth[n]):
        place = places[number]
        # Second sites and pilots are no part of the model.
        if place is not None and board.open_places(number)[place]:
            board.place(number, place)
    return found.status == "optimal"


def _part(board: Board, kept: Mapping[int, Ints], worth: Sequence[int]) -> Problem:
    """These tasks alone, at the dates that are open to each, with what the others leave. Only what stays out costs."""
    problem, ids = board.problem, {board.pieces[n].task.id for n in kept}
    return Problem(
        weeks=problem.weeks,
        tasks=tuple(_task(board.pieces[n].task, places, worth[n]) for n, places in sorted(kept.items())),
        orders=tuple(one for one in problem.orders if {one.earlier, one.later} <= ids),
        pools=tuple(replace(p, have=tuple(have.tolist())) for p, have in zip(problem.pools, board.people, strict=True)),
        limits=tuple(
            replace(limit, ceiling_gbp=int(board.money[board.purses[limit.purse]]), spent_anyway_gbp=0)
            for limit in problem.limits
        ),
        extensions=(),
        stakes=(),
        rolling=(),
        apart=tuple(pair for pair in problem.apart if set(pair) <= ids),
        spans=tuple(span for span in problem.spans if {span.one, span.other} <= ids),
        wave_weeks=problem.wave_weeks,
    )


def _task(task: Task, places: Ints, worth: int) -> Task:
    """The task at these dates; what waits for it need not wait where it finds none."""
    options = Options(
        week=task.options.week[places],
        work_from=task.options.work_from[places],
        work_weeks=task.options.work_weeks,
        free_from=task.options.free_from[places],
        cost={},
        cash={purse: gbp[places] for purse, gbp in task.options.cash.items()},
    )
    return replace(task, options=options, must=False, one_way=True, left_out_gbp=worth)


def _hint(
    choices: Choices, ids: Mapping[str, int], kept: Mapping[int, Ints], before: Mapping[int, int | None]
) -> frozenset[int]:
    """The variables that are 1 where each is as it was."""
    ones: set[int] = set()
    for name, columns in choices.upto.items():
        first = np.flatnonzero(kept[ids[name]] == before[ids[name]]).tolist()
        ones.update(variable for n in first for column in columns[n:] for variable in column.terms)
    return frozenset(ones)
