"""Finding a plan by rebuilding parts of it: take related tasks off the board, put each back on its cheapest place.

Source of the method: G. Schrimpf and others, Record breaking optimization results using the ruin and recreate
principle, 2000, with threshold accepting.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from migration.plan.board import MISSING, Board
from migration.plan.solve import SEED

LARGEST = 12
"""Most tasks taken off at once."""

FIRST_THRESHOLD = 0.004
"""A plan this much dearer is still accepted at the start; the margin falls to nothing."""


def rebuild(
    board: Board, wanted: Mapping[str, float], rounds: int, go_on: Callable[[int], bool] = lambda _round: True
) -> list[int | None]:
    """Improve the board in place for so many rounds; returns the best positions met (None: left out).

    Repeatable: the dice have a fixed seed. Starts by placing what is off the board in the order it is wanted.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what to rebuild, not secrets
    first = [n for n, at in enumerate(board.position) if at is None]
    _put_back(board, sorted(first, key=lambda n: (_depth(board, n), wanted[board.pieces[n].task.id], n)), dice, 0.0)
    closeness = _closeness(board)
    now = best = board.cost()
    kept = list(board.position)
    for turn in range(rounds):
        if not go_on(turn):
            break
        before = list(board.position)
        taken = _related(board, dice, closeness)
        for number in taken:
            board.take_off(number)
        _put_back(board, _order(board, taken, dice), dice, 0.05)
        cost = board.cost()
        margin = min(now, MISSING) * FIRST_THRESHOLD * (1 - turn / rounds)
        if cost <= now + margin * dice.random():
            now = cost
            if cost < best:
                best, kept = cost, list(board.position)
        else:
            restore(board, before, taken)
    restore(board, kept, range(len(kept)))
    return kept


def restore(board: Board, positions: list[int | None], numbers: range | list[int]) -> None:
    """Put tasks back where they were."""
    for number in numbers:
        board.take_off(number)
    for number in numbers:
        at = positions[number]
        if at is not None:
            board.place(number, at)


def _put_back(board: Board, numbers: list[int], dice: random.Random, blink: float) -> None:
    """Place each on its cheapest open place; now and then the best is overlooked, so that turns differ."""
    for number in numbers:
        piece = board.pieces[number]
        places = np.flatnonzero(board.open_places(number))
        if not len(places):
            continue
        ranked = places[np.argsort(piece.cost[places], kind="stable")]
        chosen = next((int(at) for at in ranked[:8] if dice.random() >= blink), int(ranked[0]))
        if piece.cost[chosen] < piece.unplaced:
            board.place(number, chosen)


def _depth(board: Board, number: int) -> int:
    """How many tasks in a row must come before."""
    below = [_depth(board, other) for other in board.pieces[number].before]
    return 1 + max(below) if below else 0


def _order(board: Board, taken: list[int], dice: random.Random) -> list[int]:
    """Never before what it waits for; else the dearest to leave waiting first, or by chance."""
    kind = dice.random()
    chance = {n: dice.random() for n in taken}
    spread = {n: int(np.ptp(board.pieces[n].cost)) if len(board.pieces[n].cost) else 0 for n in taken}
    left = sorted(taken, key=lambda n: (-spread[n], n) if kind < 0.5 else (chance[n], n))
    done: list[int] = []
    while left:
        ready = next((n for n in left if not set(board.pieces[n].before) & set(left)), left[0])
        left.remove(ready)
        done.append(ready)
    return done


def _related(board: Board, dice: random.Random, closeness: NDArray[np.float64]) -> list[int]:
    """Some tasks near one in time, or fighting for the same people, with all that must be placed and is not."""
    off = [n for n, at in enumerate(board.position) if at is None]
    on = [n for n, at in enumerate(board.position) if at is not None]
    if not on:
        return off
    size = dice.randint(2, LARGEST)
    centre = dice.choice(off if off and dice.random() < 0.3 else on)
    weeks = np.array([board.pieces[n].week[board.position[n]] for n in on])
    at = board.position[centre]
    apart = np.abs(weeks - board.pieces[centre].week[at]) if at is not None else np.full(len(on), 20)
    chance = np.array([0.5 + dice.random() for _ in on])
    near = np.argsort((1 + apart) / closeness[centre, on] * chance, kind="stable")[:size]
    must = [n for n in off if board.pieces[n].task.must]
    some = dice.sample(off, min(len(off), 4))
    return sorted({*(on[n] for n in near), *must, *some})


def _closeness(board: Board) -> NDArray[np.float64]:
    """How much two tasks have to do with each other: people they share, and whether one waits for the other."""
    pools = [frozenset(pool for pool, _ in piece.needs) for piece in board.pieces]
    linked = [{*piece.before, *piece.after} for piece in board.pieces]
    count = range(len(board.pieces))
    return np.array([[(1 + len(pools[a] & pools[b])) * (4.0 if b in linked[a] else 1.0) for b in count] for a in count])
