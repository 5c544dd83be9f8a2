"""The check of what people fixed: dates, earliest, latest, never in one week, and waves that were approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, found, move, says, with_move
from plan_cases import apps, inputs, own_servers, team

from migration.dates import DAY, WEEK
from migration.model import Part, Pin, Plan, WaveApproval
from migration.plan.inputs import PlanInputs, Whole

AT, LATE = day(3, 6), day(5, 8)


def council(**asked: Any) -> PlanInputs:
    """Something is asked of care; roads moves on the same day or another."""
    pins = (Pin(application_id="care", **asked),) if asked else ()
    return inputs(own_servers(apps("care", "roads")), pins=pins, teams=(team(fte="20"),))


def planned(given: PlanInputs, care: date = AT, roads: date = LATE) -> Plan:
    return by_hand(given, care=care, roads=roads)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"cut_over": AT}, None),
        ({"cut_over": AT + WEEK}, "a person fixed 2027-03-13; the plan says 2027-03-06"),
        ({"not_before": AT}, None),
        ({"not_before": AT + DAY}, "it moves on 2027-03-06, not before 2027-03-07 was asked"),
        ({"deadline": AT}, None),
        ({"deadline": AT - DAY}, "it moves on 2027-03-06, after its deadline 2027-03-05"),
    ],
)
def test_a_date_of_a_person_is_kept_to_the_day(asked: dict[str, Any], message: str | None) -> None:
    given = council(**asked)
    assert says(given, planned(given), "pins") == ([("care", message)] if message else [])


def test_never_with_asks_for_another_week() -> None:
    given = council(never_with=("roads",))
    assert found(given, planned(given, AT, AT + WEEK), "pins") == []
    assert says(given, planned(given, AT, AT), "pins") == [
        ("care", "it moves in the same week as roads, which was ruled out")
    ]
    sunday = by_hand(given, (move("roads", AT + DAY),), care=AT)
    assert len(found(given, sunday, "pins", "calendar")) == 1


def test_never_with_what_moves_as_one_or_not_at_all_asks_nothing() -> None:
    given = council(never_with=("roads", "ghost"))
    pair = replace(given.groups[0], id="both", application_ids=("care", "roads"))
    plan = replace(by_hand(given), groups=(pair,), moves=(move("both", AT),))
    assert found(given, plan, "pins", "completeness", "money", "waves", "objective") == []


def test_a_pin_of_what_does_not_move_is_named() -> None:
    given = council(not_before=AT)
    stays = replace(given, dispositions=tuple(replace(d, route="retain") for d in given.dispositions))
    plan = replace(by_hand(given), groups=())
    told = says(stays, plan, "pins")
    assert told == [("care", "waves.yaml pins it, but it stays where it is")]
    ghost = replace(given, folder=replace(given.folder, pins=(Pin(application_id="ghost", not_before=AT),)))
    assert says(ghost, planned(ghost), "pins") == [("ghost", "waves.yaml pins it, but there is no such application")]


def test_a_pin_of_a_split_application_holds_for_each_part() -> None:
    given = council()
    parts = tuple(
        Part(id=name, name=name, application_id="homes", thing_ids=(f"{name}-srv",), hosts=(), share=1)  # type: ignore[arg-type]
        for name in ("care", "roads")
    )
    pins = (Pin(application_id="homes", deadline=AT),)
    whole = Whole(estate=given.estate, dispositions=given.dispositions)
    split = replace(given, parts=parts, whole=whole, folder=replace(given.folder, pins=pins))
    told = says(split, planned(split), "pins", "parts")
    assert told == [("roads", "it moves on 2027-05-08, after its deadline 2027-03-06")]


def approved(plan: Plan, given: PlanInputs, state: Any = "approved") -> PlanInputs:
    """The inputs where the wave of care in this plan was approved since."""
    [wave] = [wave for wave in plan.waves if "care" in wave.group_ids]
    said = (WaveApproval(id=wave.id, state=state, approver="Board", date=day(1, 4)),)
    return replace(given, previous=plan, folder=replace(given.folder, waves=said))


@pytest.mark.parametrize("state", ["approved", "applied"])
@pytest.mark.parametrize("field", ["prepare_from", "seeding_from", "cut_over", "old_off"])
def test_every_date_of_a_settled_wave_stays(field: str, state: str) -> None:
    given, plan = council(), planned(council())
    kept = approved(plan, given, state)
    assert found(kept, plan, "pins") == []
    [first] = [one for one in plan.moves if one.group_id == "care"]
    other = with_move(plan, "care", **{field: getattr(first, field) + DAY})
    told = says(kept, other, "pins", "calendar", "preparation", "objective", "waves")
    assert told == [("care", "its wave was approved with the cut-over on 2027-03-06; the plan changes it")]


def test_a_move_of_a_draft_wave_may_change_and_one_of_a_settled_wave_may_not_be_gone() -> None:
    given, plan = council(), planned(council())
    assert found(approved(plan, given, "draft"), planned(given, AT + WEEK), "pins") == []
    assert found(approved(plan, given), planned(given, AT, day(5, 15)), "pins") == []
    gone = replace(plan, moves=plan.moves[1:])
    told = says(approved(plan, given), gone, "pins", "completeness", "objective", "waves")
    assert told == [("care", "its wave was approved with the cut-over on 2027-03-06; the plan changes it")]


@pytest.mark.parametrize("state", ["approved", "applied"])
def test_a_wave_that_people_settled_and_the_plan_does_not_have_is_named(state: Any) -> None:
    given = council()
    said = (WaveApproval(id="wave-2030-01-07", state=state, approver="Board", date=day(1, 4)),)
    ghost = replace(given, folder=replace(given.folder, waves=said))
    assert says(ghost, planned(ghost), "pins") == [
        ("wave-2030-01-07", f"waves.yaml says that it is {state}, but the plan has no such wave")
    ]
    draft = replace(ghost, folder=replace(ghost.folder, waves=(replace(said[0], state="draft"),)))
    assert found(draft, planned(draft), "pins") == []
