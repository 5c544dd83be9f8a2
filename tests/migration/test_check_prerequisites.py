"""The check that what must stand first has ended before the week of a cut-over that needs it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_plan import by_hand, day, found, move, says, slot
from plan_cases import apps, initiative, inputs, own_servers

from migration.model import Initiative, MoveGroup, Plan, Prerequisite
from migration.plan.inputs import PlanInputs

ZONE = Prerequisite(initiative="zone")
AT = day(3, 6)


def council(*needs: Prerequisite, work: tuple[Initiative, ...] = ()) -> PlanInputs:
    return inputs(own_servers(apps("care")), initiatives=work or (initiative("zone"),), prerequisites=needs or (ZONE,))


def planned(given: PlanInputs, starts_day: int = 4) -> Plan:
    """Care moves in the week of 1 March; the zone takes eight weeks from a day of January."""
    return by_hand(given, slots=(slot("zone", day(1, starts_day)),), care=AT)


def test_the_work_may_end_on_the_day_before_the_week_of_the_cut_over() -> None:
    assert planned(council()).initiatives[0].ends == day(2, 28)
    assert found(council(), planned(council()), "prerequisites") == []


def test_work_that_ends_in_that_week_is_too_late() -> None:
    [one] = found(council(), planned(council(), 5), "prerequisites")
    said = "its cut-over on 2027-03-06 is not after the week in which zone ends, 2027-03-01"
    assert (one.subject, one.message, one.dates) == ("care", said, (AT, day(3, 1)))


def test_work_that_is_not_in_the_plan_is_missed() -> None:
    plan = by_hand(council(), care=AT)
    assert says(council(), plan, "prerequisites", "portfolio") == [
        ("care", "it waits for zone, which is not in the plan")
    ]


@pytest.mark.parametrize(
    "need",
    [
        replace(ZONE, routes=("replatform",)),
        replace(ZONE, organisations=("district",)),
        replace(ZONE, applications=("roads",)),
    ],
)
def test_who_is_not_meant_does_not_wait(need: Prerequisite) -> None:
    given = council(need)
    told = [one.subject for one in found(given, planned(given, 25), "prerequisites")]
    assert told == (["roads"] if need.applications else [])


@pytest.mark.parametrize(
    "need",
    [
        replace(ZONE, routes=("replatform", "rehost")),
        replace(ZONE, organisations=("district", "county")),
        replace(ZONE, applications=("care",)),
    ],
)
def test_who_is_meant_waits(need: Prerequisite) -> None:
    given = council(need)
    assert [one.subject for one in found(given, planned(given, 25), "prerequisites")] == ["care"]


def test_each_prerequisite_is_waited_for() -> None:
    given = council(ZONE, Prerequisite(initiative="lines"), work=(initiative("zone"), initiative("lines")))
    plan = by_hand(given, slots=(slot("zone", day(1, 25)), slot("lines", day(1, 11))), care=AT)
    assert [one.dates[1] for one in found(given, plan, "prerequisites")] == [day(3, 7), day(3, 21)]


def test_a_roll_out_to_ones_own_organisation_is_enough() -> None:
    own = initiative("zone-at-county", rollout_of="zone", organisation_ids=("county",), duration_weeks=2)
    given = council(work=(initiative("zone"), own))
    late = by_hand(given, slots=(slot("zone", day(1, 4)), slot(own.id, day(3, 1), 2)), care=AT)
    assert [one.message for one in found(given, late, "prerequisites")] == [
        "its cut-over on 2027-03-06 is not after the week in which zone-at-county ends, 2027-03-14"
    ]


def test_an_application_that_is_not_there_is_named() -> None:
    given = council(replace(ZONE, applications=("ghost", "care")))
    assert says(given, planned(given), "prerequisites") == [
        ("ghost", "programme.yaml names it as waiting for zone, but there is no such application")
    ]


def test_what_the_inventory_does_not_know_waits_for_nothing() -> None:
    given = council()
    group = MoveGroup(id="ghost", application_ids=("ghost",), thing_ids=(), data_gib=0, why_together=())
    plan = by_hand(given, (move("ghost", day(1, 16)), move("phantom", day(1, 16)), move("care", AT)))
    plan = replace(plan, groups=(*plan.groups, group), initiatives=planned(given).initiatives)
    assert found(given, plan, "prerequisites", "completeness", "money", "objective") == []
