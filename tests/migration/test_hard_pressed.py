"""A first plan where people are busy: what has a plan by construction is planned, and the plan verifies."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from busy_cases import busy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, initiative, inputs, own_servers

from migration.model import Ceiling
from migration.plan import schedule as scheduling
from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.fit_in import fit_in
from migration.plan.hard_pressed import hard_pressed
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.narrowed import narrowed
from migration.plan.pieces import OFF
from migration.plan.problem import Problem
from migration.plan.schedule import schedule
from migration.plan.verify import verify

FEW = settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
SOME = settings(FEW, max_examples=25)
MOST = 9


def problem_of(given_inputs: PlanInputs) -> Problem:
    return assemble(ground(given_inputs)).problem


def numbered(board: Board) -> dict[str, int]:
    return {piece.task.id: n for n, piece in enumerate(board.pieces)}


def always() -> bool:
    return True


@st.composite
def programmes(draw: st.DrawFn) -> PlanInputs:
    """Applications with calls, an initiative before another, and people for hardly more than one schedule."""
    names = [f"app-{n}" for n in range(draw(st.integers(4, MOST)))]
    days = st.integers(3, 20)
    own = tuple(apps(name, effort={"platform": Decimal(draw(days))})[0] for name in names)
    numbers = st.integers(0, len(names) - 1)
    pairs = draw(st.sets(st.tuples(numbers, numbers), max_size=8))
    links = tuple(calls(names[a], names[b]) for a, b in sorted(pairs) if a > b)
    works = (
        initiative("base", effort={"platform": Decimal(draw(days))}, duration_weeks=6),
        initiative("next", effort={"platform": Decimal(draw(days))}, duration_weeks=6, depends_on=("base",)),
    )
    made = inputs(own_servers(own, interfaces=links), initiatives=works)
    weeks = draw(st.lists(st.integers(0, 20), min_size=3, max_size=MOST))
    return busy(made, weeks, spare=Decimal(draw(st.sampled_from(["0", "0.1", "0.4"]))))


@FEW
@given(programmes())
def test_P_13_what_has_a_plan_by_construction_is_planned_though_people_are_busy(
    monkeypatch: pytest.MonkeyPatch, plan: PlanInputs
) -> None:
    monkeypatch.setattr(scheduling, "LARGE", 0)
    monkeypatch.setattr(scheduling, "ROUNDS_A_TASK", 2)
    for work, less in (("PRICING_ROUNDS", 2), ("WEEKLY_ROUNDS", 1), ("REOPENINGS", 0)):
        monkeypatch.setattr(f"migration.plan.budget.{work}", less)
    assert verify(plan, schedule(plan)) == ()


@SOME
@given(programmes())
def test_P_13_all_that_must_be_done_finds_a_date_though_people_are_busy(plan: PlanInputs) -> None:
    board = Board(problem_of(plan), frozenset())
    have = board.people.copy()
    assert hard_pressed(board, frozenset(), None, dict.fromkeys(numbered(board), 0.0), always)
    assert not (board.week == OFF).any() and (board.people >= 0).all() and (board.people <= have).all()
    for number, at in enumerate(list(board.position)):
        board.take_off(number)
        assert at is not None and board.open_places(number)[at]
        board.place(number, at)


@SOME
@given(programmes())
def test_P_13_what_passes_leave_out_is_fitted_in(plan: PlanInputs) -> None:
    board = Board(problem_of(plan), frozenset())
    numbers = range(len(board.pieces))
    # Nothing is on the board: all has to find its place by taking the rest off.
    assert fit_in(board, numbers, always)
    assert not (board.week == OFF).any() and (board.people >= 0).all()


def test_what_cannot_be_done_leaves_the_board_as_it_was() -> None:
    # Eight times twenty days, and one person for half a year.
    own = apps(*"abcdefgh", effort={"platform": Decimal(20)})
    board = Board(problem_of(inputs(own_servers(own))), frozenset())
    assert not hard_pressed(board, frozenset(), None, dict.fromkeys(numbered(board), 0.0), always)
    assert (board.week == OFF).all()


def test_weeks_that_money_leaves_no_task_alone_are_closed_for_what_waits_for_it_too() -> None:
    dear = {"effort": {}, "duration_weeks": 6, "capital_gbp": Decimal(5000)}
    works = (initiative("base", **dear), initiative("next", **dear, depends_on=("base",)))
    nothing = Ceiling(organisation="county", year="2026/27", capital_gbp=Decimal(0), revenue_gbp="unlimited")
    ceilings = (nothing, replace(nothing, year="2027/28", capital_gbp="unlimited"))
    problem = problem_of(inputs(own_servers(apps("rates")), initiatives=works, ceilings=ceilings))
    board = Board(problem, frozenset())
    before = list(board.earliest)
    narrowed(board, frozenset(range(len(board.pieces))))
    number = numbered(board)
    april = next(n for n, monday in enumerate(problem.weeks) if monday.month == 4)
    assert before[number["base"]] < april - 6
    assert board.earliest[number["base"]] >= april - 6
    assert board.earliest[number["next"]] == board.earliest[number["base"]] + 6
