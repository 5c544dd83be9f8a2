"""The check that a pilot comes first, and has run for its weeks before anything critical follows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hand_plan import by_hand, day, found, move, says
from plan_cases import apps, inputs, own_servers, team

from migration.model import MoveGroup, Pilots, WaveApproval
from migration.plan.inputs import PlanInputs


def council(asked: Pilots | None = None, routes: dict[str, str] | None = None) -> PlanInputs:
    """Care is critical, rates nearly so; the intranet and the parks may be pilots."""
    own = (
        *apps("care", criticality=1),
        *apps("intranet", "parks", criticality=3),
        *apps("rates", criticality=2),
    )
    return inputs(own_servers(own), routes=routes, teams=(team(fte="20"),), pilots=asked or Pilots())


FAR = {"parks": day(6, 12), "rates": day(6, 12)}
"""Late enough to be in nobody's way."""


def test_four_weeks_after_the_pilot_is_soon_enough_for_what_is_critical() -> None:
    given = council()
    assert found(given, by_hand(given, intranet=day(2, 6), care=day(3, 6), **FAR), "pilots") == []


def test_a_week_less_is_too_soon() -> None:
    [one] = found(council(), by_hand(council(), intranet=day(2, 6), care=day(2, 27), **FAR), "pilots")
    ran = "the first pilot, in the week of 2027-02-01, must have run for 4 weeks"
    assert one.message == f"it is critical and moves by rehost on 2027-02-27; {ran}"
    assert (one.subject, one.dates) == ("care", (day(2, 1), day(2, 27)))


def test_weeks_count_and_not_days() -> None:
    given = council()
    sunday = by_hand(given, (move("care", day(3, 1)),), intranet=day(2, 6), **FAR)
    assert found(given, sunday, "pilots", "calendar") == []


def test_the_first_of_two_pilots_counts() -> None:
    given = council()
    plan = by_hand(given, intranet=day(2, 27), parks=day(2, 6), care=day(3, 6), rates=day(2, 6))
    assert found(given, plan, "pilots") == []


def test_nothing_else_moves_before_the_week_of_the_pilot() -> None:
    given, late = council(), {"care": day(6, 12), "parks": day(6, 12)}
    assert found(given, by_hand(given, intranet=day(2, 6), rates=day(2, 6), **late), "pilots") == []
    [one] = found(given, by_hand(given, intranet=day(2, 6), rates=day(1, 30), **late), "pilots")
    said = "it moves by rehost on 2027-01-30, before the first pilot, in the week of 2027-02-01"
    assert (one.subject, one.message, one.dates) == ("rates", said, (day(2, 1), day(1, 30)))


def test_a_pilot_waits_for_nobody() -> None:
    given = council()
    plan = by_hand(given, intranet=day(1, 16), parks=day(1, 16), care=day(2, 27), rates=day(2, 6))
    assert found(given, plan, "pilots") == []


@pytest.mark.parametrize("critical", [1, 2])
def test_critical_is_what_the_programme_says(critical: int) -> None:
    given = council(Pilots(critical=critical))
    plan = by_hand(given, intranet=day(2, 6), rates=day(2, 13), care=day(6, 12), parks=day(6, 12))
    assert [one.subject for one in found(given, plan, "pilots")] == (["rates"] if critical == 2 else [])


def test_something_critical_without_any_pilot_is_refused_and_the_rest_is_not() -> None:
    given = council(routes={"care": "replace"})
    plan = by_hand(given, intranet=day(2, 6), care=day(6, 5), **FAR)
    [one] = found(given, plan, "pilots")
    assert (one.subject, one.message) == ("care", "it is critical, and no pilot moves by replace")
    assert one.dates == (day(6, 5),)
    other = council(routes={"rates": "replace"})
    free = by_hand(other, intranet=day(2, 6), care=day(6, 5), parks=day(6, 12), rates=day(1, 16))
    assert found(other, free, "pilots") == []


def test_a_kind_may_be_the_thing_it_becomes() -> None:
    given = council(Pilots(kind="target"))
    kinds = {"care": "app-service", "intranet": "virtual-machine", "parks": "app-service", "rates": None}
    decided = tuple(replace(one, target_kind=kinds[one.application_id]) for one in given.dispositions)
    given = replace(given, dispositions=decided)
    plan = by_hand(given, intranet=day(1, 16), parks=day(2, 27), care=day(3, 6), rates=day(1, 16))
    [one] = found(given, plan, "pilots")
    assert one.message.startswith("it is critical and moves by app-service on 2027-03-06")


def test_what_is_retired_is_no_pilot_and_waits_for_none() -> None:
    given = council(routes={"care": "retire", "parks": "retire"})
    plan = by_hand(given, intranet=day(2, 6), care=day(1, 16), parks=day(1, 16), rates=day(2, 6))
    assert found(given, plan, "pilots") == []
    assert len(found(given, by_hand(given, intranet=day(2, 6), rates=day(1, 30)), "pilots", "completeness")) == 1


def test_what_was_to_stay_is_no_kind_of_move() -> None:
    given = council(routes={"care": "retain"})
    plan = by_hand(council(), intranet=day(2, 6), care=day(2, 13), **FAR)
    assert found(given, plan, "pilots", "completeness", "money", "waves") == []


def test_named_applications_are_pilots_whatever_their_criticality() -> None:
    given = council(Pilots(applications=("rates",)))
    plan = by_hand(given, rates=day(1, 16), care=day(2, 13), intranet=day(6, 12), parks=day(6, 12))
    assert found(given, plan, "pilots") == []


def test_a_pilot_that_is_not_there_is_named() -> None:
    given = council(Pilots(applications=("ghost",)))
    plan = by_hand(given, intranet=day(1, 16), care=day(2, 13), **FAR)
    assert says(given, plan, "pilots") == [
        ("ghost", "programme.yaml names it as a pilot, but there is no such application")
    ]


def test_who_may_be_a_pilot_is_what_the_programme_says() -> None:
    given = council(Pilots(pilot_from=4))
    plan = by_hand(given, intranet=day(1, 16), care=day(2, 13), **FAR)
    assert says(given, plan, "pilots") == [("care", "it is critical, and no pilot moves by rehost")]
    unknown = replace(given.estate, applications=tuple(replace(a, criticality=None) for a in given.estate.applications))
    nobody = replace(council(Pilots(pilot_from=1)), estate=unknown)
    assert found(nobody, plan, "pilots", "objective") == []


def test_a_group_is_a_pilot_only_where_all_of_it_is() -> None:
    """The intranet and rates as one move: it teaches nobody, and being critical by rates it waits."""
    given = council(Pilots(critical=2))
    both = MoveGroup(id="both", application_ids=("intranet", "rates"), thing_ids=(), data_gib=0, why_together=())
    plan = by_hand(given, parks=day(2, 6), care=day(6, 12))
    plan = replace(plan, groups=(*plan.groups[:1], both, plan.groups[2]), moves=(*plan.moves, move("both", day(2, 13))))
    assert [one.subject for one in found(given, plan, "pilots", "completeness", "money")] == ["both"]


def test_a_wave_that_was_approved_waits_for_no_pilot() -> None:
    given = council()
    plan = by_hand(given, intranet=day(2, 6), care=day(2, 27), **FAR)
    [wave] = [wave for wave in plan.waves if "care" in wave.group_ids]
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=day(1, 4)),)
    kept = replace(given, previous=plan, folder=replace(given.folder, waves=said))
    assert found(kept, plan, "pilots") == []


def test_a_move_of_nothing_is_no_pilot() -> None:
    given = council()
    plan = by_hand(given, (move("ghost", day(1, 16)),), intranet=day(2, 6), care=day(2, 27), **FAR)
    assert [one.subject for one in found(given, plan, "pilots", "completeness", "money")] == ["care"]
