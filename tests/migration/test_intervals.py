"""P-13: the model of starts and stretches agrees with the linear model, whatever the problem."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from migration.plan.answer import priced, spending
from migration.plan.choices import Choices, declare
from migration.plan.constraints import CONSTRAINTS
from migration.plan.intervals import rows_left, search_cheaper, search_intervals
from migration.plan.joint import Dearest, Exit, Keep, Split
from migration.plan.linear import Linear
from migration.plan.problem import (
    Carried,
    Extension,
    Lapse,
    Limit,
    Options,
    Order,
    Pool,
    Problem,
    Rolling,
    Stake,
    Task,
)
from migration.plan.solve import Effort, Solved, search

WEEKS = 10
PURSE = ("county", "2026/27", "revenue")
TEAM = frozenset({"team"})
MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
small = st.integers(0, 30)


@st.composite
def tasks(draw: st.DrawFn, name: str, must: bool) -> Task:
    """A task with a few dates, some with gaps between them, whose costs rise evenly, jump, or both."""
    weeks = np.array(sorted(draw(st.sets(st.integers(0, WEEKS - 1), min_size=1, max_size=WEEKS))), dtype=np.int64)
    slope, lead, length = draw(st.integers(-9, 9)), draw(st.integers(0, 3)), draw(st.integers(0, 4))
    jumps = np.array([draw(st.sampled_from((0, 0, 0, 25))) for _ in weeks], dtype=np.int64)
    free = np.maximum.accumulate(weeks + np.array([draw(st.sampled_from((0, 0, 2))) for _ in weeks]))
    return Task(
        id=name,
        kind="group",
        must=must,
        left_out_gbp=draw(st.integers(0, 120)),
        options=Options(
            week=weeks,
            work_from=weeks - lead,
            work_weeks=length,
            free_from=free,
            cost={"work": weeks * slope + jumps + draw(small)},
            cash={PURSE: jumps + draw(small)} if draw(st.booleans()) else {},
        ),
        effort={"skill": draw(st.integers(0, 4))},
        teams={"skill": TEAM},
        lines={"hall": Carried(draw(st.integers(1, 4)), draw(st.integers(1, length)))} if length else {},
    )


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to five tasks under every kind of rule there is."""
    names = "abcde"[: draw(st.integers(1, 5))]
    pairs = draw(st.sets(st.tuples(st.sampled_from(names), st.sampled_from(names)), max_size=3))
    lapse = draw(st.integers(0, WEEKS - 1))
    return Problem(
        weeks=tuple(date(2027, 1, 4) + timedelta(weeks=n) for n in range(WEEKS)),
        tasks=tuple(draw(tasks(name, name in (names[0], names[-1]) or draw(st.booleans()))) for name in names),
        orders=tuple(Order(a, b, "it calls it") for a, b in sorted(pairs) if a < b),
        pools=(
            Pool("skill", TEAM, tuple(draw(st.integers(3, 7)) for _ in range(WEEKS))),
            Pool("hall", frozenset(), (draw(st.integers(4, 9)),) * WEEKS, "line"),
            Pool("", frozenset(), (draw(st.integers(1, 5)),) * WEEKS, "cut-overs"),
        ),
        limits=(Limit(PURSE, draw(st.integers(80, 400)), draw(small)),),
        extensions=(
            Extension("care", 1, draw(small), {PURSE: draw(small)}, tuple(range(lapse, WEEKS))),
            Extension("care", 2, draw(small), {}, tuple(range(lapse, WEEKS))),
        ),
        stakes=(
            Stake("a", "a", draw(small), (Lapse(lapse, WEEKS - 1, (("care", draw(st.integers(1, 2))),)),)),
            Stake("stays", None, draw(small), (Lapse(lapse, WEEKS - 1, (("care", 1),)),)),
            Stake(names[-1], names[-1], draw(small), (Lapse(3, 6, ()),)),
        ),
        rolling=(Rolling("hall", (names[-1],), 1, ({PURSE: draw(small)},) * WEEKS),),
        apart=((names[0], names[-1]),) if len(names) > 1 else (),
        constants={"anyway": 7},
        exits=(Exit("lease", (names[-1],), 1, {n: {PURSE: -9 - n} for n in range(draw(st.integers(0, WEEKS)))}),),
        splits=(Split(names[0], names[-1], draw(small)),),
        wave_weeks=3,
        dearest=Dearest(draw(small), {"2026/27": draw(small) * 100}) if draw(st.booleans()) else None,
        keeps=(Keep("depot", "hall", (names[0],), (names[-1],), draw(st.integers(0, 2))),)
        if draw(st.booleans())
        else (),
    )


def linear_answer(problem: Problem) -> tuple[Linear, Choices, Solved]:
    """The whole linear model and its best choice."""
    linear = Linear()
    choices = declare(problem, linear)
    for add in CONSTRAINTS:
        add(problem, choices, linear)
    return linear, choices, search(linear, Effort(deterministic=60))


@given(problems())
@MANY
def test_P_13_starts_and_stretches_find_the_same_optimum_as_the_linear_model(problem: Problem) -> None:
    linear, choices, plain = linear_answer(problem)
    found = search_intervals(problem, choices, linear, Effort(deterministic=60))
    assert (found.status, found.objective) == (plain.status, plain.objective)
    if found.status == "optimal":
        assert all(row.most >= sum(c for v, c in row.terms.items() if v in found.chosen) for row in linear.rows)


@given(problems())
@MANY
def test_P_13_a_cheaper_plan_is_found_as_long_as_there_is_one(problem: Problem) -> None:
    linear, choices, best = linear_answer(problem)
    effort = Effort(deterministic=60)
    if best.status == "infeasible":
        assert search_cheaper(problem, choices, linear, 10**9, effort).status == "infeasible"
        return
    found = search_cheaper(problem, choices, linear, best.objective + 1, effort)
    assert (found.status, found.objective) == ("feasible", best.objective)
    assert all(row.most >= sum(c for v, c in row.terms.items() if v in found.chosen) for row in linear.rows)
    none = search_cheaper(problem, choices, linear, best.objective, effort)
    assert (none.status, none.bound) == ("infeasible", best.objective)


@given(problems())
@MANY
def test_P_13_the_shorter_model_costs_what_its_dates_cost(problem: Problem) -> None:
    linear, choices = rows_left(problem)
    found = search_intervals(problem, choices, linear, Effort(deterministic=60))
    if found.status == "infeasible":
        return
    positions = {
        task_id: next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
        for task_id, columns in choices.upto.items()
    }
    extended = frozenset(need for need, column in choices.extended.items() if set(column.terms) <= found.chosen)
    assert found.status == "optimal"
    assert found.bound == found.objective == priced(problem, positions, extended).objective
    assert spending(problem, positions, extended)[PURSE] <= problem.limits[0].ceiling_gbp


@given(problems())
@MANY
def test_P_13_the_same_problem_gives_the_same_plan(problem: Problem) -> None:
    linear, choices = rows_left(problem)
    once = search_intervals(problem, choices, linear, Effort(deterministic=60))
    again = search_intervals(problem, choices, linear, Effort(deterministic=60), hint=None)
    assert once == again
    hinted = search_intervals(problem, choices, linear, Effort(deterministic=60), hint=once.chosen or None)
    assert (hinted.status, hinted.objective) == (once.status, once.objective)


def one_task(have: int, weeks: list[int]) -> Problem:
    """One task that must be done, needs one person for a week, and is cheapest at its last date."""
    at = np.array(weeks, dtype=np.int64)
    cost = {"work": np.arange(len(weeks), 0, -1)}
    return Problem(
        weeks=tuple(date(2027, 1, 4) + timedelta(weeks=n) for n in range(WEEKS)),
        tasks=(Task("a", "group", True, 0, Options(at, at, 1, at, cost, {}), {"skill": 1}, {"skill": TEAM}),),
        orders=(),
        pools=(Pool("skill", TEAM, (have,) * WEEKS),),
        limits=(),
        extensions=(),
        stakes=(),
        rolling=(),
        apart=(),
    )


def answer(problem: Problem) -> Solved:
    linear, choices = rows_left(problem)
    return search_intervals(problem, choices, linear, Effort())


def test_nobody_to_do_the_work_is_no_plan() -> None:
    assert answer(one_task(0, [1, 2])).status == "infeasible"


def test_a_task_without_a_date_is_no_plan() -> None:
    assert answer(one_task(1, [])).status == "infeasible"


def test_two_dates_in_one_week_are_told_apart() -> None:
    found = answer(one_task(1, [1, 2, 2]))
    assert (found.status, found.objective, found.chosen) == ("optimal", 1, frozenset({2}))
