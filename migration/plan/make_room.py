"""Finding a place for tasks that have none: put one in, take off what is in its way, and place that elsewhere.

Source of the method: Y. Nagata and O. Bräysy, A powerful route minimization heuristic for the vehicle routing problem
with time windows, 2009: what is often left over becomes ever dearer to take off.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Collection, Mapping

import numpy as np

from migration.plan.board import Board
from migration.plan.left_out import only_whole
from migration.plan.pieces import MISSING, OFF
from migration.plan.problem import Ints
from migration.plan.serial import aims, lag, place_in_turn, place_near
from migration.plan.solve import SEED

TRIED = 8
"""How many of the tasks without a place are tried again in a round."""

MOST_LOST = 50
"""When so many more tasks are without a place than at the start, making room leads nowhere."""

Weights = list[float]
"""How much a task resists being taken off."""

HELD = 1e9
"""What a task resists with that may not be taken off."""


def place_all(
    board: Board, wanted: Mapping[str, float], rounds: int, go_on: Callable[[int], bool] = lambda _round: True
) -> bool:
    """Put every task on an empty board, near the week it is wanted in; True when all that must be done has a place.

    Must-do initiatives come first: they need people for months on end, and moves fit round them. Then moves, from the
    first on or from the last back, whichever leaves fewer without a place; scored work last. No initiative waits for a
    move, and no move for an initiative. `rounds` of making room, at most, for each kind, while `go_on(rounds so far)`.
    """
    turns = _turns(board)
    wanted = board.leading.wanted(_needed(board, turns, wanted), board.earliest)
    kinds = [[n for n, turn in enumerate(turns) if turn == kind] for kind in range(3)]
    for numbers in kinds[:2]:
        lost = place_in_turn(board, numbers, wanted)
        if lost:
            forward = [(n, board.position[n]) for n in numbers]
            _take_off(board, numbers)
            if place_in_turn(board, numbers, wanted, backwards=True) > lost:
                _take_off(board, numbers)
                for number, at in forward:
                    if at is not None:
                        board.place(number, at)
            if not make_room(board, numbers, wanted, rounds, go_on):
                return False
    place_in_turn(board, kinds[2], wanted)
    only_whole(board, kinds[2])
    return True


def _turns(board: Board) -> list[int]:
    """0 for must-do initiatives and what they wait for, 1 for moves, 2 for other scored work."""
    turns = [2 if not piece.task.must else int(piece.task.kind == "group") for piece in board.pieces]
    for number in sorted(range(len(turns)), key=lambda n: -board.depth[n]):
        for earlier in board.pieces[number].before:
            turns[earlier] = min(turns[earlier], turns[number])
    return turns


def _needed(board: Board, turns: list[int], wanted: Mapping[str, float]) -> dict[str, float]:
    """The wanted weeks; scored work that nobody wants, but that must-do work waits for, is wanted when that is."""
    found = dict(wanted)
    for number in sorted(range(len(turns)), key=lambda n: -board.depth[n]):
        piece = board.pieces[number]
        if turns[number] < 2 and math.isinf(found[piece.task.id]):
            weeks = [found[board.pieces[other].task.id] for other in piece.after]
            found[piece.task.id] = min((week for week in weeks if not math.isinf(week)), default=0.0) - lag(piece)
    return found


def _take_off(board: Board, numbers: Collection[int]) -> None:
    for number in numbers:
        board.take_off(number)


def make_room(
    board: Board,
    numbers: Collection[int],
    wanted: Mapping[str, float],
    rounds: int,
    go_on: Callable[[int], bool] = lambda _round: True,
) -> bool:
    """Place those of these tasks that are off the board, in so many rounds at most; True when all have a place.

    Only these are taken off again. `wanted` gives a week by task id: what is taken off goes to the open place nearest
    to it. Repeatable.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what to take off, not secrets
    aim = aims(board, wanted)
    held = set(range(len(board.pieces))) - set(numbers)
    # What others wait for is dear to take off: they would have to follow.
    resists: Weights = [HELD if n in held else 1.0 + len(piece.after) for n, piece in enumerate(board.pieces)]
    lost = [n for n in numbers if board.week[n] == OFF]
    most = MOST_LOST + 2 * len(lost)
    for turn in range(rounds):
        if not lost or len(lost) > most or not go_on(turn):
            break
        number = lost.pop(dice.randrange(len(lost)))
        resists[number] += 1.0
        at = least_trouble(board, number, resists, dice)
        if at is None:
            return False
        off = _clear(board, number, at, resists, dice)
        if board.open_places(number)[at]:
            board.place(number, at)
        else:
            off.append(number)
        lost = sorted({*lost, *off}, key=lambda n: (board.depth[n], n))
        tried = set(dice.sample(lost, min(len(lost), TRIED)))
        lost = [n for n in lost if n not in tried or not place_near(board, n, aim[n])]
    return not lost


def least_trouble(board: Board, number: int, resists: Weights, dice: random.Random) -> int | None:
    """The option with the least in its way, by what resists; chance decides between equals."""
    piece = board.pieces[number]
    trouble = np.where(
        (piece.week >= board.earliest[number]) & (piece.week <= board.latest[number]), 0.0, float(MISSING)
    )
    for other in piece.before:
        if board.week[other] != OFF:
            trouble += resists[other] * (board.free_from(other) > piece.week)
    for other in piece.after:
        if board.week[other] != OFF:
            trouble += resists[other] * (piece.free_from > board.week[other])
    for other in piece.apart:
        trouble += resists[other] * (piece.week == board.week[other])
    for other, weeks in piece.spans:
        if board.week[other] != OFF:
            trouble += resists[other] * (np.abs(piece.week - board.week[other]) > weeks)
    fits = board.keeping.open_weeks(number, board.week, piece.week) & board.led(number)
    trouble += np.where(fits, 0.0, HELD / 1e3)
    trouble += np.where(board.affordable[number], 0.0, HELD / 1e3)
    if len(piece.pools):
        short = np.zeros(board.people.shape[1] + 1)
        np.cumsum((board.people[piece.pools] < piece.needs[:, None]).any(axis=0), out=short[1:])
        trouble += (short[piece.work_to] - short[piece.work_first]) / 2
    for pool, need, first in piece.lines:
        short = np.concatenate([[0], np.cumsum(board.people[pool] < need)])
        trouble += (short[piece.work_to] - short[first]) / 2
    if len(board.money):
        trouble += (piece.cash > board.money).sum(axis=1)
    if not len(trouble) or trouble.min() >= MISSING:
        return None
    chance = np.random.default_rng(dice.getrandbits(32)).random(len(trouble))
    return int(np.argmin(trouble + chance))


def _clear(board: Board, number: int, at: int, resists: Weights, dice: random.Random) -> list[int]:
    """Take off what stands against an option; returns what was taken off."""
    piece = board.pieces[number]
    week, free = int(piece.week[at]), int(piece.free_from[at])
    off = [n for n in piece.before if board.week[n] != OFF and board.free_from(n) > week]
    off += [n for n in piece.after if board.week[n] != OFF and free > board.week[n]]
    off += [n for n in piece.apart if board.week[n] == week]
    off += [n for n, weeks in piece.spans if board.week[n] != OFF and abs(int(board.week[n]) - week) > weeks]
    for other in off:
        board.take_off(other)
    wanted = [(p, n, piece.work_first) for p, n in zip(piece.pools.tolist(), piece.needs.tolist(), strict=True)]
    for pool, need, first in (*wanted, *piece.lines):
        for when in range(int(first[at]), int(piece.work_to[at])):
            while board.people[pool, when] < need:
                taken = _weakest(_at_work(board, pool, when), resists, dice)
                if taken is None:
                    return off
                board.take_off(taken)
                off.append(taken)
    for purse in np.flatnonzero(piece.cash[at] > board.money).tolist() if len(board.money) else ():
        while piece.cash[at, purse] > board.money[purse]:
            taken = _weakest(_payers(board, purse), resists, dice)
            if taken is None:
                return off
            board.take_off(taken)
            off.append(taken)
    return off


def _at_work(board: Board, pool: int, week: int) -> Ints:
    found: Ints = np.flatnonzero((board.work_first <= week) & (week < board.work_to) & board.draws[:, pool])
    return found


def _payers(board: Board, purse: int) -> Ints:
    on = np.flatnonzero(board.week != OFF)
    return np.array([n for n in on.tolist() if board.pieces[n].cash[board.position[n], purse] > 0], dtype=np.int64)


def _weakest(numbers: Ints, resists: Weights, dice: random.Random) -> int | None:
    """One that resists little and is not held; None where there is none."""
    free = [n for n in numbers.tolist() if resists[n] < HELD]
    return min(free, key=lambda n: resists[n] * (0.5 + dice.random()), default=None)
