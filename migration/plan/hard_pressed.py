"""Dates for all that must be done where people and money leave little room: for when placing all in turn left some out.

What it costs is not looked at: that is for those who improve the plan.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from migration.plan.board import Board
from migration.plan.fit_in import fit_in
from migration.plan.make_room import place_all
from migration.plan.narrowed import narrowed
from migration.plan.problem import Need, Problem
from migration.plan.rebuild import restore
from migration.plan.to_and_fro import to_and_fro

FEW_ROUNDS = 1
"""Rounds of making room, for each task, near the weeks that are wanted: with weeks closed that no plan can use that is
often enough, and the plan is cheaper."""


def hard_pressed(
    board: Board,
    extended: frozenset[Need],
    stops: Mapping[str, int] | None,
    wanted: Mapping[str, float],
    go_on: Callable[[], bool],
) -> bool:
    """Place all that must be done on a board with these extensions and `stops`, whatever is on it; True when all has a
    place. Else it stays as it was.

    `wanted` gives a week by task id. What no must-do work waits for is left out.
    """
    needed = _needed(board)
    at = Board(_all_must(board.problem, needed), extended, stops)
    narrowed(at, needed)
    numbers = sorted(needed)
    placed = place_all(at, wanted, FEW_ROUNDS * len(needed))
    if placed or to_and_fro(at, numbers, go_on) or fit_in(at, numbers, go_on):
        found = [position if n in needed else None for n, position in enumerate(at.position)]
        restore(board, found, range(len(found)))
        return True
    return False


def _needed(board: Board) -> frozenset[int]:
    """The numbers of what must be done, and of all it waits for."""
    found = {n for n, piece in enumerate(board.pieces) if piece.task.must}
    for number in sorted(range(len(board.pieces)), key=lambda n: -board.depth[n]):
        if number in found:
            found.update(board.pieces[number].before)
    return frozenset(found)


def _all_must(problem: Problem, needed: frozenset[int]) -> Problem:
    """The problem in which nothing that is needed may be left out."""
    tasks = (replace(task, must=True) if n in needed else task for n, task in enumerate(problem.tasks))
    return replace(problem, tasks=tuple(tasks))
