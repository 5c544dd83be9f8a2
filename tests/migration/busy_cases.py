"""Programmes that have a plan by construction, and people for hardly anything but that plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_FLOOR, Decimal

from plan_cases import team, with_programme

from migration.model import Absence
from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.problem import Problem

FTE = Decimal(3)


def busy(given: PlanInputs, weeks: list[int], spare: Decimal) -> PlanInputs:
    """The same inputs, with people only when a schedule needs them, and `spare` full-time equivalents besides.

    The schedule has task after task in the first week from that of `weeks` on that is open, in turn. All work is that
    of one skill. Programmes in which that leaves a task without a week are returned with the team they would have.
    """
    roomy = with_programme(given, teams=(team(fte=str(FTE)),))
    problem = assemble(ground(roomy)).problem
    board = Board(problem, frozenset())
    for number in sorted(range(len(board.pieces)), key=lambda n: board.depth[n]):
        opened = board.open_places(number).nonzero()[0]
        late = [at for at in opened.tolist() if board.pieces[number].week[at] >= weeks[number % len(weeks)]]
        if len(opened):
            board.place(number, late[0] if late else int(opened[-1]))
    if any(at is None for at in board.position):
        return roomy
    return with_programme(given, teams=(replace(team(fte=str(FTE)), absence=_away(problem, board, spare)),))


def _away(problem: Problem, board: Board, spare: Decimal) -> tuple[Absence, ...]:
    """Who is not needed in a week is away."""
    found = []
    for week, monday in enumerate(problem.weeks):
        have, left = problem.pools[0].have[week], int(board.people[0, week])
        fte = (FTE * left / have - spare).quantize(Decimal("0.01"), ROUND_FLOOR)
        if fte > 0:
            found.append(Absence(starts=monday, ends=monday + timedelta(days=6), fte=fte))
    return tuple(found)
