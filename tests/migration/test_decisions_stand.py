"""A plan rests on decisions: a missing owner, a review that has passed and facts that have changed are violations."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from plan_cases import RECORD, apps, inputs, own_servers, quick
from small_estate import AS_OF

from migration.decide.assess import assess
from migration.plan.changes import replan
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify

LATER = date(2027, 2, 1)


def decided(in_use_until: date | None = None, **fields: Any) -> PlanInputs:
    """Rates stays by an exception; roads goes to a machine, as it is in use."""
    seen = own_servers((*apps("rates"), *apps("roads", in_use_until=in_use_until)))
    made = inputs(seen, routes={"rates": "retain"})
    folder = replace(made.folder, unless=(replace(RECORD, **fields),))
    found, _ = assess(seen, (), folder.unless, AS_OF)
    assert [one.route for one in found] == ["retain", "rehost"]
    return replace(made, dispositions=found, folder=folder)


def constraints(given_inputs: PlanInputs) -> list[tuple[str, str]]:
    return [(v.constraint, v.subject) for v in verify(given_inputs, quick(decided()))]


def test_a_decision_that_stands_is_no_violation() -> None:
    assert constraints(decided()) == []


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"owner": None}, "unowned-exception"),
        ({"evidence": None}, "exception-without-evidence"),
        ({"review_by": None}, "exception-without-review"),
    ],
)
def test_a_defect_of_an_exception_is_a_violation_of_the_plan(fields: dict[str, Any], constraint: str) -> None:
    assert constraints(decided(**fields)) == [(constraint, "rates")]


def test_a_review_that_passes_after_the_decision_is_found_by_the_day_of_the_check() -> None:
    asked = decided(review_by=date(2027, 1, 31))
    assert constraints(asked) == []
    found = {v.constraint for v in verify(replace(asked, as_of=LATER), quick(asked))}
    assert "expired-exception" in found and "decisions" not in found


def test_an_exception_that_was_taken_back_no_longer_holds() -> None:
    asked = decided()
    taken_back = replace(asked, folder=replace(asked.folder, unless=()))
    [found] = verify(taken_back, quick(asked))
    assert (found.constraint, found.subject) == ("decisions", "rates")
    assert "retain was decided on 2026-11-22; by the facts of 2026-11-22 it is rehost" in found.message


def test_facts_of_the_estate_that_changed_no_longer_hold() -> None:
    asked = decided()
    gone = tuple(
        replace(app, in_use_until=date(2027, 3, 31)) if app.id == "roads" else app for app in asked.estate.applications
    )
    found = verify(replace(asked, estate=replace(asked.estate, applications=gone)), quick(asked))
    assert [(v.constraint, v.subject) for v in found] == [("decisions", "roads")]


def test_a_decision_that_fell_does_not_make_a_plan_change() -> None:
    """No other date would mend it: planning again keeps the plan, and verify goes on saying what is wrong."""
    asked = replace(decided(owner=None), inputs_sha256={"unless.yaml": "12"})
    before = quick(asked)
    again = replan(replace(asked, previous=before))
    assert again == before and [v.constraint for v in verify(asked, again)] == ["unowned-exception"]
