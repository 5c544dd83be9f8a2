"""Mending a plan that no longer fits: what has lost its place gets another, what stands around it makes room,
and all else keeps its date.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from migration.plan.board import Board, enough
from migration.plan.hard_pressed import hard_pressed
from migration.plan.make_room import make_room
from migration.plan.pieces import OFF, Piece
from migration.plan.problem import Ints, Need, Task
from migration.plan.put_back import Places, best_places, only
from migration.plan.rebuild import restore
from migration.plan.serial import place_in_turn
from migration.plan.solve import Effort

RINGS = ((0, 0), (10, 4), (20, 8), (40, 16))
"""How many tasks may make room, and how many weeks earlier or later each may go for it. The first that is enough is
taken, unless the next is cheaper."""

FEW = 10
"""Up to so many tasks without a place, rings are looked through: of more, none was enough where people are busy."""

STEP_WORK = 0.5
"""Deterministic work for one ring."""

ROOM_ROUNDS = 5
"""Rounds of making room, for each task."""

ONCE_WEEKS = 4
"""How many weeks of shift one more change is worth avoiding."""

HEADING = "room made"
"""The one heading of what a task costs while room is made."""


def mended(
    board: Board, extended: frozenset[Need], weeks: Mapping[str, int], once_gbp: int, go_on: Callable[[], bool]
) -> bool:
    """Place what must be done, or was planned, and is off the board; True when all that must be done has a place.

    `weeks` are those of the plan before, by task id, and `extended` the extensions of the board. First the smallest
    ring that is enough is looked for. Where many have lost their place, others make room one for the other; then all is
    placed anew, each as near as can be to its week. Of the last two that counts which has fewer weeks of change, each
    change counting some weeks besides.

    In a ring, who makes room pays `once_gbp` besides what the options of the board's problem cost, and gains nothing by
    it: a saving that was there before is no reason to change now. Repeatable where `go_on` is.
    """
    lost = _lost(board, weeks)
    if not lost or (len(lost) <= FEW and _placed(board, weeks, lost, once_gbp, go_on)):
        return True
    wanted = {piece.task.id: float(weeks.get(piece.task.id, math.inf)) for piece in board.pieces}
    start, every = list(board.position), range(len(board.pieces))
    found = []
    if _with_room(board, weeks, lost, go_on):
        found.append((_shifted(board, weeks), list(board.position)))
    restore(board, start, every)
    if hard_pressed(board, extended, None, wanted, go_on):
        place_in_turn(board, [n for n in every if board.week[n] == OFF], wanted)
        found.append((_shifted(board, weeks), list(board.position)))
    restore(board, min(found, default=(0, start))[1], every)
    return bool(found)


def _with_room(board: Board, weeks: Mapping[str, int], lost: list[int], go_on: Callable[[], bool]) -> bool:
    """Place what is lost near its week, and let others make room for what is left; True where that is enough."""
    wanted = board.leading.wanted(
        {piece.task.id: float(_aim(board, weeks, n)) for n, piece in enumerate(board.pieces)}, board.earliest
    )
    place_in_turn(board, lost, wanted)
    numbers = [n for n, piece in enumerate(board.pieces) if piece.task.must or board.week[n] != OFF]
    return make_room(board, numbers, wanted, ROOM_ROUNDS * len(numbers), lambda _round: go_on())


def _shifted(board: Board, weeks: Mapping[str, int]) -> int:
    """Weeks of change, and some more for each change. What was planned and is left out shifts to the end."""
    total, end = 0, len(board.problem.weeks)
    for number, piece in enumerate(board.pieces):
        now, then = int(board.week[number]), weeks.get(piece.task.id, OFF)
        if now != then:
            total += ONCE_WEEKS + abs((end if now == OFF else now) - (end if then == OFF else then))
    return total


def _lost(board: Board, weeks: Mapping[str, int]) -> list[int]:
    """What has to find a place, in the order in which it is wanted."""
    off = np.flatnonzero(board.week == OFF).tolist()
    found = [n for n in off if board.pieces[n].task.must or board.pieces[n].task.id in weeks]
    return sorted(found, key=lambda n: (_aim(board, weeks, n), board.depth[n], n))


def _aim(board: Board, weeks: Mapping[str, int], number: int) -> int:
    """The week of a task in the plan before, or the nearest that the rest may leave it; without one, its cheapest."""
    piece = board.pieces[number]
    cheapest = int(piece.week[np.argmin(piece.cost)]) if len(piece.week) else 0
    return max(board.earliest[number], min(board.latest[number], weeks.get(piece.task.id, cheapest)))


def _placed(board: Board, weeks: Mapping[str, int], lost: list[int], once_gbp: int, go_on: Callable[[], bool]) -> bool:
    """Place these in the smallest ring that is enough; True where each that must be done has a place."""
    best, moved = math.inf, list[int]()
    for most, reach in RINGS:
        if not go_on():
            break
        around = list(dict.fromkeys([*moved, *_around(board, weeks, lost, most)]))
        before = {n: board.position[n] for n in (*lost, *around)}
        costs = {n: _costs(board.pieces[n], None if n in lost else weeks, once_gbp) for n in before}
        gbp = _put_back(board, before, costs, {n: weeks.get(board.pieces[n].task.id, OFF) for n in around}, reach)
        if gbp < best:
            best, moved = gbp, [n for n in around if board.week[n] != weeks.get(board.pieces[n].task.id, OFF)]
            continue
        _restore(board, before)
        if best < math.inf:
            break
    return best < math.inf


def _costs(piece: Piece, weeks: Mapping[str, int] | None, once_gbp: int) -> Ints:
    """Pounds of each option of a task without a place, or of one with a place in the plan before of these `weeks`."""
    if weeks is None:
        return piece.cost
    home = weeks.get(piece.task.id, OFF)
    at = np.flatnonzero(piece.week == home)
    then = int(piece.cost[at[0]]) if len(at) else int(piece.cost.min())
    found: Ints = np.maximum(piece.cost - then, 0) + once_gbp * (piece.week != home)
    return found


def _put_back(board: Board, before: Places, costs: Mapping[int, Ints], home: Mapping[int, int], reach: int) -> float:
    """Take these off the board and put them back where that costs least; the pounds of it, infinity where a task that
    must be done finds no place. One with a `home` goes no further from it than `reach` weeks, or stays."""

    def asked(number: int, places: Ints) -> Task:
        return only(board.pieces[number].task, places, {HEADING: costs[number][places]})

    for number in before:
        board.take_off(number)
    kept: dict[int, Ints] = {}
    for number, at in before.items():
        opened = board.open_places(number)
        if number in home:
            opened &= np.abs(board.pieces[number].week - home[number]) <= reach
            opened[at] = True
        kept[number] = np.flatnonzero(opened)
    if any(board.pieces[n].task.must and not len(places) for n, places in kept.items()):
        return math.inf
    found = best_places(board, kept, asked, before, Effort(STEP_WORK))
    if found.status not in ("optimal", "feasible"):
        return math.inf
    total = 0
    for number, place in sorted(found.places.items(), key=lambda one: (board.depth[one[0]], one[0])):
        if place is None:
            total += board.pieces[number].task.left_out_gbp
        elif not board.open_places(number)[place]:
            # Second sites and pilots are no part of the model.
            return math.inf
        else:
            board.place(number, place)
            total += int(costs[number][place])
    return total


def _around(board: Board, weeks: Mapping[str, int], lost: list[int], most: int) -> list[int]:
    """Tasks that may stand in the way of these: bound to them by orders first, then at work about the same weeks,
    sooner those of the same people. None that has one date only."""
    if not most:
        return []
    far = np.full(len(board.pieces), np.inf)
    on = board.week != OFF
    for number in lost:
        piece = board.pieces[number]
        if len(piece.week):
            at = _target(board, number, _aim(board, weeks, number))
            first, last = int(piece.work_first[at]), int(piece.work_to[at])
            gap = np.maximum(np.maximum(board.work_first - last, first - board.work_to), 0)
            far = np.minimum(far, (1.0 + gap) / np.where(board.shared_pools[number] > 0, 3.0, 1.0))
            for steps, other in enumerate(_in_order(board, number, at)):
                far[other] = min(far[other], steps / len(board.pieces))
    far[lost] = np.inf
    far[[n for n, piece in enumerate(board.pieces) if len(piece.week) < 2]] = np.inf
    nearest = np.argsort(far, kind="stable")[:most]
    return [n for n in nearest.tolist() if on[n] and math.isfinite(far[n])]


def _target(board: Board, number: int, aim: int) -> int:
    """The option nearest to a week that the people there are would allow, if nothing else were planned."""
    piece, pools = board.pieces[number], board.problem.pools
    away = np.abs(piece.week - aim).astype(np.float64)
    if len(piece.pools):
        have = np.array([pools[pool].have for pool in piece.pools.tolist()], dtype=np.int64)
        away[~enough(have < piece.needs[:, None], piece.work_first, piece.work_to)] += len(board.problem.weeks)
    return int(np.argmin(away))


def _in_order(board: Board, number: int, at: int) -> list[int]:
    """What must move when a task takes an option: all that it waits for and comes too late, all that waits for it and
    comes too soon, and what these push on, the nearest first."""
    piece = board.pieces[number]
    found: list[int] = []
    ways = [(number, int(piece.week[at]), int(piece.free_from[at]))]
    for this, week, free in ways:
        for other in (*board.pieces[this].before, *board.pieces[this].after):
            its = board.pieces[other]
            first = other in board.pieces[this].before
            late = board.week[other] != OFF and (board.free_from(other) > week if first else board.week[other] < free)
            fits = np.flatnonzero(its.free_from <= week if first else its.week >= free)
            if late and len(fits) and other not in found:
                found.append(other)
                to = int(fits[-1] if first else fits[0])
                ways.append((other, int(its.week[to]), int(its.free_from[to])))
    return found


def _restore(board: Board, before: Places) -> None:
    for number in before:
        board.take_off(number)
    for number, at in before.items():
        if at is not None:
            board.place(number, at)
