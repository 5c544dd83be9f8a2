"""The check of applications in parts: only where they may be, all of them, few enough, and near enough in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says
from plan_cases import apps, own_servers, plan_programme, team
from small_estate import AS_OF, disposition, runs, server

from migration.model import Folder, GroupCosts, Pin, Plan, Splitting
from migration.plan.inputs import PlanInputs
from migration.plan.move_groups import move_groups
from migration.plan.parts import in_parts

EAST, NORTH, WEST = "drives-on-east", "drives-on-north", "drives-on-west"


def council(asked: Splitting | None = None, hosts: tuple[str, ...] = ("east", "north", "west")) -> PlanInputs:
    """Drives is in parts, one for each of its servers; roads is whole."""
    drives = apps("drives", may_split=True)
    seen = own_servers(apps("roads"))
    seen = replace(
        seen,
        applications=(*drives, *seen.applications),
        servers=(*seen.servers, *(server(host, site_id="hall") for host in hosts)),
        deployments=(*seen.deployments, *(runs("drives", host) for host in hosts)),
    )
    programme = plan_programme(splitting=asked or Splitting(), teams=(team(fte="9"),))
    decided = (disposition("drives"), disposition("roads"))
    divided = in_parts(seen, decided, Folder(programme=programme), None)
    groups = move_groups(divided.estate, divided.dispositions)
    return PlanInputs(
        as_of=AS_OF,
        estate=divided.estate,
        supports=(),
        dispositions=divided.dispositions,
        groups=groups,
        costs=tuple(GroupCosts(group_id=group.id, items=()) for group in groups),
        folder=Folder(programme=programme),
        parts=divided.parts,
        whole=divided.whole,
    )


def planned(given: PlanInputs, last: date = date(2027, 3, 6)) -> Plan:
    """Two parts move in February and one later."""
    return by_hand(given, **{EAST: day(2, 6), NORTH: day(2, 13), WEST: last, "roads": day(5, 8)})


def asking(given: PlanInputs, splitting: Splitting | None) -> PlanInputs:
    return replace(given, folder=replace(given.folder, programme=replace(given.folder.programme, splitting=splitting)))


def test_three_parts_on_two_days_are_right() -> None:
    assert [part.id for part in council().parts] == [EAST, NORTH, WEST]
    assert found(council(), planned(council()), "parts") == []


def test_nothing_in_parts_is_asked_for_nothing() -> None:
    given = replace(council(), whole=None)
    assert found(asking(given, Splitting(most_parts=1)), planned(given), "parts") == []


SPLIT = [("drives", "it is split, and nothing says that it may be")]


def test_what_may_not_be_split_is_named() -> None:
    given = council()
    assert given.whole is not None
    whole = given.whole.estate
    never = replace(whole, applications=tuple(replace(app, may_split=False) for app in whole.applications))
    gone = replace(whole, applications=whole.applications[1:])
    for seen in (never, gone):
        changed = replace(given, whole=replace(given.whole, estate=seen))
        told = [one for one in says(changed, planned(given), "parts", "decisions") if one[0] == "drives"]
        assert told == SPLIT
    assert says(asking(given, None), planned(given), "parts") == SPLIT


@pytest.mark.parametrize("most", [2, 3])
def test_there_are_no_more_parts_than_allowed(most: int) -> None:
    given = asking(council(), Splitting(most_parts=most))
    told = says(given, planned(given), "parts")
    many = "it moves in 3 parts; splitting.most_parts allows 2"
    assert told == ([("drives", many)] if most == 2 else [])


@pytest.mark.parametrize(("last", "far"), [(day(3, 6), False), (day(3, 13), True)])
def test_the_last_part_moves_so_many_weeks_after_the_first(last: date, far: bool) -> None:
    given = asking(council(), Splitting(within_weeks=4))
    told = found(given, planned(given, last), "parts")
    said = "its first part moves on 2027-02-06 and its last on 2027-03-13; "
    said += "splitting.within_weeks allows 4 weeks between"
    assert [one.message for one in told] == ([said] if far else [])
    assert all((one.subject, one.dates) == ("drives", (day(2, 6), day(3, 13))) for one in told)


def test_weeks_are_counted_and_not_days() -> None:
    given = asking(council(), Splitting(within_weeks=4))
    sunday = replace(given, folder=replace(given.folder, pins=(Pin(application_id=WEST, cut_over=day(3, 7)),)))
    assert found(sunday, planned(sunday, day(3, 7)), "parts") == []


def test_without_any_move_there_are_no_weeks_between() -> None:
    given = asking(council(), Splitting(within_weeks=0))
    plan = by_hand(given, roads=day(5, 8))
    assert found(given, plan, "parts", "completeness") == []


def edited(plan: Plan, **fields: Any) -> Plan:
    """The plan with another group for the part on north."""
    return replace(plan, groups=tuple(replace(g, **fields) if g.id == NORTH else g for g in plan.groups))


def test_what_no_part_takes_along_is_named() -> None:
    given = council()
    left = says(given, edited(planned(given), thing_ids=()), "parts", "completeness", "preparation", "objective")
    assert left == [("drives", "none of its parts takes north along")]
    assert found(given, planned(given), "parts") == []


def test_what_who_stays_needs_may_stay_behind() -> None:
    given = council()
    assert given.whole is not None
    seen = replace(given.estate, deployments=(*given.estate.deployments, runs("roads", "north")))
    stays = tuple(replace(d, route="retain") if d.application_id == "roads" else d for d in given.dispositions)
    shared = replace(given, estate=seen, dispositions=stays)
    plan = replace(edited(planned(given), thing_ids=()), moves=planned(given).moves[:3])
    assert found(shared, plan, "parts", "completeness", "preparation", "objective", "waves", "decisions") == []
    moving = replace(shared, dispositions=given.dispositions)
    told = says(moving, plan, "parts", "completeness", "preparation", "objective", "waves", "decisions")
    assert told == [("drives", "none of its parts takes north along")]


def test_a_group_of_another_application_takes_nothing_along_for_it() -> None:
    given = council()
    plan = edited(planned(given), thing_ids=())
    other = tuple(replace(g, thing_ids=(*g.thing_ids, "north")) if g.id == "roads" else g for g in plan.groups)
    also = ("completeness", "preparation", "objective")
    left = ("drives", "none of its parts takes north along")
    assert says(given, replace(plan, groups=other), "parts", *also) == [left]
    theirs = replace(given.parts[0], id="roads", application_id="streets")
    split = replace(given, parts=(*given.parts, theirs))
    assert left in says(split, replace(plan, groups=other), "parts", *also)


def test_each_application_in_parts_is_looked_at() -> None:
    given = council()
    more = tuple(replace(part, id=f"{part.id}-too", application_id="another") for part in given.parts)
    told = says(replace(given, parts=(*more, *given.parts)), planned(given), "parts", "objective")
    assert told == [("another", "it is split, and nothing says that it may be")]
