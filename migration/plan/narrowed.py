"""Weeks that no plan can use are closed: what each task waits for, and what waits for it, leaves it fewer of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from migration.plan.board import Board, enough
from migration.plan.pieces import Piece


def narrowed(board: Board, needed: frozenset[int]) -> None:
    """Raise `earliest` and lower `latest` of an empty board by the dates that money and people leave each task alone.

    `needed` are the numbers of the tasks that must be done, and of those that they wait for. A task without any date
    keeps the weeks it had.
    """
    alone = [_alone(board, piece) for piece in board.pieces]
    by_depth = sorted(range(len(board.pieces)), key=lambda n: board.depth[n])
    for number in by_depth:
        piece, left = board.pieces[number], _left(board, number, alone[number])
        if left.any():
            board.earliest[number] = int(piece.week[left].min())
            free = int(piece.free_from[left].min())
            for later in piece.after:
                board.earliest[later] = max(board.earliest[later], free)
    for number in reversed(by_depth):
        piece, left = board.pieces[number], _left(board, number, alone[number])
        for later in needed.intersection(piece.after):
            left &= piece.free_from <= board.latest[later]
        if left.any():
            board.latest[number] = int(piece.week[left].max())


def _alone(board: Board, piece: Piece) -> NDArray[np.bool_]:
    """Which options a task could take if it were the only one."""
    fits: NDArray[np.bool_] = np.all(piece.cash <= board.money, axis=1)
    if len(piece.pools) and len(piece.week):
        fits &= enough(board.people[piece.pools] < piece.needs[:, None], piece.work_first, piece.work_to)
    for pool, need, first in piece.lines:
        fits &= enough(board.people[pool : pool + 1] < need, first, piece.work_to)
    return fits


def _left(board: Board, number: int, alone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    week = board.pieces[number].week
    found: NDArray[np.bool_] = alone & (week >= board.earliest[number]) & (week <= board.latest[number])
    return found
