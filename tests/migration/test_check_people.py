"""The check of people: work by skill and week against what the teams that may do it have, to the hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import by_hand, day, found, move, slot
from plan_cases import apps, initiative, inputs, own_servers, plan_programme, team

from migration.model import Absence, InitiativeSlot, Plan, SkillEffort, Team
from migration.plan.checks.people import shortfall
from migration.plan.inputs import PlanInputs

MONDAY = day(2, 1)


def council(*teams: Team, effort: str = "10", **fields: Any) -> PlanInputs:
    """Care is the county's and rates the district's; each takes ten days of platform work over two weeks."""
    own = (*apps("care"), *apps("rates", organisation_ids=("district",)))
    table = {"platform": SkillEffort(fixed=Decimal(effort), per_server=Decimal(0))}
    return inputs(own_servers(own), teams=teams, effort={"rehost": table}, **fields)


def told(given: PlanInputs, plan: Plan) -> list[tuple[str, str | None, date]]:
    return [(one.subject, one.amount, one.dates[0]) for one in found(given, plan, "people")]


def test_a_team_has_five_days_a_week_for_each_person() -> None:
    given = council(team(fte="1"))
    assert told(given, by_hand(given, care=day(2, 6), rates=day(2, 20))) == []
    [one] = found(given, by_hand(given, care=day(2, 6), rates=day(2, 13)), "people")
    assert (one.subject, one.amount, one.dates) == ("platform", "5.0 person-days", (MONDAY,))
    message = "10.0 person-days of platform; 5.0 more than the teams that may do it have"
    assert one.message == f"in the week of 2027-02-01 the plan asks {message}"


@pytest.mark.parametrize(("effort", "over"), [("10.02", []), ("10.04", ["0.0 person-days"] * 2)])
def test_a_hundredth_of_a_day_over_is_the_crumb_of_a_division_and_more_is_not(effort: str, over: list[str]) -> None:
    given = council(team(fte="1"), effort=effort)
    plan = by_hand(given, care=day(2, 6), rates=day(3, 6))
    weeks = [one for one in told(given, plan) if one[2] < day(2, 15)]
    assert [amount for _, amount, _ in weeks] == over


def test_work_is_spread_over_the_weeks_of_the_move() -> None:
    given = council(team(fte="0.5"))
    long = move("care", day(2, 27), prepare_from=day(2, 1))
    assert told(given, by_hand(given, (long, move("rates", day(4, 24), prepare_from=day(3, 29))))) == [
        ("platform", "0.5 person-days", day(3, 29))
    ]


def test_a_bank_holiday_and_absence_take_days() -> None:
    """Good Friday is 26 March; the team of two loses one person for two days of the week before."""
    away = Absence(starts=day(3, 18), ends=day(3, 19), fte=Decimal(1))
    given = council(team(fte="2", absence=(away,)), effort="20")
    plan = by_hand(given, care=day(3, 27), rates=day(5, 22))
    assert told(given, plan) == [
        ("platform", "2.0 person-days", day(3, 15)),
        ("platform", "2.0 person-days", day(3, 22)),
    ]


def test_work_of_one_organisation_is_not_done_by_the_team_of_another() -> None:
    county, district = team("county-team", "1", serves=("county",)), team("district-team", "1", serves=("district",))
    given = council(county, district)
    both = by_hand(given, care=day(2, 6), rates=day(2, 6))
    assert told(given, both) == []
    given = council(team("county-team", "2", serves=("county",)))
    assert [one[0] for one in told(given, both)] == ["platform", "platform"]


def test_work_of_two_organisations_may_be_done_by_either_team() -> None:
    county, shared = team("county-team", "1", serves=("county",)), team("shared", "1", serves=("county", "district"))
    given = council(county, shared)
    assert told(given, by_hand(given, care=day(2, 6), rates=day(2, 6))) == []


def test_work_that_nobody_can_do_is_short_in_full() -> None:
    given = council(team(skills={"dba": Decimal(9)}))
    [first, *_] = told(given, by_hand(given, care=day(2, 6), rates=day(3, 6)))
    assert first == ("platform", "5.0 person-days", day(1, 25))


def test_each_skill_is_counted_by_itself() -> None:
    table = {
        "dba": SkillEffort(fixed=Decimal(4), per_server=Decimal(0)),
        "platform": SkillEffort(fixed=Decimal(10), per_server=Decimal(0)),
    }
    given = council(team(skills={"platform": Decimal(1), "dba": Decimal("0.2")}))
    programme = replace(given.folder.programme, effort={"rehost": table})
    given = replace(given, folder=replace(given.folder, programme=programme))
    plan = by_hand(given, care=day(2, 6), rates=day(3, 6))
    assert {(skill, amount) for skill, amount, _ in told(given, plan)} == {("dba", "1.0 person-days")}


def work(*teams: Team, weeks: int = 8, **fields: Any) -> PlanInputs:
    known = {"effort": {"platform": Decimal(40)}, "duration_weeks": weeks} | fields
    return inputs(own_servers(()), initiatives=(initiative("base", **known),), teams=teams)


def planned(given: PlanInputs, one: InitiativeSlot) -> Plan:
    return by_hand(given, slots=(one,))


def test_an_initiative_takes_its_days_evenly_over_its_weeks() -> None:
    assert told(work(team(fte="1")), planned(work(), slot("base", day(1, 4)))) == []
    short = told(work(team(fte="0.9")), planned(work(), slot("base", day(1, 4))))
    assert [amount for _, amount, _ in short] == ["0.5 person-days"] * 8
    assert (short[0][2], short[-1][2]) == (day(1, 4), day(2, 22))


def test_an_initiative_is_done_by_the_teams_of_its_organisations() -> None:
    given = work(team(fte="9", serves=("county",)), organisation_ids=("district",))
    assert len(told(given, planned(given, slot("base", day(1, 4))))) == 8
    anyone = work(team(fte="9", serves=("county",)))
    assert told(anyone, planned(anyone, slot("base", day(1, 4)))) == []


def test_work_that_began_before_the_plan_is_counted_from_its_first_week() -> None:
    """A wave that was approved may have begun sooner: those weeks are over."""
    given = council(team(fte="0.8"))
    early = move("care", day(1, 9), prepare_from=date(2026, 12, 28))
    weeks = found(given, by_hand(given, (early,), rates=day(5, 22)), "people", "preparation")
    assert [one.dates[0] for one in weeks if one.dates[0] < day(2, 1)] == [day(1, 4)]


def test_what_the_inputs_do_not_know_takes_nobody() -> None:
    given = council(team(fte="1"))
    plan = by_hand(given, (move("ghost", day(2, 6)),), (slot("ghost", day(2, 1)),), care=day(2, 6), rates=day(3, 6))
    assert found(given, plan, "people", "completeness", "money", "portfolio") == []


def test_what_stays_takes_nobody_though_the_plan_moves_it() -> None:
    given = council(team(fte="1"))
    care, rates = given.dispositions
    stays = replace(given, dispositions=(replace(care, route="retain"), rates))
    plan = by_hand(given, care=day(2, 6), rates=day(2, 6))
    assert found(stays, plan, "people", "completeness") == []


TEAMS = (team("a", "1"), team("b", "2"), team("c", "0.2"))


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ({}, 0),
        ({("a",): 5}, 0),
        ({("a",): 6}, 1),
        ({("a", "b"): 15}, 0),
        ({("a", "b"): 16}, 1),
        ({("a",): 5, ("b",): 10, ("a", "b"): 1}, 1),
        ({("a",): 4, ("a", "b"): 11}, 0),
        ({("a",): 6, ("a", "b"): 9}, 1),
        ({("a", "c"): 6, ("b", "c"): 10}, 0),
        ({("a", "c"): 6, ("b", "c"): 11}, 1),
        ({("a", "b"): 10, ("b", "c"): 6, ("a", "c"): 2}, 2),
        ({(): 3, ("a",): 1}, 3),
    ],
)
def test_the_shortfall_is_what_no_sharing_out_can_place(asked: dict[tuple[str, ...], int], short: int) -> None:
    work_of = {frozenset(teams): Decimal(days) for teams, days in asked.items()}
    assert shortfall(plan_programme(teams=TEAMS), MONDAY, "platform", work_of) == short


def test_a_flow_is_turned_back_where_that_places_more() -> None:
    """The work of a and c goes to a first; that of a and d, who has nobody, then needs its place."""
    teams = (team("a", "1"), team("c", "1"), team("d", "0"))
    asked = {frozenset("ac"): Decimal(5), frozenset("ad"): Decimal(5)}
    assert shortfall(plan_programme(teams=teams), MONDAY, "platform", asked) == 0
