"""Rebuilding leaves nothing on the board that waits for work which is not."""

from __future__ import annotations

import random
from decimal import Decimal

from plan_cases import apps, initiative, inputs, own_servers

from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.left_out import without_what_they_wait_for
from migration.plan.moves import ground
from migration.plan.rebuild import rebuild


def chain() -> Board:
    """Three pieces of scored work, each waiting for the one before."""
    works = (
        initiative("base", must_do=False, scores={"value": Decimal(1)}),
        initiative("middle", must_do=False, scores={"value": Decimal(9)}, depends_on=("base",)),
        initiative("top", must_do=False, scores={"value": Decimal(9)}, depends_on=("middle",), duration_weeks=5),
    )
    given = inputs(own_servers(apps("rates")), initiatives=works, scoring={"value": Decimal(30)})
    return Board(assemble(ground(given)).problem, frozenset())


def test_what_waits_for_work_that_is_left_out_leaves_the_board_too() -> None:
    board = chain()
    number = {piece.task.id: n for n, piece in enumerate(board.pieces)}
    for name in ("base", "middle", "top"):
        place = next(at for at, open_ in enumerate(board.open_places(number[name])) if open_)
        board.place(number[name], place)
    board.take_off(number["base"])
    assert without_what_they_wait_for(board, [number["base"]]) == [number["middle"], number["top"]]
    assert [board.position[number[name]] for name in ("base", "middle", "top")] == [None, None, None]


def test_what_was_rebuilt_waits_for_what_is_there() -> None:
    for seed in range(5):
        board = chain()
        wanted = {piece.task.id: random.Random(seed).uniform(0, 20) for piece in board.pieces}
        kept = rebuild(board, wanted, 200)
        for n, piece in enumerate(board.pieces):
            assert kept[n] is None or all(kept[other] is not None for other in piece.before)
