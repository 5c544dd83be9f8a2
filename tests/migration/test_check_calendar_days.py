"""The check of the calendar, day by day: inside the plan, on an allowed weekday, outside freezes and bank holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hand_plan import by_hand, day, found, move, says, with_move
from plan_cases import apps, inputs, own_servers, with_programme

from migration.dates import DAY
from migration.model import Freeze, Pin, Plan
from migration.plan.inputs import PlanInputs

FREEZE = Freeze(starts=day(2, 14), ends=day(2, 20), services=("people",), reason="billing")


def council(*pins: Pin, freeze: Freeze = FREEZE) -> PlanInputs:
    """Care belongs to the services for people, roads to nobody's."""
    seen = own_servers((*apps("care", service="people"), *apps("roads")))
    return inputs(seen, freezes=(freeze,), pins=pins)


def planned(care: date, given: PlanInputs | None = None) -> tuple[PlanInputs, Plan]:
    asked = given or council()
    return asked, by_hand(asked, care=care, roads=day(5, 8))


@pytest.mark.parametrize("on", [day(1, 16), day(2, 13), day(2, 27), day(6, 12)])
def test_a_saturday_outside_the_freeze_is_right(on: date) -> None:
    assert found(*planned(on), "calendar") == []


@pytest.mark.parametrize("on", [day(2, 14), day(2, 20)])
def test_the_first_and_the_last_day_of_a_freeze_are_refused(on: date) -> None:
    given = council(Pin(application_id="care", cut_over=on))
    [one] = found(*planned(on, given), "calendar")
    assert (one.subject, one.dates) == ("care", (on,))
    assert one.message == f"the cut-over on {on}: it falls in the freeze 2027-02-14 to 2027-02-20 (billing)"


@pytest.mark.parametrize("on", [day(2, 13), day(2, 21)])
def test_the_days_beside_a_freeze_are_right(on: date) -> None:
    assert found(*planned(on, council(Pin(application_id="care", cut_over=on))), "calendar") == []


def test_a_freeze_of_other_services_binds_nobody_and_one_of_all_binds_everybody() -> None:
    at = day(2, 20)
    assert found(*planned(at, council(freeze=replace(FREEZE, services=("revenues",)))), "calendar") == []
    everybody = council(freeze=replace(FREEZE, services="all"))
    plan = by_hand(everybody, care=at, roads=at)
    assert [one.subject for one in found(everybody, plan, "calendar", "people")] == ["care", "roads"]


def test_a_weekday_that_is_not_allowed_is_named() -> None:
    friday = day(3, 5)
    [one] = found(*planned(friday), "calendar")
    assert one.message == "the cut-over on 2027-03-05: friday is not one of the cut-over days (saturday)"
    assert found(*planned(friday, council(Pin(application_id="care", cut_over=friday))), "calendar") == []


@pytest.mark.parametrize("number", range(7))
def test_every_weekday_can_be_the_one_that_is_allowed(number: int) -> None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    given = with_programme(council(), cut_over_days=(names[number],))
    days = [day(3, 8 + n) for n in range(7)]
    told = [on for on in days if "care" not in dict(says(*planned(on, given), "calendar", "links"))]
    assert told == [day(3, 8 + number)]


def test_all_allowed_weekdays_are_named() -> None:
    given = with_programme(council(), cut_over_days=("saturday", "sunday"))
    [one] = found(*planned(day(3, 5), given), "calendar", "links")
    assert one.message.endswith("friday is not one of the cut-over days (saturday, sunday)")


def test_a_date_is_not_fixed_because_the_plan_says_so() -> None:
    given, plan = planned(day(3, 5))
    assert len(found(given, with_move(plan, "care", pinned=True), "calendar")) == 1


def test_a_bank_holiday_is_refused() -> None:
    easter_monday = day(3, 29)
    given = council(Pin(application_id="care", cut_over=easter_monday))
    assert says(*planned(easter_monday, given), "calendar") == [
        ("care", "the cut-over on 2027-03-29: it is a bank holiday")
    ]


OUTSIDE = "it, or the day the old machines stop, lies outside the plan (2027-01-04 to 2027-06-30)"


def test_a_cut_over_before_the_plan_is_refused() -> None:
    sunday = day(1, 3)
    given = council(Pin(application_id="care", cut_over=sunday))
    assert says(*planned(sunday, given), "calendar") == [("care", f"the cut-over on 2027-01-03: {OUTSIDE}")]
    first = replace(given, folder=replace(given.folder, pins=(Pin(application_id="care", cut_over=day(1, 4)),)))
    assert found(*planned(day(1, 4), first), "calendar") == []


def test_old_machines_stop_on_the_last_day_of_the_plan_at_the_latest() -> None:
    given, plan = planned(day(6, 12))
    last = day(6, 30)
    assert found(given, with_move(plan, "care", old_off=last), "calendar", "objective") == []
    late = with_move(plan, "care", old_off=last + DAY)
    assert says(given, late, "calendar", "objective") == [("care", f"the cut-over on 2027-06-12: {OUTSIDE}")]


def test_a_group_of_no_known_application_has_no_freeze() -> None:
    given = council(freeze=replace(FREEZE, services=("people",)))
    plan = by_hand(given, (move("ghost", day(2, 20)),), care=day(2, 27), roads=day(5, 8))
    assert found(given, plan, "calendar", "completeness", "money") == []


@pytest.mark.parametrize("field", ["plan_from", "plan_to"])
def test_a_plan_of_other_days_than_the_programme_is_refused(field: str) -> None:
    given, plan = planned(day(3, 6))
    other = replace(plan, **{field: getattr(plan, field) + DAY})  # type: ignore[arg-type]
    [one] = found(given, other, "calendar", "objective")
    shown = f"{other.plan_from} to {other.plan_to}"
    assert one.message == f"it runs from {shown}; programme.yaml asks for 2027-01-04 to 2027-06-30"
    assert (one.subject, one.dates) == ("plan", (other.plan_from, other.plan_to))
