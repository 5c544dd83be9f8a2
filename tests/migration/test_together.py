"""What tasks cost together on the planning board, split interfaces and the dearest year: counted, searched, bounded."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, with_programme
from test_plan_properties import programmes

from benchmarks.planted_estate import Size, planted
from migration.model import Measure
from migration.plan.answer import Answer, priced, settled
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import Board
from migration.plan.budget import Budget
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.measures import DEAREST, SPLIT
from migration.plan.moves import ground
from migration.plan.problem import Problem
from migration.plan.rebuild import rebuild
from migration.plan.stage_search import Goal, by_prices
from migration.plan.together import least_dearest, least_split
from safeio.errors import InfeasibleError

COUNTED = Budget(seconds=None, workers=1, rounds=60, clock=lambda: 0.0, started=0.0)
PRICED = replace(OBJECTIVE, split_interface_gbp=Decimal(50), dearest_year_weight=Decimal("0.5"))
FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def assembled(made: PlanInputs) -> Assembled | None:
    try:
        return assemble(ground(with_programme(made, objective=PRICED)))
    except InfeasibleError:
        return None


def on_board(problem: Problem) -> Board:
    """A board with whatever found a place."""
    board = Board(replace(problem, rolling=()), frozenset())
    rebuild(board, dict.fromkeys((task.id for task in problem.tasks), 0.0), rounds=30)
    return board


@FEW
@given(programmes())
def test_the_board_counts_what_a_plan_is_priced_at(made: PlanInputs) -> None:
    at = assembled(made)
    if at is None:
        return
    problem = replace(at.problem, rolling=())
    board = on_board(problem)
    positions = {piece.task.id: place for piece, place in zip(board.pieces, board.position, strict=True)}
    costs = priced(problem, positions, frozenset()).costs
    both = costs.get(SPLIT, 0) + costs.get(DEAREST, 0)
    # The dearest year is priced by steps begun; the board counts each pound.
    assert problem.dearest is not None and 0 <= both - board.together.cost() <= problem.dearest.gbp
    for number in range(len(board.pieces)):
        board.take_off(number)
    empty = Board(problem, frozenset()).together.cost()
    assert board.together.cost() == empty


@FEW
@given(programmes(), st.integers(0, 10**6))
def test_what_an_option_adds_is_what_the_board_then_costs_more(made: PlanInputs, dice: int) -> None:
    at = assembled(made)
    if at is None or not at.problem.tasks:
        return
    board = on_board(at.problem)
    number = dice % len(board.pieces)
    board.take_off(number)
    before, more = board.together.cost(), board.besides(number)
    for place in range(0, len(board.pieces[number].week), 5):
        board.place(number, place)
        assert abs(board.together.cost() - before - more[place]) <= 1
        board.take_off(number)


@FEW
@given(programmes())
def test_P_13_no_plan_goes_below_what_must_be_split_or_spent(made: PlanInputs) -> None:
    at = assembled(made)
    if at is None:
        return
    board = Board(at.problem, frozenset())
    positions = rebuild(board, dict.fromkeys((task.id for task in at.problem.tasks), 0.0), rounds=40)
    found = settled(at.problem, {task.id: place for task, place in zip(at.problem.tasks, positions, strict=True)})
    if found is not None:
        assert least_split(at.problem) <= found.costs.get(SPLIT, 0)
        assert least_dearest(at.problem) <= found.costs.get(DEAREST, 0)


def _stage(measure: Measure, held: Measure) -> tuple[Goal, Answer, Answer, int]:
    """A planted estate, planned without these two prices, and then by one of them while another measure is held."""
    made = planted(Size(applications=10, servers=30, months=18, organisations=2, initiatives=4)).inputs
    objective = replace(
        made.folder.programme.objective, split_interface_gbp=Decimal(50), dearest_year_weight=Decimal("0.5")
    )
    at = assemble(ground(with_programme(made, objective=objective)))
    plain, _ = large(replace(at, problem=replace(at.problem, splits=(), dearest=None)), COUNTED, lambda _text: None)
    assert plain is not None
    start = priced(at.problem, plain.positions, plain.extended)
    goal = Goal((measure,), {held: Goal((held,), {}).pounds(start) * 2})
    return (goal, start, *by_prices(at, goal, start, COUNTED, lambda _text: None))


def test_a_large_programme_parts_fewer_interfaces_when_that_comes_first() -> None:
    goal, start, found, bound = _stage("interfaces", "cost")
    assert goal.kept(found) and bound <= goal.pounds(found) < goal.pounds(start)


def test_a_large_programme_has_a_less_dear_year_when_that_comes_first() -> None:
    goal, start, found, bound = _stage("dearest_year", "cost")
    assert goal.kept(found) and 0 < bound <= goal.pounds(found) < goal.pounds(start)
