"""`explain` says what was decided, what an application stands on, and what keeps it from moving earlier."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from plan_cases import apps, calls, contract, ends, hardware, inputs, own_servers, quick, team

from migration.model import Freeze, Gate, Pin
from migration.plan.explain import explain
from migration.plan.schedule import schedule
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

LOST = date(2026, 12, 31)


def test_what_holds_a_move_is_told_week_by_week() -> None:
    seen = own_servers(
        (*apps("rates", service="revenues", gate_ids=("board",)), *apps("identity", criticality=1)),
        interfaces=(calls("rates", "identity"),),
        contracts=(
            contract(
                covers_ids=("rates-srv",),
                ends=date(2027, 6, 1),
                extension_months=3,
                extension_gbp=Decimal(99_000),
                annual_gbp=Decimal(0),
            ),
        ),
    )
    given = inputs(
        seen,
        (ends("identity-srv", LOST), ends("rates-srv", LOST), hardware("rates-srv", date(2027, 6, 1))),
        gates=(Gate(id="board", body="Board", dates=(date(2027, 1, 20),)),),
        freezes=(Freeze(starts=date(2027, 2, 6), ends=date(2027, 2, 14), services=("revenues",), reason="billing"),),
        teams=(team(fte="0.7"),),
    )
    assert explain(given, quick(given), "rates") == (
        "Rates (rates)",
        "2026-11-22: move it to virtual machines.",
        "Not retire: another route was preferred.",
        "Not replace: another route was preferred.",
        "Not replatform: another route was preferred.",
        "It will be without support after 2026-12-31, because of rates-srv.",
        "The contract host-support supports part of it until 2027-06-01 and can be extended.",
        "Work starts on 2027-02-08, copying on 2027-02-15.",
        "Users change over on 2027-02-20, in wave-2027-02-01 (draft); the old machines stop on 2027-03-06.",
        "Earlier weeks, with the rest of the plan as it is:",
        "the week of 2027-01-04: preparation would start before the plan.",
        "from the week of 2027-01-11 to that of 2027-01-25 (3 weeks): "
        "the gate board decides on 2027-01-20, and work starts after it.",
        "from the week of 2027-02-01 to that of 2027-02-08 (2 weeks): freeze 2027-02-06 to 2027-02-14 (billing).",
    )


def test_people_and_predecessors_are_named_as_what_is_in_the_way() -> None:
    seen = own_servers(apps("portal", "identity"), interfaces=(calls("portal", "identity"),))
    pins = (Pin(application_id="identity", not_before=date(2027, 3, 1)),)
    given = inputs(seen, (ends("portal-srv", LOST), ends("identity-srv", LOST)), pins=pins, teams=(team(fte="0.6"),))
    said = explain(given, quick(given), "portal")
    assert "from the week of 2027-01-18 to that of 2027-02-22 (6 weeks): identity must come first." in said
    assert "from the week of 2027-03-01 to that of 2027-03-15 (3 weeks): platform-team has too few platform days" in (
        " ".join(said)
    )


def test_an_application_that_stays_and_one_that_does_not_exist() -> None:
    given = inputs(own_servers(apps("rates")), routes={"rates": "retain"})
    plan = quick(given)
    assert explain(given, plan, "rates")[-1] == "The plan does not move it."
    with pytest.raises(InputError, match="there is no application with this id"):
        explain(given, plan, "rats")


def test_a_conflict_names_only_the_rules_in_it() -> None:
    pins = tuple(
        Pin(application_id=app, not_before=date(2027, 2, 20), deadline=date(2027, 2, 20)) for app in ("rates", "care")
    )
    given = inputs(own_servers(apps("rates", "care", "parks", "roads")), pins=pins, teams=(team(fte="0.6"),))
    with pytest.raises(InfeasibleError) as caught:
        schedule(given)
    assert caught.value.wrong == (
        "these cannot hold together: "
        "care must move in the week of 2027-02-15 (a person set not before 2027-02-20; "
        "a person set the deadline 2027-02-20); "
        "rates must move in the week of 2027-02-15 (a person set not before 2027-02-20; "
        "a person set the deadline 2027-02-20); "
        "platform of platform-team have at most 3 days a week, "
        "9 from the week of 2027-02-01 to that of 2027-02-15: care takes 5, rates takes 5"
    )


def test_a_plan_against_the_clock_keeps_every_rule_and_says_it_may_differ() -> None:
    given = inputs(own_servers(apps("rates", "care")), (ends("rates-srv", LOST),))
    plan = schedule(given, seconds=0.5, clock=time.monotonic)
    assert plan.mode == "fast"
    assert verify(given, plan) == ()
    assert quick(given).mode == "repeatable"


def test_progress_is_told_in_words() -> None:
    told: list[str] = []
    schedule(replace(inputs(own_servers(apps("rates")))), told=told.append)
    assert any("no plan costs less than" in line for line in told)
