"""The check of shared services: nothing moves before those that go first, or after those that are left last."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, found, move, says
from plan_cases import apps, calls, inputs, own_servers, team

from migration.model import Part, Pilots, Plan, SharedServices, WaveApproval
from migration.plan.inputs import PlanInputs, Whole

FIRST, LAST = SharedServices(dependants=2, place="first"), SharedServices(dependants=2, place="last")
NAMES = ("base", "care", "identity", "rates", "roads")
MID = day(3, 6)


def council(asked: SharedServices | None, **fields: Any) -> PlanInputs:
    """Care and rates call identity, which calls base. Roads has nothing to do with it."""
    links = (calls("care", "identity"), calls("rates", "identity"), calls("identity", "base"))
    own = apps(*NAMES, criticality=fields.pop("criticality", 2))
    return inputs(own_servers(own, interfaces=links), shared_services=asked, teams=(team(fte="9"),), **fields)


def planned(given: PlanInputs, **moved: date) -> Plan:
    """All move in the week of 1 March but those that a test moves."""
    return by_hand(given, **dict.fromkeys(NAMES, MID) | moved)


ALSO = ("dependencies",)


def test_all_in_one_week_is_right_for_both() -> None:
    for asked in (None, FIRST, LAST, SharedServices(dependants=2)):
        assert found(council(asked), planned(council(asked)), "shared services") == []


def test_a_move_a_week_before_what_goes_first_is_named() -> None:
    given = council(FIRST)
    [one] = found(given, planned(given, roads=day(2, 27)), "shared services")
    said = "it moves on 2027-02-27, before the shared service identity (2027-03-06)"
    assert (one.subject, one.message, one.dates) == ("roads", said, (day(2, 27), MID))
    assert found(given, planned(given, roads=day(3, 13)), "shared services") == []


def test_a_move_a_week_after_what_is_left_last_is_named() -> None:
    given = council(LAST)
    [one] = found(given, planned(given, roads=day(3, 13)), "shared services")
    said = "it moves on 2027-03-13, after identity, which is left last (2027-03-06)"
    assert (one.subject, one.message, one.dates) == ("roads", said, (day(3, 13), MID))
    assert found(given, planned(given, roads=day(2, 27)), "shared services") == []


def test_days_of_one_week_have_no_order() -> None:
    for asked, on in ((FIRST, day(3, 1)), (LAST, day(3, 7))):
        given = council(asked)
        plan = planned(given)
        other = replace(plan, moves=tuple(move("roads", on) if m.group_id == "roads" else m for m in plan.moves))
        assert found(given, other, "shared services", "calendar", "links") == []


def test_what_a_service_calls_itself_may_go_before_it() -> None:
    given = council(FIRST)
    assert found(given, planned(given, base=day(1, 16)), "shared services") == []
    deeper = replace(given.estate, interfaces=(*given.estate.interfaces, calls("base", "roads")))
    chain = replace(given, estate=deeper)
    assert found(chain, planned(chain, base=day(1, 16), roads=day(1, 16)), "shared services") == []
    stays = replace(
        chain,
        dispositions=tuple(
            replace(one, route="retain") if one.application_id == "base" else one for one in chain.dispositions
        ),
    )
    plan = by_hand(stays, roads=day(1, 16), **dict.fromkeys(("care", "identity", "rates"), MID))
    plan = replace(plan, groups=tuple(group for group in plan.groups if group.id != "base"))
    assert [one.subject for one in found(stays, plan, "shared services")] == ["roads"]
    seen = replace(calls("base", "roads"), declared=False, observed=True)
    weak = replace(given, estate=replace(given.estate, interfaces=(*given.estate.interfaces, seen)))
    told = found(weak, planned(weak, base=day(1, 16), roads=day(1, 16)), "shared services")
    assert [one.subject for one in told] == ["roads"]


def test_so_many_callers_make_a_service_and_one_fewer_does_not() -> None:
    for dependants, told in ((2, ["roads"]), (3, [])):
        given = council(SharedServices(dependants=dependants, place="first"))
        plan = planned(given, roads=day(2, 27))
        assert [one.subject for one in found(given, plan, "shared services")] == told


def test_calls_of_itself_make_nothing_a_service() -> None:
    given = council(SharedServices(dependants=3, place="first"))
    own = replace(given.estate, interfaces=(*given.estate.interfaces, calls("identity", "identity")))
    given = replace(given, estate=own)
    assert found(given, planned(given, roads=day(2, 27)), "shared services") == []


def test_a_named_service_has_a_place_of_its_own() -> None:
    given = council(SharedServices(dependants=9, named={"roads": "last"}))
    assert [one.subject for one in found(given, planned(given, care=day(3, 13)), "shared services")] == ["care"]
    freed = council(replace(FIRST, named={"identity": "any"}))
    assert found(freed, planned(freed, roads=day(2, 27)), "shared services") == []


def test_services_of_one_place_do_not_bind_each_other_backwards() -> None:
    given = council(SharedServices(dependants=9, named={"roads": "last", "care": "last"}))
    assert found(given, planned(given, care=day(3, 13), roads=day(3, 20)), "shared services") == []
    first = council(SharedServices(dependants=9, named={"roads": "first", "care": "first"}))
    plan = planned(first, care=day(3, 13), roads=day(3, 13), rates=day(3, 20), identity=day(3, 13), base=day(3, 13))
    assert found(first, plan, "shared services") == []


def test_a_service_that_is_not_there_is_named() -> None:
    given = council(SharedServices(dependants=9, named={"ghost": "first"}))
    assert says(given, planned(given), "shared services") == [
        ("ghost", "programme.yaml names it as a shared service, but there is no such application")
    ]


def test_a_service_that_stays_has_no_place() -> None:
    for asked in (FIRST, LAST):
        given = council(asked, routes={"identity": "retain", "base": "retain"})
        plan = by_hand(given, care=MID, rates=day(3, 13), roads=day(2, 27))
        assert found(given, plan, "shared services") == []


def test_a_pilot_may_go_before_and_not_after() -> None:
    pilots = Pilots(critical=0, weeks=0, applications=("roads",))
    first, last = council(FIRST, pilots=pilots), council(LAST, pilots=pilots)
    assert found(first, planned(first, roads=day(2, 27)), "shared services", "pilots") == []
    assert len(found(last, planned(last, roads=day(3, 13)), "shared services", "pilots")) == 1
    others = council(FIRST, pilots=replace(pilots, applications=("care", "rates")))
    told = found(others, planned(others, roads=day(2, 27)), "shared services", "pilots")
    assert [one.subject for one in told] == ["roads"]


def settled(given: PlanInputs, plan: Plan, name: str) -> PlanInputs:
    """The inputs where the wave of this application was approved."""
    [wave] = [wave for wave in plan.waves if name in wave.group_ids]
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=day(1, 4)),)
    return replace(given, previous=plan, folder=replace(given.folder, waves=said))


def test_waves_that_were_approved_stay_where_they_are() -> None:
    first, last = council(FIRST), council(LAST)
    early, late = planned(first, roads=day(1, 30)), planned(last, roads=day(4, 10))
    assert found(settled(first, early, "roads"), early, "shared services") == []
    assert found(settled(last, late, "roads"), late, "shared services") == []
    assert len(found(settled(first, early, "care"), early, "shared services")) == 1
    assert found(settled(last, late, "identity"), late, "shared services") == []


def in_parts(asked: SharedServices) -> PlanInputs:
    """Base and identity are the parts of sign-in, which care and rates call."""
    given = council(asked)
    links = tuple(calls(one, "sign-in") for one in ("care", "rates"))
    [whole_app] = apps("sign-in")
    whole = replace(given.estate, applications=(*given.estate.applications[1:], whole_app), interfaces=links)
    parts = tuple(
        Part(id=one, name=one, application_id="sign-in", thing_ids=(f"{one}-srv",), hosts=(), share=1)  # type: ignore[arg-type]
        for one in ("base", "identity")
    )
    seen = replace(given.estate, interfaces=tuple(calls(a, b) for a in ("care", "rates") for b in ("base", "identity")))
    return replace(given, estate=seen, parts=parts, whole=Whole(estate=whole, dispositions=given.dispositions))


@pytest.mark.parametrize(("place", "on"), [("first", day(2, 27)), ("last", day(3, 13))])
def test_all_parts_of_a_service_have_its_place(place: Any, on: date) -> None:
    given = in_parts(SharedServices(dependants=2, place=place))
    told = found(given, planned(given, roads=on), "shared services", "parts")
    assert [one.subject for one in told] == ["roads", "roads"]
    assert ["base" in one.message for one in told] == [True, False]


def test_a_move_of_nothing_known_is_no_exception() -> None:
    given = council(FIRST)
    plan = by_hand(given, (move("ghost", day(2, 27)),), **dict.fromkeys(NAMES, MID))
    told = found(given, plan, "shared services", "completeness", "money")
    assert [one.subject for one in told] == ["ghost"]
