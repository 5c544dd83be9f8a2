"""The check that what was decided stands: records, mitigations, and facts that lead to the same route today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says
from plan_cases import RECORD, apps, inputs, own_servers
from small_estate import AS_OF

from inventory.model import Application
from migration.decide.assess import assess
from migration.model import Plan
from migration.plan.inputs import PlanInputs

ALONE = "exception-for-unknown-application"


def council(*more: Application, **fields: Any) -> PlanInputs:
    """Rates stays by an exception, roads moves; both were decided by what is known."""
    seen = own_servers((*apps("rates", "roads"), *more))
    made = inputs(seen, routes={"rates": "retain"})
    folder = replace(made.folder, unless=(replace(RECORD, **fields),))
    decided, _ = assess(seen, (), folder.unless, AS_OF)
    return replace(made, dispositions=decided, folder=folder)


def planned(given: PlanInputs) -> Plan:
    return by_hand(given, roads=day(3, 6))


def constraints(given: PlanInputs, plan: Plan, *names: str) -> list[tuple[str, str]]:
    also = ("expired-exception", "unowned-exception", "undated-mitigation", "expired-mitigation", "decisions")
    return [(one.constraint, one.subject) for name in names for one in found(given, plan, name, *also)]


def test_decisions_that_stand_are_right() -> None:
    assert found(council(), planned(council()), "decisions") == []


def test_a_record_without_an_owner_or_past_its_review_is_found_by_the_day_of_the_check() -> None:
    unowned = council(owner=None)
    assert constraints(unowned, planned(unowned), "unowned-exception") == [("unowned-exception", "rates")]
    given = council()
    last, after = replace(given, as_of=date(2027, 6, 30)), replace(given, as_of=date(2027, 7, 1))
    quiet = ("passed dates",)
    assert found(last, planned(given), "expired-exception", *quiet) == []
    assert [one.subject for one in found(after, planned(given), "expired-exception", "decisions", *quiet)] == ["rates"]


@pytest.mark.parametrize(
    ("review", "constraint"),
    [(None, "undated-mitigation"), (date(2026, 11, 21), "expired-mitigation"), (date(2026, 11, 22), None)],
)
def test_a_mitigation_has_a_review_to_come(review: date | None, constraint: str | None) -> None:
    old = apps("rates", "roads", mitigation="extra firewall", mitigation_review=review)
    given = council()
    seen = replace(given.estate, applications=old)
    told = [
        one.constraint
        for name in ("undated-mitigation", "expired-mitigation")
        for one in found(replace(given, estate=seen), planned(given), name, "undated-mitigation", "expired-mitigation")
    ]
    assert told == ([constraint] * 2 if constraint else [])


def test_an_exception_that_was_taken_back_no_longer_holds() -> None:
    given = council()
    taken_back = replace(given, folder=replace(given.folder, unless=()))
    [one] = found(taken_back, planned(given), "decisions")
    said = "retain was decided on 2026-11-22; by the facts of 2026-11-22 it is rehost: assess and plan again"
    assert (one.subject, one.message, one.dates) == ("rates", said, (AS_OF, AS_OF))


@pytest.mark.parametrize(("days", "route"), [(0, "retire"), (1, "rehost"), (30, "rehost")])
def test_that_time_has_passed_is_no_new_fact(days: int, route: str) -> None:
    """Decisions look 36 months ahead of their day: an end of use that was beyond is nearer now, and decides nothing."""
    [parks] = apps("parks", in_use_until=date(2029, 11, 22) + timedelta(days=days))
    given = council(parks)
    assert {one.route for one in given.dispositions if one.application_id == "parks"} == {route}
    older = tuple(
        replace(d, decided_on=AS_OF - timedelta(days=7 * (d.application_id != "parks"))) for d in given.dispositions
    )
    later = replace(given, as_of=AS_OF + timedelta(days=40), dispositions=older)
    assert found(later, by_hand(later, roads=day(3, 6), parks=day(5, 8)), "decisions") == []


def test_a_decision_that_names_no_reason_and_no_fact_rests_on_nothing_that_changes() -> None:
    given = council()
    bare = tuple(replace(one, reasons=(), evidence=()) for one in given.dispositions)
    taken_back = replace(given, dispositions=bare, folder=replace(given.folder, unless=()))
    assert says(taken_back, planned(given), "decisions") == []


def test_reasons_alone_or_evidence_alone_can_fall() -> None:
    given = council()
    for kept in ("reasons", "evidence"):
        gone = "evidence" if kept == "reasons" else "reasons"
        [rates, roads] = (replace(one, **{gone: ()}) for one in given.dispositions)  # type: ignore[arg-type]
        if getattr(rates, kept):
            fallen = replace(given, dispositions=(rates, roads), folder=replace(given.folder, unless=()))
            assert len(found(fallen, planned(given), "decisions")) == 1


def test_an_application_that_is_gone_has_no_route_today() -> None:
    given = council()
    seen = replace(given.estate, applications=given.estate.applications[1:])
    gone = replace(given, estate=seen)
    assert found(gone, planned(given), "decisions", ALONE) == []
