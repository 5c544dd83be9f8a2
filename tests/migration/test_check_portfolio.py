"""The check of the portfolio: must-do work is there, once, whole, inside the plan; daily work is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hand_plan import by_hand, day, found, says, slot
from plan_cases import initiative, inputs, own_servers

from migration.dates import DAY
from migration.model import InitiativeSlot, Plan
from migration.plan.inputs import PlanInputs

GIVEN = inputs(
    own_servers(()),
    initiatives=(initiative("base"), initiative("brief", duration_weeks=4), initiative("wish", must_do=False)),
)
LAST = slot("base", day(5, 6))
"""Its eight weeks end on the last day of the plan."""


def planned(*slots: InitiativeSlot, given: PlanInputs = GIVEN) -> Plan:
    return by_hand(given, slots=slots)


def test_eight_weeks_from_the_first_to_the_last_day_are_right() -> None:
    assert LAST.ends == day(6, 30)
    for one in (slot("base", day(1, 4)), LAST):
        assert found(GIVEN, planned(one), "portfolio") == []


def test_must_do_work_may_not_be_left_out() -> None:
    assert says(GIVEN, planned(), "portfolio") == [("base", "it must be done, and is not in the plan")]


def test_work_under_a_month_is_daily_work_and_has_no_place_in_the_plan() -> None:
    told = says(GIVEN, planned(LAST, slot("brief", day(1, 4), 4)), "portfolio")
    assert told == [("brief", "it takes 4 weeks: work under a month is no part of the plan")]
    month = replace(GIVEN, folder=replace(GIVEN.folder, initiatives=(initiative("brief", duration_weeks=5),)))
    assert says(month, planned(given=month), "portfolio") == [("brief", "it must be done, and is not in the plan")]
    assert found(month, planned(slot("brief", day(1, 4), 5), given=month), "portfolio") == []


def test_a_roll_out_is_part_of_longer_work_however_short() -> None:
    part = initiative("base-at-county", duration_weeks=3, rollout_of="base")
    given = replace(GIVEN, folder=replace(GIVEN.folder, initiatives=(part,)))
    assert found(given, planned(slot(part.id, day(1, 4), 3), given=given), "portfolio") == []
    assert len(found(given, planned(given=given), "portfolio")) == 1


def test_work_that_is_a_day_too_short_is_refused() -> None:
    cut = replace(LAST, ends=LAST.ends - DAY)
    assert says(GIVEN, planned(cut), "portfolio") == [("base", "it has less than its 8 weeks")]


def test_work_outside_the_plan_is_refused() -> None:
    soon, late = slot("base", day(1, 3)), slot("base", day(5, 7))
    words = "it lies outside the plan ({} to {})"
    assert says(GIVEN, planned(soon), "portfolio") == [("base", words.format("2027-01-03", "2027-02-27"))]
    assert says(GIVEN, planned(late), "portfolio") == [("base", words.format("2027-05-07", "2027-07-01"))]


def test_work_stands_once_in_the_plan() -> None:
    twice = planned(slot("base", day(1, 4)), LAST)
    assert says(GIVEN, twice, "portfolio", "objective") == [("base", "it is 2 times in the plan")]


def test_a_slot_of_unknown_work_is_named() -> None:
    told = says(GIVEN, planned(LAST, slot("ghost", day(1, 4))), "portfolio")
    assert told == [("ghost", "the plan has time for it, but initiatives.csv does not name it")]


def tied(**rows: Mapping[str, Any]) -> PlanInputs:
    """Scored work of eight weeks, with ties."""
    portfolio = tuple(initiative(name, must_do=False, **fields) for name, fields in rows.items())
    return replace(GIVEN, folder=replace(GIVEN.folder, initiatives=portfolio))


def with_slots(given: PlanInputs, *names: str, weeks: int = 8) -> Plan:
    return planned(*(slot(name, day(1, 4), weeks) for name in names), given=given)


def test_a_package_is_in_the_plan_whole_or_not_at_all() -> None:
    given = tied(a={"package": "p"}, b={"package": "p"}, c={"package": "p"}, d={"package": "q"}, e={})
    for names in ((), ("d",), ("e",), ("a", "b", "c"), ("a", "b", "c", "d", "e")):
        assert found(given, with_slots(given, *names), "portfolio") == []
    words = "it is not in the plan, and {} is: package p is done all or none"
    assert says(given, with_slots(given, "b"), "portfolio") == [("a", words.format("b")), ("c", words.format("b"))]
    assert says(given, with_slots(given, "a", "c"), "portfolio") == [("b", words.format("a"))]


def test_daily_work_is_no_part_of_a_package_and_excludes_nothing() -> None:
    daily: dict[str, Any] = {"package": "p", "excludes": ("a",), "duration_weeks": 4}
    given = tied(a={"package": "p"}, b={"package": "p"}, c=daily)
    assert found(given, with_slots(given, "a", "b"), "portfolio") == []
    told = says(given, planned(*(slot(n, day(1, 4)) for n in "ab"), slot("c", day(1, 4), 4), given=given), "portfolio")
    assert told == [("c", "it takes 4 weeks: work under a month is no part of the plan")]


def test_two_that_exclude_each_other_are_told_once_whichever_says_so() -> None:
    words = [("a", "it is in the plan beside b, and the two exclude each other")]
    for rows in ({"a": ("b",), "b": ()}, {"a": (), "b": ("a",)}, {"a": ("b",), "b": ("a",)}):
        given = tied(**{name: {"excludes": other} for name, other in rows.items()}, c={})
        assert says(given, with_slots(given, "a", "b", "c"), "portfolio") == words
        for names in (("a", "c"), ("b", "c"), ("c",)):
            assert found(given, with_slots(given, *names), "portfolio") == []


def test_what_a_build_excludes_its_roll_outs_do() -> None:
    part: dict[str, Any] = {"rollout_of": "a", "depends_on": ("a",), "excludes": ("b",), "duration_weeks": 3}
    given = tied(**{"a": {"excludes": ("b",)}, "a-at-county": part, "b": {}})
    both = planned(slot("a", day(1, 4)), slot("a-at-county", day(3, 1), 3), slot("b", day(1, 4)), given=given)
    assert says(given, both, "portfolio") == [("a", "it is in the plan beside b, and the two exclude each other")]
    alone = planned(slot("a-at-county", day(3, 1), 3), slot("b", day(1, 4)), given=given)
    told = says(given, alone, "portfolio", "dependencies")
    assert told == [("a-at-county", "it is in the plan beside b, and the two exclude each other")]
    other = tied(**{"a": {}, "a-at-county": {**part, "excludes": ()}, "b": {"excludes": ("a",)}})
    slots = (slot("a-at-county", day(3, 1), 3), slot("b", day(1, 4)))
    assert says(other, planned(*slots, given=other), "portfolio", "dependencies") == told


def test_an_exclusion_of_one_roll_out_means_that_one_alone() -> None:
    part: dict[str, Any] = {"rollout_of": "a", "depends_on": ("a",), "duration_weeks": 3}
    given = tied(**{"a": {}, "a-at-county": part, "a-at-district": part, "b": {"excludes": ("a-at-county",)}})
    first, others = slot("a", day(1, 4)), (slot("b", day(1, 4)), slot("a-at-district", day(3, 1), 3))
    assert found(given, planned(first, *others, given=given), "portfolio") == []
    both = planned(first, *others, slot("a-at-county", day(3, 1), 3), given=given)
    words = "it is in the plan beside b, and the two exclude each other"
    assert says(given, both, "portfolio") == [("a-at-county", words)]
