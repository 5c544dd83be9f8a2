"""Every state on the way keeps recovery times: second sites are not emptied too soon, and nothing needed is cut off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, cut_overs, ends, inputs, own_servers, quick, team

from inventory.model import Estate, Site
from migration.dates import WEEK, monday
from migration.model import Pin, Plan
from migration.plan.assemble import assemble
from migration.plan.board import Board
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.moves import ground
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

LOST = date(2026, 12, 31)
SITES = (Site(id="hall", name="County Hall", second_site="depot"), Site(id="depot", name="Depot"))
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)


def at_depot(seen: Estate, *names: str) -> Estate:
    """The estate with these applications' servers at the depot."""
    there = {f"{name}-srv" for name in names}
    return replace(
        seen, servers=tuple(replace(s, site_id="depot") if s.id in there else s for s in seen.servers), sites=SITES
    )


def two_sites(rto: int | None = 60) -> PlanInputs:
    """Care at the hall comes back at the depot, where roads has lost its support and wants to leave."""
    own = (*apps("care", rto_minutes=rto), *apps("roads"))
    return inputs(at_depot(own_servers(own), "roads"), (ends("roads-srv", LOST),), sites=SITES, links=())


def broken(given_inputs: PlanInputs, plan: Plan) -> list[str]:
    return [v.message for v in verify(given_inputs, plan) if v.constraint == "recovery"]


def test_a_second_site_is_kept_until_who_needs_it_has_left() -> None:
    free, bound = quick(two_sites(rto=None)), quick(two_sites())
    assert cut_overs(free)["care"] > cut_overs(free)["roads"] + 2 * WEEK
    off = next(move.old_off for move in bound.moves if move.group_id == "roads")
    assert monday(cut_overs(bound)["care"]) <= monday(off)
    assert bound.objective > free.objective and bound.status == "optimal"
    assert broken(two_sites(), bound) == []


def test_verify_finds_a_second_site_that_is_emptied_too_soon() -> None:
    [message] = broken(two_sites(), quick(two_sites(rto=None)))
    assert "which takes over for hall, runs nothing after the week of" in message


def test_a_site_on_which_something_stays_is_not_emptied() -> None:
    own = (*apps("care", rto_minutes=60), *apps("roads"), *apps("lifts"))
    seen = at_depot(own_servers(own), "roads", "lifts")
    given_inputs = inputs(seen, (ends("roads-srv", LOST),), {"lifts": "retain"}, sites=SITES)
    plan = quick(given_inputs)
    assert cut_overs(plan)["care"] > cut_overs(plan)["roads"] + 2 * WEEK
    assert broken(given_inputs, plan) == []


def test_where_it_stands_is_not_known_so_nothing_is_proven() -> None:
    given_inputs = two_sites()
    seen = given_inputs.estate
    lost = replace(seen, servers=tuple(replace(s, site_id=None) for s in seen.servers))
    found = verify(replace(given_inputs, estate=lost), quick(given_inputs))
    assert [v.severity for v in found if v.constraint == "recovery"] == ["unproven"]


@pytest.mark.parametrize(("theirs", "severity"), [(30, None), (600, "broken"), (None, "unproven")])
def test_what_stays_behind_must_be_back_in_time(theirs: int | None, severity: str | None) -> None:
    own = (*apps("care", rto_minutes=60), *apps("lifts", rto_minutes=theirs))
    seen = own_servers(own, interfaces=(calls("care", "lifts", "strong"),))
    given_inputs = inputs(seen, routes={"lifts": "retain"})
    found = [v.severity for v in verify(given_inputs, quick(given_inputs)) if v.constraint == "recovery"]
    assert found == ([severity] if severity else [])


def test_explain_names_the_site_that_is_needed() -> None:
    given_inputs = two_sites()
    late = (Pin(application_id="care", not_before=date(2027, 5, 1)),)
    given_inputs = replace(given_inputs, folder=replace(given_inputs.folder, pins=late))
    said = "\n".join(explain(given_inputs, quick(given_inputs), "roads"))
    assert "depot stands in for hall" in said


def test_a_conflict_names_the_second_site() -> None:
    given_inputs = two_sites()
    pins = (
        Pin(application_id="care", not_before=date(2027, 5, 1)),
        Pin(application_id="roads", deadline=date(2027, 3, 1)),
    )
    with pytest.raises(InfeasibleError, match="depot stands in for hall"):
        quick(replace(given_inputs, folder=replace(given_inputs.folder, pins=pins)))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=2, max_size=5), st.booleans())
def test_P_13_small_and_large_plans_keep_the_second_site(kinds: list[tuple[bool, bool, bool]], both: bool) -> None:
    names = [f"app-{n}" for n in range(len(kinds))]
    own = tuple(
        app
        for name, (need, _, _) in zip(names, kinds, strict=True)
        for app in apps(name, rto_minutes=60 if need else None)
    )
    away = [name for name, (_, there, _) in zip(names, kinds, strict=True) if there]
    lost = tuple(ends(f"{name}-srv", LOST) for name, (_, _, late) in zip(names, kinds, strict=True) if late)
    sites = (SITES[0], replace(SITES[1], second_site="hall" if both else None))
    given_inputs = inputs(at_depot(own_servers(own), *away), lost, sites=sites, links=(), teams=(team(fte="1.5"),))
    plan = quick(given_inputs)
    assert broken(given_inputs, plan) == [] and plan.status == "optimal"
    problem = assemble(ground(given_inputs)).problem
    answer, bound = large(assemble(ground(given_inputs)), COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= Decimal(answer.objective)
    week = {t.id: int(t.options.week[answer.positions[t.id]]) for t in problem.tasks}
    for keep in problem.keeps:
        assert max(week[g] for g in keep.needing) <= max(week[g] for g in keep.leaving) + keep.off_weeks


def test_the_board_leaves_room_for_what_is_not_placed_yet() -> None:
    problem = assemble(ground(two_sites())).problem
    board = Board(problem, frozenset())
    number = {piece.task.id: n for n, piece in enumerate(board.pieces)}
    assert np.array_equal(
        board.open_places(number["care"]), np.ones(len(board.pieces[number["care"]].week), dtype=bool)
    )
    board.place(number["roads"], 0)
    week = board.pieces[number["roads"]].week[0]
    assert board.pieces[number["care"]].week[board.open_places(number["care"])].max() == week + 2
