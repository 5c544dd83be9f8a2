"""The check that the waves are those of the moves, and that only people approve one."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says
from plan_cases import apps, inputs, own_servers

from migration.dates import DAY
from migration.model import Plan, Wave, WaveApproval
from migration.plan.inputs import PlanInputs

GIVEN = inputs(own_servers((*apps("care"), *apps("roads", organisation_ids=("district",)))))
FIRST, SECOND = "wave-2027-02-01", "wave-2027-03-01"


def planned(*waves: Wave | None) -> Plan:
    """Care moves in the second period of four weeks, roads in the third; the waves are those given."""
    plan = by_hand(GIVEN, care=day(2, 27), roads=day(3, 6))
    return replace(plan, waves=tuple(wave for wave in waves if wave is not None)) if waves else plan


def test_four_weeks_are_a_wave() -> None:
    first, second = planned().waves
    assert first == Wave(
        id=FIRST,
        number=2,
        organisation_ids=("county",),
        group_ids=("care",),
        period_from=day(2, 1),
        period_to=day(2, 28),
    )
    assert (second.id, second.number, second.organisation_ids) == (SECOND, 3, ("district",))
    assert found(GIVEN, planned(), "waves") == []


def test_a_wave_that_is_missing_or_empty_or_holds_others_is_named() -> None:
    first, second = planned().waves
    assert says(GIVEN, planned(second), "waves") == [(FIRST, "moves fall in it, but the plan does not list it")]
    empty = replace(first, id="wave-2027-01-04")
    assert says(GIVEN, planned(empty, first, second), "waves") == [
        ("wave-2027-01-04", "the plan lists it, but no move falls in it")
    ]
    mixed = replace(second, group_ids=("care", "roads"))
    assert says(GIVEN, planned(first, mixed), "waves") == [
        (SECOND, "its groups are care, roads; the moves say otherwise")
    ]


@pytest.mark.parametrize(
    "fields",
    [{"number": 4}, {"period_to": day(2, 28) + DAY}, {"period_from": day(2, 2)}, {"organisation_ids": ("district",)}],
)
def test_a_wave_with_another_number_or_other_days_is_named(fields: dict[str, Any]) -> None:
    first, second = planned().waves
    told = says(GIVEN, planned(replace(first, **fields), second), "waves")
    assert told == [(FIRST, "its number, days or organisations are not those of its moves")]


def test_a_move_that_the_inventory_does_not_know_is_in_no_wave() -> None:
    given = replace(GIVEN, groups=GIVEN.groups[:1])
    plan = replace(planned(), waves=planned().waves[:1])
    assert found(given, plan, "waves") == []


def said(state: Any) -> PlanInputs:
    approval = (WaveApproval(id=FIRST, state=state, approver="Board", date=day(1, 4)),)
    return replace(GIVEN, folder=replace(GIVEN.folder, waves=approval))


@pytest.mark.parametrize("state", ["approved", "applied"])
def test_a_plan_cannot_approve_its_own_waves(state: Any) -> None:
    first, second = planned().waves
    plan = planned(replace(first, state=state), second)
    words = (FIRST, f"the plan says that it is {state}, and waves.yaml does not")
    assert says(GIVEN, plan, "waves") == [words]
    assert says(replace(GIVEN, previous=plan), plan, "waves") == [words]


@pytest.mark.parametrize("state", ["draft", "approved", "applied"])
def test_what_people_say_of_a_wave_may_be_newer_than_the_plan(state: Any) -> None:
    first, second = planned().waves
    for known in ("draft", "approved", "applied"):
        plan = planned(replace(first, state=known), second)  # type: ignore[arg-type]
        assert found(said(state), plan, "waves") == []


def test_what_the_plan_before_says_of_a_wave_holds() -> None:
    first, second = planned().waves
    before, plan = planned(replace(first, state="approved"), second), planned(replace(first, state="approved"), second)
    assert found(replace(GIVEN, previous=before), plan, "waves") == []
    for other in (planned(second), planned(first, second), planned(replace(first, state="applied"), second)):
        assert len(found(replace(GIVEN, previous=other), plan, "waves")) == 1
