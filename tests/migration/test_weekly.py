"""P-13: prices from the relaxation by weeks prove no more than the best plan costs, and more than other prices do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_intervals import linear_answer, problems

from benchmarks.planted_estate import Planted, Size, planted
from migration.plan.dual import Bounded, bounded
from migration.plan.dual_excess import Chosen, excess
from migration.plan.dual_reply import first_prices, reply
from migration.plan.dual_rows import Columns, columns
from migration.plan.problem import Problem
from migration.plan.weekly import weekly

MANY = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
ROUNDS = 20
TINY = Size(applications=10, servers=30, months=18, organisations=2, initiatives=6)


@pytest.fixture(scope="module")
def tiny() -> Planted:
    """A planted estate of ten applications."""
    return planted(TINY)


def proven(at: Columns, rounds: int = ROUNDS) -> Bounded:
    """What the relaxation by weeks proves, from first prices on."""
    return weekly(at, first_prices(at), lambda done: done < rounds)


@given(problems())
@MANY
def test_P_13_the_relaxation_by_weeks_proves_no_more_than_the_best_plan_costs(problem: Problem) -> None:
    best = linear_answer(problem)[2]
    if best.status == "optimal":
        assert proven(columns(problem)).bound <= best.objective


@given(problems(), st.integers(0, 6))
@MANY
def test_P_13_no_round_takes_back_what_was_proven(problem: Problem, rounds: int) -> None:
    at = columns(problem)
    before, after = proven(at, rounds), proven(at, rounds + 1)
    assert reply(at, first_prices(at)).bound <= before.bound <= after.bound


@given(problems())
@MANY
def test_P_13_the_same_problem_gives_the_same_prices(problem: Problem) -> None:
    once, again = proven(columns(problem)), proven(columns(problem))
    assert (once.bound, once.wanted, once.scarcity) == (again.bound, again.wanted, again.scarcity)


def test_it_proves_more_than_many_rounds_of_mended_prices(tiny: Planted) -> None:
    at = columns(tiny.assembled.problem)
    assert proven(at, 200).bound > bounded(at, None, lambda done: done < 200).bound


def test_all_that_the_relaxation_is_worth_is_proven(tiny: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.plan.weekly.GRID", 1)
    at, rounds = columns(tiny.assembled.problem), list[int]()

    def counted(done: int) -> bool:
        rounds.append(done)
        return done < 500

    every = weekly(at, first_prices(at), counted)
    monkeypatch.undo()
    # With every date from the start only rows are missing; both ways end by themselves, at one value.
    few = weekly(at, first_prices(at), lambda done: done < 500)
    assert len(rounds) < 500
    assert few.bound == pytest.approx(every.bound, rel=3e-5)


@given(problems(), st.data())
@MANY
def test_parts_of_choices_ask_for_parts_of_what_the_choices_ask(problem: Problem, data: st.DataObject) -> None:
    at = columns(problem)
    ends = np.append(at.starts[1:], len(at.cost)) - 1
    one, other = (
        np.array([data.draw(st.integers(first, last)) for first, last in zip(at.starts.tolist(), ends.tolist())])  # noqa: B905
        for _ in range(2)
    )
    runs, taken = np.zeros(at.rolling_gbp.shape), np.zeros(len(at.extension_cost))
    left = np.zeros(len(at.room))

    def asked(options: list[int], parts: list[float]) -> tuple[np.ndarray, ...]:
        return excess(at, Chosen(np.array(options), np.array(parts), runs, taken, left))

    ones = [1.0] * len(one)
    both = asked([*one, *other], [0.25] * len(one) + [0.75] * len(other))
    for mixed, first, second in zip(both, asked(list(one), ones), asked(list(other), ones), strict=True):
        assert mixed == pytest.approx(0.25 * first + 0.75 * second)
