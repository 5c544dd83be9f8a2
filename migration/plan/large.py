"""Plans of large programmes: prices for what is scarce prove the bound and say what to place where."""

from __future__ import annotations

from migration.plan.answer import Answer, settled
from migration.plan.assemble import Assembled
from migration.plan.board import Board
from migration.plan.budget import Budget, Told
from migration.plan.conflict import too_low
from migration.plan.dual import Bounded, bounded
from migration.plan.dual_rows import columns
from migration.plan.make_room import place_all
from migration.plan.problem import Need, Problem
from migration.plan.rebuild import rebuild
from safeio.errors import InfeasibleError, NotEvaluatedError

STOPS = (1.0, 0.98, 0.95, 0.9)
"""When rolling contracts must stop, as parts of the weeks they would run, for the next try: the first keeps no money
for them, and says how long they would run."""

ROOM_ROUNDS = 5
"""Rounds of making room, for each task, before a plan is given up."""

MOST_TIME = 0.9
"""The part of a set time after which no more is rebuilt: the rest goes to putting the plan together."""

FIRST_PRICES, FIRST_ROUNDS = 60, 1
"""Rounds of pricing, and of rebuilding for each task, for a first plan: it says how far prices have to go."""


def large(assembled: Assembled, spent: Budget, say: Told) -> tuple[Answer, int]:
    """The best plan found, and pounds that no plan goes below.

    Raises InfeasibleError where a ceiling is too low for what must be done; NotEvaluatedError when no plan was found.
    """
    problem = assembled.problem
    say(f"{sum(len(task.options) for task in problem.tasks):,} dates to choose from for {len(problem.tasks):,} tasks")
    at = columns(problem)
    proven = bounded(at, None, lambda done: done < FIRST_PRICES and spent.in_time())
    best = _placed(problem, proven, len(problem.tasks) * FIRST_ROUNDS, spent)
    if best is not None:
        say(f"a first plan of £{best.objective:,}")
    proven = bounded(at, best.objective if best is not None else None, spent.pricing_left, proven.prices)
    say(f"proven: no plan costs less than £{proven.bound:,}")
    for rounds in (spent.rounds, spent.rounds // 2):
        extended = best.extended if best is not None else frozenset()
        found = _placed(problem, proven, rounds, spent, extended)
        if found is not None and (best is None or found.objective < best.objective):
            best = found
            say(f"a plan of £{found.objective:,}")
        if found is None or found.extended == extended:
            break
    if best is None:
        raise _nothing_found(assembled)
    return best, proven.bound


def _placed(
    problem: Problem,
    proven: Bounded,
    rounds: int,
    spent: Budget,
    extended: frozenset[Need] = frozenset(),
) -> Answer | None:
    """Dates by rebuilding, with the extensions that suit them. None when something found no place or money."""
    board = _first_board(problem, proven, extended)
    if board is None:
        return None
    positions = rebuild(board, proven.wanted, rounds, lambda done: spent.rounds_left(done, MOST_TIME), proven.scarcity)
    answer = {task.id: at for task, at in zip(problem.tasks, positions, strict=True)}
    return settled(problem, answer)


def _first_board(problem: Problem, proven: Bounded, extended: frozenset[Need]) -> Board | None:
    """Everything placed, with money kept for rolling contracts until they stop. None when nothing was found."""
    rounds = ROOM_ROUNDS * len(problem.tasks)
    stops: dict[str, int] | None = None
    for part in STOPS:
        board = Board(problem, extended, stops)
        placed = place_all(board, proven.wanted, rounds)
        if placed and stops is not None and settled(problem, _positions(board)) is not None:
            return board
        stops = {contract: round(weeks * part) for contract, weeks in board.running().items()}
    return None


def _positions(board: Board) -> dict[str, int | None]:
    return {piece.task.id: at for piece, at in zip(board.pieces, board.position, strict=True)}


def _nothing_found(assembled: Assembled) -> InfeasibleError | NotEvaluatedError:
    short = too_low(assembled)
    if short:
        return InfeasibleError(
            "plan",
            f"these cannot hold together: {'; '.join(short)}",
            "Give these ceilings more room in programme.yaml.",
        )
    return NotEvaluatedError(
        "plan",
        "no plan was found in the work allowed, and none was ruled out",
        "Give a ceiling, a team or plan_to more room, or look longer with --seconds 300.",
    )
