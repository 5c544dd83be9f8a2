"""Large programmes: the bound by prices holds, and the plan found without a model of the whole keeps every rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from plan_cases import apps, calls, initiative, inputs, own_servers
from test_plan_properties import programmes

from benchmarks.planted_estate import Planted, Size, planted
from migration.plan import schedule as scheduling
from migration.plan.answer import settled
from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.budget import Budget
from migration.plan.dual import bounded
from migration.plan.dual_reply import first_prices, reply
from migration.plan.dual_rows import columns
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.linear import Linear
from migration.plan.make_room import place_all
from migration.plan.modelled import model, modelled
from migration.plan.moves import ground
from migration.plan.pieces import OFF
from migration.plan.problem import Problem
from migration.plan.quarters import quarterly
from migration.plan.schedule import schedule
from migration.plan.solve import Effort, search
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, NotEvaluatedError

FEW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
TINY = Size(applications=12, servers=40, months=24, organisations=2, initiatives=8)


def silent(_text: str) -> None:
    """Progress that nobody reads."""


@pytest.fixture(scope="module")
def tiny() -> Planted:
    """A planted estate of twelve applications."""
    return planted(TINY)


@FEW
@given(programmes())
def test_P_13_prices_prove_no_more_than_the_best_plan_costs(plan: PlanInputs) -> None:
    try:
        assembled = assemble(ground(plan))
        answer, bound = modelled(assembled, COUNTED, silent)
    except (InfeasibleError, NotEvaluatedError):
        return
    proven = bounded(columns(assembled.problem), answer.objective, lambda done: done < 40)
    assert proven.bound <= answer.objective
    if bound == answer.objective:
        # Whatever prices there are: those for twice too dear a plan prove nothing wrong either.
        assert bounded(columns(assembled.problem), 2 * answer.objective, lambda done: done < 5).bound <= bound


@FEW
@given(programmes())
def test_P_13_what_is_found_without_a_model_keeps_every_rule_and_costs_no_less_than_the_best(plan: PlanInputs) -> None:
    try:
        assembled = assemble(ground(plan))
        best, bound = modelled(assembled, COUNTED, silent)
        answer, proven = large(assembled, COUNTED, silent)
    except (InfeasibleError, NotEvaluatedError):
        return
    assert proven <= best.objective
    assert answer is None or answer.objective >= bound


@FEW
@given(programmes())
def test_P_13_the_cost_of_dates_is_the_cost_in_the_model(plan: PlanInputs) -> None:
    try:
        assembled = assemble(ground(plan))
        linear, choices = model(assembled)
    except InfeasibleError:
        return
    solved = search(linear, Effort(deterministic=5.0))
    if solved.status != "optimal":
        return
    positions = _positions(choices.upto, linear, solved.chosen)
    again = settled(assembled.problem, positions)
    assert again is not None and again.objective == solved.objective


def _positions(upto: Mapping[str, tuple[object, ...]], linear: Linear, chosen: frozenset[int]) -> dict[str, int | None]:
    return {
        task: next((n for n, total in enumerate(columns) if linear.value(total, chosen)), None)  # type: ignore[arg-type]
        for task, columns in upto.items()
    }


def test_a_large_programme_is_planned_without_a_model_and_verifies(
    tiny: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduling, "LARGE", 0)
    # Planned twice: a little of each kind of work shows as much as all of it.
    for work, less in (("WEEKLY_ROUNDS", 8), ("REOPENINGS", 1)):
        monkeypatch.setattr(f"migration.plan.budget.{work}", less)
    plan = schedule(tiny.inputs)
    assert verify(tiny.inputs, plan) == () and plan.mode == "repeatable"
    assert plan.bound <= plan.objective
    assert schedule(tiny.inputs) == plan


def test_the_planted_schedule_is_a_plan_and_its_cost_is_known(tiny: Planted) -> None:
    answer = settled(tiny.assembled.problem, tiny.positions)
    assert answer is not None
    proven = bounded(columns(tiny.assembled.problem), answer.objective, lambda done: done < 60)
    assert 0 < proven.bound <= answer.objective
    assert planted(TINY).positions == tiny.positions


def test_prices_by_the_quarter_prove_more_than_nothing_being_scarce(tiny: Planted) -> None:
    at = columns(tiny.assembled.problem)
    nothing = np.zeros_like(at.have), np.zeros_like(at.room)
    order = np.zeros((len(at.later_task), at.weeks))
    support, rolling = np.zeros(at.support_needs.shape), np.zeros((len(at.rolling_of), at.weeks))
    plain = bounded(at, None, lambda _done: False, (*nothing, support, order, rolling))
    assert bounded(at, None, lambda _done: False).bound > plain.bound


def test_prices_of_orders_are_charged_pair_by_pair(tiny: Planted) -> None:
    at = columns(tiny.assembled.problem)
    people, money, support, _, rolling = first_prices(at)
    order = np.random.default_rng(1).integers(0, 50, (len(at.later_task), at.weeks)).astype(np.float64)
    order[::3] = 0.0
    free = reply(at, (people, money, support, np.zeros_like(order), rolling)).reduced
    charged = reply(at, (people, money, support, order, rolling)).reduced
    for option, (task, week, free_from) in enumerate(zip(at.task, at.week, at.free_from, strict=True)):
        waits = order[at.later_task == task, week:].sum()
        is_waited_for = order[at.earlier_task == task, free_from:].sum()
        assert charged[option] - free[option] == pytest.approx(waits - is_waited_for, abs=1e-6)


def test_quarters_that_cannot_be_kept_leave_the_plain_prices(tiny: Planted) -> None:
    problem = tiny.assembled.problem
    nobody = tuple(replace(pool, have=(0,) * len(pool.have)) for pool in problem.pools)
    at = columns(replace(problem, pools=nobody))
    assert quarterly(at, at.cost) is None
    assert bounded(at, None, lambda _done: False).bound > 0


def test_must_do_work_that_waits_for_scored_work_finds_its_place() -> None:
    works = (
        initiative("base", must_do=False, scores={}),
        initiative("next", depends_on=("base",)),
    )
    problem = problem_of(inputs(own_servers(apps("rates")), initiatives=works))
    board = Board(problem, frozenset())
    assert place_all(board, dict.fromkeys(("base", "next", "rates"), 0.0), rounds=10)
    assert not (board.week == OFF).any()


def test_a_move_between_two_others_is_given_room() -> None:
    seen = own_servers(apps("a", "b", "c"), interfaces=(calls("c", "b"), calls("b", "a")))
    problem = problem_of(inputs(seen))
    last = len(problem.weeks)
    # Wanted the wrong way round, in the last weeks: placed from the first on, the chain would not fit.
    board = Board(problem, frozenset())
    assert place_all(board, {"a": last, "b": last, "c": 0.0}, rounds=50)
    weeks = {piece.task.id: int(week) for piece, week in zip(board.pieces, board.week, strict=True)}
    assert weeks["a"] <= weeks["b"] <= weeks["c"]


def test_nothing_to_place_is_placed() -> None:
    problem = replace(problem_of(inputs(own_servers(apps("a")))), tasks=(), stakes=(), pools=(), orders=())
    assert place_all(Board(problem, frozenset()), {}, rounds=1)


def test_taking_a_task_off_gives_back_what_it_took() -> None:
    problem = problem_of(inputs(own_servers(apps("a", "b"))))
    board = Board(problem, frozenset())
    people, money, cost = board.people.copy(), board.money.copy(), board.cost()
    board.place(0, 0)
    assert board.cost() < cost and (board.people < people).any()
    board.take_off(0)
    assert board.cost() == cost and np.array_equal(board.people, people) and np.array_equal(board.money, money)


def problem_of(plan: PlanInputs) -> Problem:
    """The problem of these inputs."""
    return assemble(ground(plan)).problem
