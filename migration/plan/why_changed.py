"""Why a date of the plan before did not stay: what stands against it in the new plan, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from migration.dates import WEEK, monday
from migration.model import Plan
from migration.plan.board import Board
from migration.plan.difference import Change, Subject
from migration.plan.inputs import PlanInputs
from migration.plan.today import assembled_today
from migration.plan.whole_or_parts import as_planned

FIXED = "you fixed this date"
CLOSED = "no longer a date it may have: the day has passed, or waves.yaml or the calendar closes it"
GONE = "it is in one of the two plans only"
CHOSEN = "its old date is free again, and cost more, or others were moved first"


def why_changed(inputs: PlanInputs, after: Plan, found: Iterable[Change]) -> Mapping[Subject, str]:
    """For each change, what stands against its old date with the rest of the new plan as it is. `inputs` are those of
    the new plan, with the one before as `previous`."""
    assembled = assembled_today(as_planned(inputs, after))
    problem = assembled.problem
    taken = {(end.contract_id, n) for end in after.contracts for n in range(1, end.extensions + 1)}
    board = Board(problem, frozenset(taken))
    starts = {move.group_id: monday(move.cut_over) for move in after.moves}
    starts |= {slot.initiative_id: monday(slot.starts) for slot in after.initiatives}
    number = {piece.task.id: n for n, piece in enumerate(board.pieces)}
    for name, day in sorted(starts.items()):
        at = _option(board, number[name], (day - problem.weeks[0]) // WEEK) if name in number else None
        if at is not None:
            board.place(number[name], at)
    return {(change.kind, change.subject): _why(board, number.get(change.subject), change) for change in found}


def _why(board: Board, number: int | None, change: Change) -> str:
    if number is None or change.before is None or change.after is None:
        return GONE
    piece, now = board.pieces[number], board.position[number]
    if len(piece.week) == 1:
        return FIXED if piece.task.pinned else CLOSED
    at = _option(board, number, (monday(change.before) - board.problem.weeks[0]) // WEEK)
    if at is None:
        return CLOSED
    if now is not None:
        board.take_off(number)
    why = CHOSEN if board.open_places(number)[at] else board.in_the_way(number, at)
    if now is not None:
        board.place(number, now)
    return why


def _option(board: Board, number: int, week: int) -> int | None:
    found = np.flatnonzero(board.pieces[number].week == week)
    return int(found[0]) if len(found) else None
