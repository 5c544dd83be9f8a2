"""What leaves the board together: what waits for work that is left out, and packages that are not whole or cost more
than they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from migration.plan.board import Board


def without_what_they_wait_for(board: Board, numbers: Sequence[int]) -> list[int]:
    """Take off what waits for one that may be left out and is; returns those that were not in `numbers`."""
    off = []
    lost = [n for n in numbers if board.position[n] is None and not board.pieces[n].task.must]
    for number in lost:
        for later in board.pieces[number].after:
            if board.position[later] is not None:
                board.take_off(later)
                off.append(later)
                lost += [] if board.pieces[later].task.must else [later]
    return [n for n in off if n not in numbers]


def only_whole(board: Board, numbers: Sequence[int]) -> list[int]:
    """As `without_what_they_wait_for`, and with the packages of these tasks: what has no place for all of its members,
    or costs more than leaving it out, leaves the board with all that waits for it."""
    off = without_what_they_wait_for(board, numbers)
    waiting = board.choosing.of([*numbers, *off])
    for package in waiting:
        own = [n for n in package if board.position[n] is not None]
        if own and (len(own) < len(package) or _too_dear(board, package)):
            for number in own:
                board.take_off(number)
            more = [*own, *without_what_they_wait_for(board, own)]
            off += more
            waiting += board.choosing.of(more)
    return [n for n in dict.fromkeys(off) if n not in numbers]


def _too_dear(board: Board, package: Sequence[int]) -> bool:
    """Whether these tasks, with all on the board that waits for them, cost no less than without."""
    held = list(package)
    for number in held:
        held += [n for n in board.pieces[number].after if board.position[n] is not None and n not in held]
    total = 0
    for number in held:
        at = board.position[number]
        assert at is not None, "only what is on the board was taken"
        total += int(board.pieces[number].cost[at]) - board.pieces[number].unplaced
    return total >= 0
