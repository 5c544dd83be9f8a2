"""A plan for a problem that differs a little from one that was planned: start from those dates and rebuild."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from migration.plan.answer import Answer, settled
from migration.plan.board import Board
from migration.plan.budget import Clock, Told
from migration.plan.left_out import only_whole
from migration.plan.mended import mended
from migration.plan.pieces import MISSING, OFF
from migration.plan.problem import Need, Problem
from migration.plan.rebuild import rebuild
from migration.plan.ways import filled, going

ROUNDS_A_TASK = 25
"""How often parts of each further plan are rebuilt for each task, when no time is set."""

FEWEST_ROUNDS = 50
"""However short the time, so often."""


def near(
    problem: Problem, start: Answer, rounds: int, go_on: Callable[[int], bool] = lambda _round: True
) -> Answer | None:
    """The best dates met in so many rounds from those of `start`; what does not fit there any more is placed anew.

    None where something that must be done found no place, or a ceiling is broken: there may be a plan all the same.
    `start` answers a problem with the same tasks and the same options.
    """
    return near_weeks(problem, weeks_of(problem, start), start.extended, rounds, go_on)


def weeks_of(problem: Problem, answer: Answer) -> dict[str, int]:
    """The week of each task that a plan has."""
    return {t.id: int(t.options.week[at]) for t in problem.tasks if (at := answer.positions[t.id]) is not None}


def near_weeks(
    problem: Problem,
    weeks: Mapping[str, int],
    extended: frozenset[Need],
    rounds: int,
    go_on: Callable[[int], bool] = lambda _round: True,
) -> Answer | None:
    """As `near`, from the week that each task had; one without was not in the plan. What went whole goes whole."""
    board = _as_before(problem, weeks, extended)
    wanted = {task.id: float(weeks.get(task.id, np.inf)) for task in board.problem.tasks}
    rebuild(board, wanted, rounds, go_on)
    return _answer(problem, board)


def mended_weeks(
    problem: Problem, weeks: Mapping[str, int], extended: frozenset[Need], once_gbp: int, go_on: Callable[[], bool]
) -> Answer | None:
    """As `near_weeks`, with nothing changed but what must be, and what makes room for it: each of these pays `once_gbp`
    besides. None where no room was found, or not in the rounds that `go_on` allows."""
    board = _as_before(problem, weeks, extended)
    return _answer(problem, board) if mended(board, extended, weeks, once_gbp, go_on) else None


def _as_before(problem: Problem, weeks: Mapping[str, int], extended: frozenset[Need]) -> Board:
    """A board with all that still fits in its week. What has one date only comes first: the rest must make room."""
    board = Board(going(problem, {either.whole for either in problem.eithers} & weeks.keys()), extended)
    for number in sorted(range(len(board.pieces)), key=lambda n: (len(board.pieces[n].week) > 1, board.depth[n], n)):
        piece = board.pieces[number]
        found = np.flatnonzero((piece.week == weeks.get(piece.task.id, OFF)) | (len(piece.week) == 1))
        if len(found) and board.open_places(number)[found[0]]:
            board.place(number, int(found[0]))
    return board


def _answer(problem: Problem, board: Board) -> Answer | None:
    """The plan on a board, with the contracts that suit it; None where something that must be done is missing, or no
    choice of contracts keeps the ceilings. A package that is not whole leaves the plan."""
    if board.choosing.asked:
        only_whole(board, range(len(board.pieces)))
    if board.cost() >= MISSING:
        return None
    placed = {task.id: at for task, at in zip(board.problem.tasks, board.position, strict=True)}
    return settled(problem, filled(problem, placed))


class Again:
    """Plans again near a plan, within a count of rounds or a share of the time, and says so."""

    def __init__(self, problem: Problem, runs: int, seconds: float | None, clock: Clock | None, say: Told) -> None:
        """For so many runs; half of `seconds` is theirs in equal shares."""
        self._rounds = ROUNDS_A_TASK * len(problem.tasks)
        self._clock, self._say = clock, say
        self._share = seconds / 2 / runs if seconds is not None else None

    def find(self, name: str, problem: Problem, start: Answer) -> Answer | None:
        """The best plan met for this problem; None where none was."""
        answer = near(problem, start, self._rounds, self._go_on())
        self._say(f"{name}: planned" if answer is not None else f"{name}: no plan was found")
        return answer

    def _go_on(self) -> Callable[[int], bool]:
        if self._share is None or self._clock is None:
            return lambda _round: True
        clock, until = self._clock, self._clock() + self._share
        return lambda done: done < FEWEST_ROUNDS or clock() < until
