"""Finding a plan by rebuilding parts of it: take related tasks off the board, put each back on its cheapest place.

Source of the method: G. Schrimpf and others, Record breaking optimization results using the ruin and recreate
principle, 2000, with threshold accepting.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from migration.plan.board import Board
from migration.plan.left_out import only_whole
from migration.plan.pieces import MISSING, OFF
from migration.plan.solve import SEED

LARGEST = 12
"""Most tasks taken off at once."""

MOST_WAITING = 50
"""Of the tasks that must be done and have no place yet, so many are tried at once."""

PATIENCE = 600
"""After so many rounds without a better plan, the best one is taken up again."""

ATTEMPTS = 3
"""How often the tasks taken off are tried in another order before the round is given up."""

BLINK, BARRED = 0.05, 0.25
"""How often the cheapest place is overlooked, and a task may not go back to where it was."""

FIRST_THRESHOLD = 0.004
"""A plan this much dearer is still accepted at the start; the margin falls to nothing."""


def rebuild(
    board: Board,
    wanted: Mapping[str, float],
    rounds: int,
    go_on: Callable[[int], bool] = lambda _round: True,
    scarcity: Mapping[str, list[float]] | None = None,
) -> list[int | None]:
    """Improve the board in place for so many rounds; returns the best positions met (None: left out).

    Repeatable: the dice have a fixed seed. Starts by placing what is off the board in the order it is wanted.
    `scarcity` gives, by task, what each option costs when what it takes from others is counted in: half of the
    rounds go by that, half by the option's own cost.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what to rebuild, not secrets
    first = [n for n, at in enumerate(board.position) if at is None]
    own = [piece.cost.astype(np.float64) for piece in board.pieces]
    shared = [np.array((scarcity or {}).get(p.task.id) or p.cost, dtype=np.float64) for p in board.pieces]
    ahead, wanted = _ahead(board, wanted), board.leading.wanted(wanted, board.earliest)
    first.sort(key=lambda n: (n not in ahead, board.depth[n], wanted[board.pieces[n].task.id], n))
    _put_back(board, shared, first, dice, 0.0, {})
    closeness = _closeness(board)
    now = best = board.cost()
    kept, since = list(board.position), 0
    for turn in range(rounds):
        if not go_on(turn):
            break
        before = list(board.position)
        taken = board.choosing.together(_related(board, dice, closeness))
        for number in taken:
            board.take_off(number)
        barred = {n: before[n] for n in taken if dice.random() < BARRED}
        costs = own if dice.random() < 0.5 else shared
        taken += _put_back(board, costs, _order(board, taken, dice), dice, BLINK, barred)
        cost = board.cost()
        margin = min(now, MISSING) * FIRST_THRESHOLD * (1 - turn / rounds)
        if cost <= now + margin * dice.random():
            now = cost
            if cost < best:
                best, kept, since = cost, list(board.position), turn
        else:
            restore(board, before, taken)
        if turn - since > PATIENCE:
            restore(board, kept, range(len(kept)))
            now, since = best, turn
    restore(board, kept, range(len(kept)))
    return kept


def _ahead(board: Board, wanted: Mapping[str, float]) -> set[int]:
    """The pilots, and all that they wait for: without them nothing else has a place."""
    ahead = board.leading.pilots(wanted, board.earliest)
    for number in ahead:
        ahead += [other for other in board.pieces[number].before if other not in ahead]
    return set(ahead)


def restore(board: Board, positions: list[int | None], numbers: range | list[int]) -> None:
    """Put tasks back where they were."""
    for number in numbers:
        board.take_off(number)
    for number in numbers:
        at = positions[number]
        if at is not None:
            board.place(number, at)


def _put_back(
    board: Board,
    costs: list[NDArray[np.float64]],
    numbers: list[int],
    dice: random.Random,
    blink: float,
    barred: Mapping[int, int | None],
) -> list[int]:
    """Place each on its cheapest open place, but not where it is barred; now and then the best is overlooked.

    When one that must be done finds none, all are taken off again and it goes first. Returns what else had to leave the
    board, because it waits for one that found no place, or is in a package with one.
    """
    for _ in range(ATTEMPTS):
        for number in numbers:
            _put(board, costs, number, dice, blink, barred.get(number))
        lost = [n for n in numbers if board.position[n] is None and board.pieces[n].task.must]
        if not lost:
            break
        for number in numbers:
            board.take_off(number)
        numbers, barred = [*lost, *(n for n in numbers if n not in lost)], {}
    else:
        for number in numbers:
            _put(board, costs, number, dice, 0.0, None)
    return only_whole(board, numbers)


def _put(
    board: Board,
    costs: list[NDArray[np.float64]],
    number: int,
    dice: random.Random,
    blink: float,
    barred: int | None,
) -> None:
    piece = board.pieces[number]
    places = np.flatnonzero(board.open_places(number))
    if not len(places):
        return
    more = board.besides(number)
    ranked = places[np.argsort((costs[number] + more)[places], kind="stable")]
    chosen = next((at for at in ranked[:8].tolist() if at != barred and dice.random() >= blink), int(ranked[0]))
    # What a package is worth shows when all of it has a place.
    if number in board.choosing.package_of or piece.cost[chosen] + more[chosen] < piece.unplaced:
        board.place(number, chosen)


def _order(board: Board, taken: list[int], dice: random.Random) -> list[int]:
    """As named, the dearest to leave waiting first, or by chance; mostly after what each waits for, at times before."""
    kind = dice.random()
    chance = {n: dice.random() for n in taken}
    spread = {n: int(np.ptp(board.pieces[n].cost)) if len(board.pieces[n].cost) else 0 for n in taken}
    left = list(taken)
    if kind < 0.6:
        left.sort(key=lambda n: (-spread[n], n) if kind < 0.3 else (chance[n], n))
    if dice.random() < 0.3:
        return left
    done: list[int] = []
    while left:
        ready = next((n for n in left if not set(board.pieces[n].before) & set(left)), left[0])
        left.remove(ready)
        done.append(ready)
    return done


def _related(board: Board, dice: random.Random, closeness: NDArray[np.float64]) -> list[int]:
    """Tasks to take off: near one in time and people, or in the way of one that would be cheaper elsewhere.

    What must be placed and is not comes along. In the second case the one to be helped is named first.
    """
    off = np.flatnonzero(board.week == OFF).tolist()
    on = np.flatnonzero(board.week != OFF)
    must = [n for n in off if board.pieces[n].task.must]
    if len(must) > MOST_WAITING:
        must = dice.sample(must, MOST_WAITING)
    some = dice.sample(off, min(len(off), 3))
    if not len(on):
        return off
    size = dice.randint(2, LARGEST)
    if must and dice.random() < 0.5:
        return list(dict.fromkeys([*must, *_around(board, dice.choice(must), size), *some]))
    if dice.random() < 0.5:
        centre = _regretted(board, dice)
        near = _in_the_way(board, centre, dice, closeness)[:size]
        return list(dict.fromkeys([*must, centre, *near, *some]))
    centre = dice.choice(off if off and dice.random() < 0.3 else on.tolist())
    at = board.week[centre]
    apart = np.abs(board.week[on] - at) if at != OFF else np.full(len(on), 20)
    # One throw of the dice seeds a whole array of them: a thousand single ones would take most of the time.
    chance = np.random.default_rng(dice.getrandbits(32)).uniform(0.5, 1.5, len(on))
    near = on[np.argsort((1 + apart) / closeness[centre, on] * chance, kind="stable")[:size]].tolist()
    return sorted({*near, *must, *some})


def _around(board: Board, centre: int, size: int) -> list[int]:
    """The tasks on the board nearest to one by what waits for what: they may leave it no room."""
    found, seen = [centre], {centre}
    for number in found:
        linked = [*board.pieces[number].before, *board.pieces[number].after]
        fresh = [n for n in linked if n not in seen]
        seen.update(fresh)
        found += fresh
        if len(found) > size:
            break
    return found[: size + 1]


def _regretted(board: Board, dice: random.Random) -> int:
    """A task that costs more where it is than at its best: the larger the difference, the likelier."""
    total = np.cumsum(board.regret)
    return int(np.searchsorted(total, dice.random() * total[-1], side="right"))


def _in_the_way(board: Board, centre: int, dice: random.Random, closeness: NDArray[np.float64]) -> list[int]:
    """Tasks that work when the centre would, at a date between here and its cheapest; those it waits for first."""
    piece, now = board.pieces[centre], board.position[centre]
    best = int(np.argmin(piece.cost))
    aim = dice.randint(min(best, now or 0), max(best, now or 0))
    first, last = int(piece.work_first[aim]), int(piece.work_to[aim])
    waits = [n for n in piece.before if board.week[n] != OFF and board.free_from(n) > piece.week[aim]]
    overlap = (board.work_first < last) & (board.work_to > first) & (board.shared_pools[centre] > 0)
    overlap[[centre, *waits]] = False
    near = np.flatnonzero(overlap)
    chance = np.random.default_rng(dice.getrandbits(32)).random(len(near)) / closeness[centre, near]
    return [*waits, *near[np.argsort(chance, kind="stable")].tolist()]


def _closeness(board: Board) -> NDArray[np.float64]:
    """How much two tasks have to do with each other: people they share, and whether one waits for the other."""
    close: NDArray[np.float64] = 1.0 + board.shared_pools.astype(np.float64)
    for number, piece in enumerate(board.pieces):
        linked = [*piece.before, *piece.after, *board.together.others(number)]
        close[number, linked] *= 4.0
    return close
