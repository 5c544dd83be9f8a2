"""Plans of large programmes: prices for what is scarce prove the bound and say what to place where."""

from __future__ import annotations

from collections.abc import Callable

from migration.plan.answer import Answer, settled, within_ceilings
from migration.plan.assemble import Assembled
from migration.plan.board import Board
from migration.plan.budget import MOST_TIME, Budget, Told
from migration.plan.dual import Bounded, bounded
from migration.plan.dual_rows import Columns, columns
from migration.plan.hard_pressed import hard_pressed
from migration.plan.make_room import place_all
from migration.plan.pieces import MISSING
from migration.plan.problem import Need, Problem
from migration.plan.proven_short import proven_short
from migration.plan.rebuild import rebuild
from migration.plan.reopened import reopened
from migration.plan.weekly import weekly

STOPS = (1.0, 0.98, 0.95, 0.9)
"""When rolling contracts must stop, as parts of the weeks they would run, for the next try: the first keeps no money
for them, and says how long they would run."""

ROOM_ROUNDS = 5
"""Rounds of making room, for each task, before a plan is given up."""

MIDDLING = 60_000
"""With more dates to choose from than this (about 250 tasks over five years) one round of the relaxation by weeks takes
too long, and so does a model in which most tasks keep their dates: prices and plans are mended without them."""

REBUILT_BY = 0.6
"""The part of a set time after which no more is rebuilt in programmes of middling size: the rest reopens dates."""

FIRST_PRICES, FIRST_ROUNDS = 20, 500
"""Rounds of pricing, and of rebuilding at the most, for a first plan: it says how far prices have to go. Of 5,000
applications, a third of the pricing saved ten seconds, and making room then took 46 more."""


def large(assembled: Assembled, spent: Budget, say: Told) -> tuple[Answer | None, int]:
    """The best plan found, if any, and pounds that no plan goes below. None soon where it is proven that there is
    none."""
    problem = assembled.problem
    say(f"{sum(len(task.options) for task in problem.tasks):,} dates to choose from for {len(problem.tasks):,} tasks")
    at = columns(problem)
    proven = bounded(at, None, lambda done: done < FIRST_PRICES and spent.in_time())
    best = _placed(problem, proven, min(len(problem.tasks), FIRST_ROUNDS), spent)
    if best is not None:
        say(f"a first plan of £{best.objective:,}")
    else:
        say("no plan yet: some work finds no date with the people and the money there are")
        if proven_short(at) is not None:
            return None, proven.bound
    proven = _mended(at, best, proven, spent)
    say(f"proven: no plan costs less than £{proven.bound:,}")
    for rounds in (spent.rounds, spent.rounds // 2):
        if best is not None and not spent.in_time():
            break
        extended = best.extended if best is not None else frozenset()
        found = _placed(problem, proven, rounds, spent, extended, best is not None)
        if found is not None and (best is None or found.objective < best.objective):
            best = found
            say(f"a plan of £{found.objective:,}")
        if found is None or found.extended == extended:
            break
    if best is not None and _middling(problem):
        return reopened(problem, best, proven.bound, spent, say)
    return best, proven.bound


def _middling(problem: Problem) -> bool:
    return sum(len(task.options) for task in problem.tasks) <= MIDDLING


def _mended(at: Columns, best: Answer | None, proven: Bounded, spent: Budget) -> Bounded:
    """Better prices than those for a first plan."""
    if _middling(at.problem):
        return weekly(at, proven.prices, spent.weekly_left)
    return bounded(at, best.objective if best is not None else None, spent.pricing_left, proven.prices)


def _placed(
    problem: Problem,
    proven: Bounded,
    rounds: int,
    spent: Budget,
    extended: frozenset[Need] = frozenset(),
    known: bool = False,
) -> Answer | None:
    """Dates by rebuilding, with the extensions that suit them. None when something found no place or money. Where a
    plan is `known`, no room is made for another after the time."""
    board = _first_board(problem, proven, extended, lambda _round: not known or spent.in_time())
    until = REBUILT_BY if _middling(problem) else MOST_TIME
    rebuild(board, proven.wanted, rounds, lambda done: spent.rounds_left(done, until), proven.scarcity)
    return settled(problem, _positions(board)) if board.cost() < MISSING else None


def _first_board(problem: Problem, proven: Bounded, extended: frozenset[Need], go_on: Callable[[int], bool]) -> Board:
    """Everything placed, with money kept for rolling contracts until they stop; else the try with the least missing."""
    rounds = ROOM_ROUNDS * len(problem.tasks)
    stops: dict[str, int] | None = None
    boards: list[Board] = []
    pressed = True
    for part in STOPS:
        board = Board(problem, extended, stops)
        placed = place_all(board, proven.wanted, rounds, go_on)
        if not placed and pressed:
            # Where this finds no dates, it finds none with more money kept either.
            pressed = placed = hard_pressed(board, extended, stops, proven.wanted, lambda: go_on(0))
        if stops is not None:
            boards.append(board)
            positions = _positions(board)
            if placed and (within_ceilings(problem, positions) or settled(problem, positions) is not None):
                return board
        if not go_on(0):
            return board
        stops = {contract: round(weeks * part) for contract, weeks in board.running().items()}
    return min(boards, key=Board.cost)


def _positions(board: Board) -> dict[str, int | None]:
    return {piece.task.id: at for piece, at in zip(board.pieces, board.position, strict=True)}
