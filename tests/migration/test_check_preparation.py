"""The check of a move's own dates: their order, two weeks of work, time to copy, and old machines off at last."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says, with_move
from plan_cases import apps, inputs, own_servers

from migration.dates import DAY, WEEK
from migration.model import Link, Pin, Plan
from migration.plan.inputs import PlanInputs


def line(mbps: int) -> tuple[Link, ...]:
    return (Link(id="line", site_id="hall", mbps=mbps, share_out_of_hours=Decimal(1), share_in_hours=Decimal(1)),)


def council(*pins: Pin, mbps: int = 1000) -> PlanInputs:
    return inputs(own_servers(apps("care")), pins=pins, links=line(mbps))


def planned(given: PlanInputs, **dates: Any) -> Plan:
    """Care moves on 6 March; its work starts on 22 February, its copying on 1 March."""
    return with_move(by_hand(given, care=day(3, 6)), "care", **dates)


def test_the_usual_dates_are_right() -> None:
    assert found(council(), planned(council()), "preparation") == []


@pytest.mark.parametrize(
    "dates",
    [
        {"prepare_from": day(3, 2)},
        {"seeding_from": day(3, 7)},
        {"cut_over": day(3, 27)},
    ],
)
def test_dates_out_of_order_are_named(dates: dict[str, Any]) -> None:
    told = found(council(), planned(council(), **dates), "preparation", "calendar", "objective", "waves", "links")
    first = told[0]
    assert first.message == "its dates are out of order: prepare, seed, cut over, switch off"
    assert len(first.dates) == 4 and first.subject == "care"


def test_work_may_start_on_the_first_day_of_the_plan_and_not_before() -> None:
    given = council()
    assert found(given, planned(given, prepare_from=day(1, 4)), "preparation", "objective") == []
    [one] = found(given, planned(given, prepare_from=day(1, 3)), "preparation", "objective")
    assert one.message == "preparation starts on 2027-01-03, before the plan" and one.dates == (day(1, 3),)


def test_old_machines_run_for_two_weeks_more() -> None:
    given = council()
    soon = planned(given, old_off=day(3, 19))
    [one] = found(given, soon, "preparation", "objective")
    assert one.message == "the old machines stop less than 2 weeks after the cut-over"
    assert one.dates == (day(3, 6), day(3, 19))
    assert found(given, planned(given, old_off=day(3, 21)), "preparation", "objective") == []


def test_a_move_is_prepared_in_two_weeks_or_more() -> None:
    given = council()
    assert found(given, planned(given, prepare_from=day(2, 28)), "preparation", "objective") == []
    [one] = found(given, planned(given, prepare_from=day(3, 1)), "preparation", "objective")
    assert one.message == "it is prepared in less than two weeks" and one.dates == (day(3, 1),)


@pytest.mark.parametrize("prepare_from", [day(1, 3), day(3, 1)])
def test_a_person_may_fix_a_date_that_leaves_less_time_but_the_plan_may_not(prepare_from: object) -> None:
    given = council(Pin(application_id="care", cut_over=day(3, 6)))
    assert found(given, planned(given, prepare_from=prepare_from), "preparation", "objective") == []
    assert len(found(council(), planned(council(), prepare_from=prepare_from, pinned=True), "preparation")) == 1
    other = council(Pin(application_id="care", not_before=day(2, 1)))
    assert len(found(other, planned(other, prepare_from=prepare_from), "preparation", "objective")) == 1


def test_copying_has_as_many_days_as_it_takes() -> None:
    """60 GiB at 2 megabits a second are 64.4 x 8,000 / 2 seconds: 2.98 days."""
    given = council(mbps=2)
    assert found(given, planned(given, seeding_from=day(3, 3)), "preparation", "objective") == []
    [one] = found(given, planned(given, seeding_from=day(3, 4)), "preparation", "objective")
    needs = "copying 60 GiB needs 3 day(s) before the cut-over on 2027-03-06; it starts on 2027-03-04, 2 day(s) before"
    assert one.message == needs and one.dates == (day(3, 4), day(3, 6))
    late = planned(given, seeding_from=day(3, 8))
    assert found(given, late, "preparation", "objective")[-1].message.endswith(
        "it starts on 2027-03-08, 0 day(s) before"
    )


def test_what_is_not_known_is_not_proven() -> None:
    given = council()
    unknown = replace(given, groups=tuple(replace(group, data_gib=None) for group in given.groups))
    [one] = found(unknown, planned(given), "preparation")
    assert (one.severity, one.subject) == ("unproven", "care")
    missing = "the size of a thing or the link of its site is missing"
    assert one.message == f"how long copying takes is not known: {missing}"


def test_a_move_of_a_group_that_is_not_there_has_no_dates_of_its_own() -> None:
    given = council()
    plan = planned(given)
    ghost = replace(plan.moves[0], group_id="ghost", old_off=plan.moves[0].cut_over - DAY)
    both = replace(plan, moves=(ghost, *plan.moves))
    assert found(given, both, "preparation", "completeness", "money") == []
    late = replace(both, moves=(ghost, replace(plan.moves[0], prepare_from=day(3, 6) - WEEK / 7 * 5)))
    assert says(given, late, "preparation", "completeness", "money") == [
        ("care", "it is prepared in less than two weeks")
    ]
