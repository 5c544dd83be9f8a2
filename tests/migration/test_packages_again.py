"""Packages and exclusions where a plan is made again, staged, weighed otherwise or explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, quick, with_programme
from tied_portfolios import portfolio, portfolios, scored

from migration.model import Initiative, Plan
from migration.plan import schedule as scheduling
from migration.plan.changes import replan
from migration.plan.explain_initiative import explain_initiative
from migration.plan.frontier import frontier
from migration.plan.inputs import PlanInputs
from migration.plan.near import mended_weeks, near_weeks
from migration.plan.today import assembled_today
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
LATER = date(2027, 6, 2)
"""Eight weeks after the plans of these portfolios begin: work of five weeks has been done."""


def done(plan: Plan) -> set[str]:
    return {slot.initiative_id for slot in plan.initiatives}


def since(given_inputs: PlanInputs, *rows: Initiative) -> PlanInputs:
    """The portfolio changed to these rows, after the plan of what it was has been carried out for eight weeks."""
    folder = replace(given_inputs.folder, initiatives=rows)
    return replace(given_inputs, folder=folder, previous=quick(given_inputs), as_of=LATER)


def test_what_has_begun_stays_and_leaves_out_what_excludes_it() -> None:
    one = scored("old", 20)
    new = scored("new", 90, excludes=("old",))
    later = since(portfolio(one), one, new)
    for plan in (quick(later), replan(later)):
        assert done(plan) == {"old"}
        assert verify(later, plan) == ()
    assert done(quick(portfolio(one, new))) == {"new"}


def test_what_has_begun_brings_the_rest_of_its_package() -> None:
    one = scored("old", 20)
    later = since(portfolio(one), replace(one, package="p"), scored("new", 0, 9000, package="p"))
    assert done(quick(later)) == done(replan(later)) == {"new", "old"}
    assert "old has begun" in " ".join(explain_initiative(later, quick(later), "new"))


def test_what_has_begun_beside_what_must_be_done_and_excludes_it_is_a_mistake() -> None:
    one = scored("old", 20)
    later = since(portfolio(one), one, scored("new", must_do=True, excludes=("old",)))
    with pytest.raises(InputError, match="new and old exclude each other, and both must be done or have begun"):
        quick(later)


def test_planning_again_drops_what_a_new_exclusion_forbids() -> None:
    rows = (scored("a", 20, package="p"), scored("b", 20, package="p"), scored("c", 900))
    first = quick(portfolio(*rows))
    assert done(first) == {"a", "b", "c"}
    folder = replace(portfolio(*rows).folder, initiatives=(*rows[:2], replace(rows[2], excludes=("b",))))
    later = replace(portfolio(*rows), folder=folder, previous=first)
    plan = replan(later)
    assert done(plan) == {"c"}
    assert verify(later, plan) == ()


def test_dates_of_a_plan_that_has_a_package_in_part_are_mended() -> None:
    given_inputs = portfolio(scored("a", 20, package="p"), scored("b", 20, package="p"))
    problem = assembled_today(given_inputs).problem
    for found in (
        near_weeks(problem, {"a": 3}, frozenset(), 50),
        mended_weeks(problem, {"a": 3}, frozenset(), 1, lambda: True),
    ):
        assert found is not None
        assert len({at is None for at in found.positions.values()}) == 1


@given(portfolios(), st.booleans())
@FEW
def test_P_13_stages_and_planning_again_keep_ties(given_inputs: PlanInputs, large: bool) -> None:
    staged = with_programme(given_inputs, objective=replace(OBJECTIVE, stages=("cost", "benefit")))
    with pytest.MonkeyPatch.context() as patch:
        if large:
            patch.setattr(scheduling, "LARGE", 0)
        try:
            plan = quick(staged)
        except (InfeasibleError, InputError):
            return
        assert verify(staged, plan) == ()
        again = replace(staged, previous=plan)
        assert done(replan(again)) == done(plan)


@given(portfolios())
@FEW
def test_P_13_every_plan_of_a_frontier_keeps_ties(given_inputs: PlanInputs) -> None:
    try:
        found = frontier(given_inputs)
    except (InfeasibleError, InputError):
        return
    assert all(verify(given_inputs, point.plan) == () for point in found.points)


EXPLAINED: dict[str, tuple[tuple[Any, ...], str, tuple[str, ...]]] = {
    "excluded": (
        (scored("a", 20, excludes=("b",)), scored("b", 90)),
        "a",
        (
            "a (a)",
            "It is scored work of 20 points, which count as £2,000.",
            "It excludes b, which is in the plan.",
            "The plan leaves it out: it excludes b, which is in the plan.",
            "Take the exclusion out of initiatives.csv, or leave b out.",
        ),
    ),
    "a package that does not pay": (
        (scored("a", 20, package="p"), scored("b", 10, 9000, package="p")),
        "a",
        (
            "a (a)",
            "It is scored work of 20 points, which count as £2,000.",
            "It is in package p with b: all of them are done or none.",
            "The plan leaves it out: its package p is done all or none, and money or people are better used on the "
            "rest of this plan.",
            "Raise the scores of the package, a ceiling or a team in programme.yaml, or mark one of it must_do.",
        ),
    ),
    "in the plan because of its package": (
        (
            scored("a", 20, package="p", benefit_gbp_per_year=Decimal(3650)),
            scored("b", must_do=True, package="p"),
        ),
        "a",
        (
            "a (a)",
            "It is scored work of 20 points, which count as £2,000.",
            "It is in package p with b: all of them are done or none.",
            "It must be done all the same: package p holds both, and b must be done.",
            "Work starts on 2027-04-05 and ends on 2027-05-09.",
        ),
    ),
    "under a month": (
        (scored("a", must_do=True, duration_weeks=4), scored("b")),
        "a",
        (
            "a (a)",
            "It must be done, and is not scored.",
            "It takes 4 weeks: work under a month is left out of the plan.",
        ),
    ),
}


@pytest.mark.parametrize("case", EXPLAINED)
def test_an_initiative_is_explained(case: str) -> None:
    rows, subject, sentences = EXPLAINED[case]
    given_inputs = portfolio(*rows)
    plan = quick(given_inputs)
    assert explain_initiative(given_inputs, plan, subject) == sentences


def test_people_that_are_short_leave_a_package_out_whole() -> None:
    days = {"platform": Decimal(20)}
    rows = tuple(scored(name, 90, package="p", effort=days) for name in "abcd")
    free = portfolio(*rows)
    assert done(quick(free)) == set("abcd")
    assert done(quick(with_programme(free, plan_to=date(2027, 5, 16)))) == set()
