"""The check of every state on the way: second sites that are still there, and what stays behind is back in time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hand_plan import by_hand, day, found, with_move
from plan_cases import apps, calls, inputs, own_servers
from small_estate import runs

from inventory.model import Application, Site
from migration.model import Plan
from migration.plan.inputs import PlanInputs

SITES = (Site(id="hall", name="County Hall", second_site="depot"), Site(id="depot", name="Depot"))
ALSO = ("objective", "links", "preparation")


def two_sites(*more: Application, rto: int | None = 60, sites: Any = SITES, **fields: Any) -> PlanInputs:
    """Care stands at the hall and comes back at the depot, where roads stands, and all that is added."""
    seen = own_servers((*apps("care", rto_minutes=rto), *apps("roads"), *more))
    there = tuple(replace(s, site_id="hall" if s.id == "care-srv" else "depot") for s in seen.servers)
    return inputs(replace(seen, servers=there, sites=sites), sites=sites, **fields)


def planned(given: PlanInputs, **moved: Any) -> Plan:
    """Roads leaves the depot on 6 February and is off in the week of 15 February; care moves as a test says."""
    return by_hand(given, **{"roads": day(2, 6)} | moved)


def told(given: PlanInputs, plan: Plan, *also: str) -> list[tuple[str, str]]:
    return [(one.subject, one.message) for one in found(given, plan, "recovery", *ALSO, *also)]


def test_the_second_site_runs_something_in_the_week_of_the_cut_over() -> None:
    given = two_sites()
    assert told(given, planned(given, care=day(2, 20))) == []
    [one] = found(given, planned(given, care=day(2, 27)), "recovery", *ALSO)
    said = "it stays at hall until 2027-02-27, but depot, which takes over for hall, runs nothing after the week of"
    assert (one.subject, one.message) == ("care", f"{said} 2027-02-15")
    assert one.dates == (day(2, 15), day(2, 27)) and one.severity == "broken"


def test_a_machine_that_is_switched_off_later_keeps_its_site() -> None:
    given = two_sites()
    late = with_move(planned(given, care=day(2, 27)), "roads", old_off=day(2, 22))
    assert told(given, late) == []


def test_who_has_no_recovery_time_and_no_second_site_needs_none() -> None:
    for given in (two_sites(rto=None), two_sites(sites=(replace(SITES[0], second_site=None), SITES[1]))):
        assert told(given, planned(given, care=day(5, 8))) == []


def test_the_last_to_leave_a_site_counts() -> None:
    given = two_sites(*apps("parks"))
    late = planned(given, parks=day(4, 3), care=day(4, 17))
    assert told(given, late) == []
    assert len(told(given, planned(given, parks=day(4, 3), care=day(4, 24)))) == 1


def test_a_site_on_which_something_stays_or_nothing_ever_ran_is_not_emptied() -> None:
    stays = two_sites(*apps("parks"), routes={"parks": "retain"})
    assert told(stays, planned(stays, care=day(5, 8))) == []
    bare = two_sites(sites=(replace(SITES[0], second_site="barn"), SITES[1], Site(id="barn", name="Barn")))
    assert told(bare, planned(bare, care=day(5, 8))) == []


def test_who_stays_is_not_asked_for_its_second_site() -> None:
    given = two_sites(routes={"care": "retain"})
    assert told(given, planned(given)) == []


def test_a_site_that_is_not_known_leaves_it_unproven() -> None:
    given = two_sites()
    seen = given.estate
    lost = tuple(replace(one, site_id=None) if one.id == "care-srv" else one for one in seen.servers)
    unknown = replace(given, estate=replace(seen, servers=lost))
    [one] = found(unknown, planned(unknown, care=day(2, 20)), "recovery", *ALSO)
    assert one.message == (
        "it has a recovery time, but at which site it stands is not known, nor which site takes over"
    )
    assert (one.subject, one.severity) == ("care", "unproven")
    nobody = replace(
        unknown,
        estate=replace(
            unknown.estate, applications=tuple(replace(app, rto_minutes=None) for app in unknown.estate.applications)
        ),
    )
    assert told(nobody, planned(nobody, care=day(2, 20))) == []


def test_where_no_site_has_a_second_one_it_does_not_matter_where_things_stand() -> None:
    given = two_sites(sites=tuple(replace(site, second_site=None) for site in SITES))
    nowhere = tuple(replace(one, site_id=None) for one in given.estate.servers)
    lost = replace(given, estate=replace(given.estate, servers=nowhere))
    assert told(lost, planned(lost, care=day(2, 20))) == []


def test_an_application_on_two_sites_needs_the_second_of_each() -> None:
    given = two_sites()
    seen = given.estate
    both = replace(seen, deployments=(*seen.deployments, runs("care", "spare-srv")))
    spare = replace(seen.servers[0], id="spare-srv", name="spare", site_id="depot")
    given = replace(given, estate=replace(both, servers=(*seen.servers, spare)))
    assert told(given, planned(given, care=day(5, 8)), "completeness") == []


def beside(theirs: int | None, ours: int | None = 60, route: str = "rehost", **fields: Any) -> PlanInputs:
    """Care moves and lifts stays; they are strongly coupled."""
    own = (*apps("care", rto_minutes=ours), *apps("lifts", rto_minutes=theirs))
    seen = own_servers(own, interfaces=(calls("care", "lifts", fields.pop("coupling", "strong")),), **fields)
    return inputs(seen, routes={"lifts": "retain", "care": route})


def test_what_stays_behind_is_back_in_the_same_time_or_less() -> None:
    given = beside(60)
    assert told(given, by_hand(given, care=day(2, 6))) == []
    slow = beside(61)
    [one] = found(slow, by_hand(slow, care=day(2, 6)), "recovery")
    said = "from 2027-02-06 it needs lifts on the other side of the line, and it may take 61 minutes"
    assert one.message == f"it must be back within 60 minutes, but {said}"
    assert (one.subject, one.severity, one.dates) == ("care", "broken", (day(2, 6),))


def test_a_time_that_is_not_known_is_not_proven() -> None:
    given = beside(None)
    [one] = found(given, by_hand(given, care=day(2, 6)), "recovery")
    assert one.severity == "unproven" and one.message.endswith("and its own time is not known")


@pytest.mark.parametrize("given", [beside(600, ours=None), beside(600, coupling="weak"), beside(600, route="retire")])
def test_who_needs_nothing_back_is_free(given: PlanInputs) -> None:
    assert told(given, by_hand(given, care=day(2, 6))) == []


def test_what_was_to_stay_is_not_judged_by_a_move_it_should_not_have() -> None:
    given = beside(600)
    plan = by_hand(given, care=day(2, 6))
    assert told(beside(600, route="retain"), plan, "completeness", "waves", "money") == []


def test_the_call_may_go_either_way() -> None:
    own = (*apps("care", rto_minutes=60), *apps("lifts", rto_minutes=600))
    given = inputs(own_servers(own, interfaces=(calls("lifts", "care", "strong"),)), routes={"lifts": "retain"})
    assert len(told(given, by_hand(given, care=day(2, 6)))) == 1


def test_two_that_both_move_are_parted_by_no_line() -> None:
    own = (*apps("care", rto_minutes=60), *apps("lifts", rto_minutes=600))
    given = inputs(own_servers(own, interfaces=(calls("care", "lifts"),)))
    strong = replace(given.estate, interfaces=(calls("care", "lifts", "strong"),))
    given = replace(given, estate=strong)
    assert told(given, by_hand(given, care=day(2, 6), lifts=day(3, 6)), "completeness", "dependencies") == []


def test_a_thing_that_both_use_stays_with_who_stays() -> None:
    given = beside(600, coupling="weak")
    seen = given.estate
    shared = replace(seen, deployments=(*seen.deployments, runs("care", "lifts-srv")))
    both = replace(given, estate=shared)
    plan = by_hand(both, care=day(2, 6))
    assert [subject for subject, _ in told(both, plan)] == ["care"]
    undecided = replace(both, dispositions=tuple(d for d in both.dispositions if d.application_id == "care"))
    assert [subject for subject, _ in told(undecided, plan)] == ["care"]
    gone = replace(both, estate=replace(shared, applications=shared.applications[:1]))
    assert told(gone, plan) == []


def test_an_application_whose_move_is_gone_is_not_judged_by_it() -> None:
    given = beside(600)
    plan = by_hand(given, care=day(2, 6))
    assert told(given, replace(plan, moves=()), "completeness", "waves") == []
