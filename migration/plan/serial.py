"""A first plan: task after task, each as near as can be to the week it wants, after all that it waits for."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np

from migration.plan.board import Board
from migration.plan.pieces import Piece


def place_in_turn(board: Board, numbers: Collection[int], wanted: Mapping[str, float], backwards: bool = False) -> int:
    """Put tasks on the board; returns how many found no place.

    `wanted` gives a week by task id, infinity for one to be left out. A task comes after all that it waits for
    (`backwards`: before all that wait for it), so no two leave a third that stands between them without room. From the
    last back suits a programme in which all is put off to the end.
    """
    aim = aims(board, wanted, backwards)
    lost = 0
    for number in sorted(numbers, key=lambda n: (aim[n], board.depth[n], n), reverse=backwards):
        if board.pieces[number].task.must or not math.isinf(aim[number]):
            lost += not place_near(board, number, aim[number])
    return lost


def place_near(board: Board, number: int, aim: float) -> bool:
    """Put a task on the open place nearest to a week; False where no place is open."""
    places = np.flatnonzero(board.open_places(number))
    if len(places):
        away = np.abs(board.pieces[number].week[places] - min(aim, len(board.problem.weeks)))
        board.place(number, int(places[np.argmin(away)]))
    return bool(len(places))


def aims(board: Board, wanted: Mapping[str, float], backwards: bool = False) -> list[float]:
    """The wanted weeks, put off where a task that must come before is wanted later (`backwards`: brought forward where
    one that waits for it is wanted earlier)."""
    aim = [wanted[piece.task.id] for piece in board.pieces]
    for number in sorted(range(len(board.pieces)), key=lambda n: board.depth[n], reverse=backwards):
        piece = board.pieces[number]
        for other in piece.after if backwards else piece.before:
            if not math.isinf(aim[other]):
                before, after = aim[other] - lag(piece), aim[other] + lag(board.pieces[other])
                aim[number] = min(aim[number], before) if backwards else max(aim[number], after)
    return aim


def lag(piece: Piece) -> int:
    """Weeks from the week a task is decided in until what waits for it may be."""
    return int(piece.free_from[0] - piece.week[0]) if len(piece.week) else 0
