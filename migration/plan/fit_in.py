"""Places for the last tasks without one: others are taken off the board, and CP-SAT puts back as many as there is room
for.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from migration.plan.board import Board
from migration.plan.make_room import least_trouble
from migration.plan.pieces import OFF
from migration.plan.problem import Ints, Task
from migration.plan.put_back import best_places, only
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
    found = best_places(board, kept, lambda n, places: _asked(board, n, places, worth), before, Effort(STEP_WORK))
    for number in sorted(opened, key=lambda n: board.depth[n]):
        place = found.places[number]
        # Second sites and pilots are no part of the model.
        if place is not None and board.open_places(number)[place]:
            board.place(number, place)
    return found.status == "optimal"


def _asked(board: Board, number: int, places: Ints, worth: Sequence[int]) -> Task:
    """The task at these dates, where only staying out costs; what waits for it need not wait where it finds none."""
    task = only(board.pieces[number].task, places, {})
    return replace(task, must=False, one_way=True, left_out_gbp=worth[number])
