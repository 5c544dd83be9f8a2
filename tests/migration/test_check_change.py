"""The check of how much changes in a week, and that critical services of one area do not change at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hand_plan import by_hand, day, found, move
from plan_cases import apps, inputs, own_servers, team
from small_estate import runs

from migration.model import MoveGroup, Part
from migration.plan.inputs import PlanInputs, Whole

WEEK = day(3, 1)


def council(**fields: object) -> PlanInputs:
    """Care and foster are the most critical services of people, roads the least; rates is another area's."""
    own = (
        *apps("care", "foster", criticality=1, service="people"),
        *apps("rates", criticality=1, service="revenues"),
        *apps("roads", criticality=3, service="people"),
        *apps("nobody", criticality=1),
        *apps("unknown", criticality=None, service="people"),
    )
    return inputs(own_servers(own), teams=(team(fte="20"),), **{"cut_over_days": ("saturday", "sunday")} | fields)  # type: ignore[arg-type]


def in_week(given: PlanInputs, *names: str) -> list[tuple[str, str]]:
    """What is found where these move in the week of 1 March, and each other in a week of its own."""
    others = (day(1, 16), day(1, 23), day(1, 30), day(2, 6), day(2, 13), day(2, 20))
    at = dict(zip((a.id for a in given.estate.applications), others, strict=True))
    plan = by_hand(given, **{name: day(3, 6) if name in names else on for name, on in at.items()})
    told = found(given, plan, "change")
    assert all(one.dates == (WEEK,) for one in told)
    return [(one.subject, one.message) for one in told]


def test_as_many_moves_as_allowed_are_right_and_one_more_is_not() -> None:
    given = council(most_moves_a_week=2)
    assert in_week(given, "care", "rates") == []
    assert in_week(given, "rates", "care", "roads") == [
        ("care, rates, roads", "3 moves cut over in the week of 2027-03-01; the programme allows 2")
    ]


def test_a_week_runs_from_monday_to_sunday() -> None:
    given = council(most_moves_a_week=1)

    def told(second: date) -> int:
        moves = (move("care", day(3, 6)), move("rates", second))
        return len(found(given, by_hand(given, moves), "change", "completeness"))

    assert told(day(3, 7)) == 1 and told(day(3, 13)) == 0


def test_two_critical_services_of_one_area_are_kept_apart() -> None:
    given = council(critical_apart=1)
    both = "care and foster are critical services of people, and cut over in one week, that of 2027-03-01"
    assert in_week(given, "foster", "care") == [("care", both)]
    assert in_week(council(), "foster", "care") == []


@pytest.mark.parametrize("other", ["rates", "roads", "nobody", "unknown"])
def test_another_area_or_a_lower_criticality_is_no_reason(other: str) -> None:
    assert in_week(council(critical_apart=2), "care", other) == []


def test_the_level_that_is_set_counts_as_critical() -> None:
    assert len(in_week(council(critical_apart=3), "care", "roads")) == 1
    assert len(in_week(council(critical_apart=2), "care", "roads")) == 0


def test_three_of_one_area_are_one_finding_and_of_two_areas_two() -> None:
    given = council(critical_apart=3)
    [one] = in_week(given, "care", "foster", "roads")
    assert one[1].startswith("care and foster and roads are critical services of people")


def test_a_group_that_moves_as_one_is_no_violation() -> None:
    given = council(critical_apart=1)
    seen = replace(given.estate, deployments=(*given.estate.deployments, runs("foster", "care-srv")))
    joined = inputs(seen, teams=(team(fte="20"),), critical_apart=1)
    pair = next(group.id for group in joined.groups if len(group.application_ids) == 2)
    assert found(joined, by_hand(joined, (move(pair, day(3, 6)),)), "change", "completeness") == []


def test_parts_of_one_application_are_one_service() -> None:
    given = council(critical_apart=1)
    parts = tuple(
        Part(id=name, name=name, application_id="homes", thing_ids=(), hosts=(), share=1)  # type: ignore[arg-type]
        for name in ("care", "foster")
    )
    whole = Whole(estate=given.estate, dispositions=given.dispositions)
    split = replace(given, parts=parts, whole=whole)
    plan = by_hand(given, care=day(3, 6), foster=day(3, 6))
    assert found(split, plan, "change", "completeness", "parts", "objective") == []


def test_what_is_not_there_is_not_critical() -> None:
    given = council(critical_apart=1)
    ghost = MoveGroup(id="ghost", application_ids=("ghost",), thing_ids=(), data_gib=0, why_together=())
    plan = by_hand(given, (move("phantom", day(3, 6)), move("ghost", day(3, 6))), care=day(3, 6))
    assert found(given, replace(plan, groups=(*plan.groups, ghost)), "change", "completeness", "money") == []
