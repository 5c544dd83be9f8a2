"""A first plan where people are busy: everything is put as early as it can be, then as late, and so on.

What found no place has its turn before the others the next time. Sources of the method: things are put off as far as
they go and drawn forward again (V. Valls, F. Ballestín and S. Quintanilla, Justification and RCPSP: a technique that
pays, 2005); what gave trouble comes first (D. Joslin and D. Clements, Squeaky wheel optimization, 1999).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import numpy as np

from migration.plan.board import Board
from migration.plan.pieces import OFF
from migration.plan.rebuild import restore
from migration.plan.solve import SEED

FEWEST, PASSES, PLACED = 24, 120, 60_000
"""Passes before it is given up: as many as place so many tasks, but not fewer or more than this. Of 558 tasks whose
people are busy for two thirds of their days, 11 were enough."""

PATIENCE = 12
"""After so many passes without a better one, tasks get new turns."""

AHEAD = 8.0
"""Weeks, at the most, by which a task without a place has its turn earlier the next time."""

FORGOTTEN = 0.7
"""What is left of that after a pass in which the task found a place."""

HOPELESS = 0.4
"""Where more than this part of the tasks has no place after the first passes, there may be no plan at all."""


def to_and_fro(board: Board, numbers: Sequence[int], go_on: Callable[[], bool]) -> bool:
    """Put these tasks on the board; True when each has a place. Else those stay that were on it in the best pass.

    Repeatable where `go_on` is: it is asked after each of the first passes.
    """
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses whose turn it is, not secrets
    turns, ahead = _turns(board, 1.0, 0.0, dice), [0.0] * len(board.pieces)
    best, kept, since = len(board.pieces) + 1, list(board.position), 0
    for done in range(max(FEWEST, min(PASSES, PLACED // max(1, len(numbers))))):
        back = done % 2 == 1
        lost = _pass(board, numbers, _with_lead(board, turns, ahead, back), back)
        if len(lost) < best:
            best, kept, since = len(lost), list(board.position), done
        if not lost or (done >= PATIENCE and best > HOPELESS * len(numbers)) or not go_on():
            break
        if done - since >= PATIENCE:
            turns, since = _turns(board, dice.random(), dice.random(), dice), done
        else:
            turns = [float(week) if week != OFF else turn for week, turn in zip(board.week, turns, strict=True)]
        missing = set(lost)
        for number in numbers:
            ahead[number] = ahead[number] + AHEAD * dice.random() if number in missing else ahead[number] * FORGOTTEN
    restore(board, kept, range(len(kept)))
    return best == 0


def _turns(board: Board, late: float, stray: float, dice: random.Random) -> list[float]:
    """A week for each task between its first and its last: the nearer `late` is to 1, the nearer to its last. Where
    tasks `stray`, each by a part of a quarter of the plan."""
    stray *= len(board.problem.weeks) / 4
    return [
        (1 - late) * first + late * last + dice.uniform(-stray, stray)
        for first, last in zip(board.earliest, board.latest, strict=True)
    ]


def _with_lead(board: Board, turns: Sequence[float], ahead: Sequence[float], back: bool) -> list[float]:
    """The turns, with those ahead that had no place, and all they wait for; `back`: all that wait for them."""
    found = [turn + lead if back else turn - lead for turn, lead in zip(turns, ahead, strict=True)]
    for number in sorted(range(len(found)), key=lambda n: board.depth[n], reverse=not back):
        for other in board.pieces[number].after if back else board.pieces[number].before:
            found[other] = max(found[other], found[number]) if back else min(found[other], found[number])
    return found


def _pass(board: Board, numbers: Sequence[int], turns: Sequence[float], back: bool) -> list[int]:
    """Place each in its turn as early as it can be, or `back`: from the last turn on, as late. Returns those without a
    place."""
    lost = []
    for number in numbers:
        board.take_off(number)
    for number in sorted(numbers, key=lambda n: (turns[n], board.depth[n], n), reverse=back):
        places = np.flatnonzero(board.open_places(number))
        if len(places):
            week = board.pieces[number].week[places]
            board.place(number, int(places[np.argmax(week) if back else np.argmin(week)]))
        else:
            lost.append(number)
    return lost
