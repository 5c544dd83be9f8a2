"""An application that may be split moves in parts: each with its own date, cost, support and risk, none left behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, apps, calls, cut_overs, ends, monthly, plan_programme, quick, team
from small_estate import AS_OF, database, disposition, estate, price, runs, server

from inventory.model import Estate, Site
from migration.dates import WEEK, monday
from migration.model import Folder, Pin, Plan, Splitting, WaveApproval
from migration.money.costs import group_costs
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs, Whole
from migration.plan.large import large
from migration.plan.measures import SPLIT
from migration.plan.move_groups import move_groups
from migration.plan.moves import ground
from migration.plan.parts import in_parts
from migration.plan.verify import verify
from migration.plan_sheet.edits import GivenRow, read_edits, with_edits
from migration.plan_sheet.rows import TOLD, sheet_rows
from safeio.errors import InfeasibleError

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
EAST, WEST = "drives-on-east", "drives-on-west"
LOST = date(2026, 12, 31)


def drives(servers: tuple[str, ...] = ("east", "west"), **fields: Any) -> Estate:
    """Shared drives on several servers, with a database on the first; the portal calls them."""
    own = {"may_split": True, "criticality": 1, "service": "corporate", "users": 100}
    held = (*apps("drives", **own | fields), *apps("portal"))
    return estate(
        sites=(Site(id="hall", name="County Hall"),),
        applications=held,
        servers=tuple(server(name, site_id="hall") for name in (*servers, "portal-srv")),
        databases=(replace(database("index", parent_id=servers[0]), site_id="hall"),),
        deployments=(
            *(runs("drives", name) for name in servers),
            runs("drives", "index", role="database"),
            runs("portal", "portal-srv"),
        ),
    )


def divided(
    seen: Estate,
    splitting: Splitting | None = Splitting(),  # noqa: B008 - a frozen value
    route: str = "rehost",
    pins: tuple[Pin, ...] = (),
    previous: Plan | None = None,
    waves: tuple[WaveApproval, ...] = (),
    lost: tuple[str, ...] = ("east", "west"),
    **fields: Any,
) -> PlanInputs:
    """What a plan is made from, with the drives in parts where they may be. Both servers have lost their support."""
    programme = plan_programme(splitting=splitting, **{"teams": (team(fte="20"),)} | fields)
    folder = Folder(programme=programme, pins=pins, waves=waves)
    decided = (disposition("drives", route), disposition("portal"))
    found = in_parts(seen, decided, folder, previous)
    groups = move_groups(found.estate, found.dispositions)
    return PlanInputs(
        as_of=AS_OF,
        estate=found.estate,
        supports=tuple(ends(name, LOST) for name in lost),
        dispositions=found.dispositions,
        groups=groups,
        costs=tuple(monthly(group.id) for group in groups),
        folder=folder,
        previous=previous,
        parts=found.parts,
        whole=found.whole,
    )


def ids(given_inputs: PlanInputs) -> list[str]:
    return [group.id for group in given_inputs.groups]


def test_without_the_setting_it_moves_whole() -> None:
    assert ids(divided(drives(), None)) == ["drives", "portal"]
    assert divided(drives(), None).whole is None


def test_each_server_is_a_part_with_what_stands_on_it() -> None:
    given_inputs = divided(drives())
    assert ids(given_inputs) == [EAST, WEST, "portal"]
    assert [group.thing_ids for group in given_inputs.groups[:2]] == [("east", "index"), ("west",)]
    assert [part.share for part in given_inputs.parts] == [Decimal("0.5"), Decimal("0.5")]
    assert [app.name for app in given_inputs.estate.applications][:2] == ["Drives on east", "Drives on west"]


WHOLE: dict[str, Callable[[], PlanInputs]] = {
    "it may not be split": lambda: divided(drives(may_split=False)),
    "nobody says that it may": lambda: divided(drives(may_split=None)),
    "it is replaced": lambda: divided(drives(), route="replace"),
    "it is retired": lambda: divided(drives(), route="retire"),
    "it has one server": lambda: divided(drives(("east",)), lost=("east",)),
    "it is strongly coupled": lambda: divided(
        replace(drives(), interfaces=(calls("drives", "portal", coupling="strong"),))
    ),
}


@pytest.mark.parametrize("why", sorted(WHOLE))
def test_it_stays_whole_where(why: str) -> None:
    assert WHOLE[why]().parts == ()


@pytest.mark.parametrize(("most", "bundles"), [(4, ["a", "b", "c", "d"]), (3, ["a", "b", "c d"]), (2, ["a b", "c d"])])
def test_there_are_no_more_parts_than_allowed(most: int, bundles: list[str]) -> None:
    found = divided(drives(("a", "b", "c", "d")), Splitting(most_parts=most), lost=())
    assert [" ".join(part.hosts) for part in found.parts] == bundles


def test_too_many_servers_go_by_site() -> None:
    seen = drives(("a", "b", "c"))
    seen = replace(seen, servers=tuple(replace(s, site_id="depot" if s.id == "a" else "hall") for s in seen.servers))
    found = divided(seen, Splitting(most_parts=2), lost=())
    assert [part.hosts for part in found.parts] == [("a",), ("b", "c")]


def test_parts_move_when_it_suits_each_and_callers_wait_for_all() -> None:
    """One person: not all at once. The part without support goes first, and the portal after both."""
    seen = replace(drives(), interfaces=(calls("portal", "drives"),))
    asked = divided(seen, lost=("west",), teams=(team(fte="0.6"),))
    plan = quick(asked)
    at = cut_overs(plan)
    assert at[WEST] < at[EAST] <= at["portal"] and len({monday(day) for day in at.values()}) > 1
    assert plan.status == "optimal" and verify(asked, plan) == ()


def test_parts_share_the_effort_the_price_and_the_risk() -> None:
    asked = divided(drives(effort={"platform": Decimal(9)}))
    assert [dict(app.effort) for app in asked.estate.applications][:2] == [{"platform": Decimal("4.5")}] * 2
    assert [app.users for app in asked.estate.applications][:2] == [50, 50]
    prices = (price("implementation drives", "1000.01"),)
    costs = group_costs(asked.groups, asked.dispositions, asked.estate, asked.folder.programme, prices, asked.parts)
    once = [item.gbp for group in costs for item in group.items if item.every == "once"]
    assert once == [Decimal("500.01"), Decimal("500.00")]
    stakes = {one.application_id: one.gbp for one in assemble(ground(asked)).problem.stakes}
    assert stakes == {EAST: 500, WEST: 500}


def test_weeks_between_the_parts_are_bounded() -> None:
    """East is held back until May; west has lost its support, and may go no more than six weeks before."""
    pins = (Pin(application_id=EAST, not_before=date(2027, 5, 1)),)
    free, asked = divided(drives(), pins=pins), divided(drives(), Splitting(within_weeks=6), pins=pins)
    apart, near = cut_overs(quick(free)), cut_overs(quick(asked))
    assert apart[WEST] < near[WEST] and near[EAST] == apart[EAST]
    assert monday(near[EAST]) - monday(near[WEST]) == 6 * WEEK
    assert verify(asked, quick(asked)) == ()
    found = verify(asked, quick(free))
    assert {v.constraint for v in found} == {"parts"} and "within_weeks allows 6 weeks between" in found[0].message
    assert "moves within 6 weeks" in "\n".join(explain(asked, quick(asked), WEST))


def test_traffic_between_parts_has_the_price_of_a_split_interface() -> None:
    pins = (Pin(application_id=EAST, not_before=date(2027, 5, 1)),)
    wanted = replace(OBJECTIVE, split_interface_gbp=Decimal(70))
    asked = divided(drives(), pins=pins, objective=wanted)
    plan = quick(asked)
    assert [cost.gbp for cost in plan.costs if cost.what == SPLIT] == [70] and verify(asked, plan) == ()


def test_a_date_fixed_for_the_application_is_fixed_for_each_part() -> None:
    day = date(2027, 3, 6)
    asked = divided(drives(), pins=(Pin(application_id="drives", cut_over=day),))
    plan = quick(asked)
    assert cut_overs(plan)[EAST] == cut_overs(plan)[WEST] == day and verify(asked, plan) == ()
    own = (Pin(application_id="drives", cut_over=day), Pin(application_id=WEST, cut_over=date(2027, 3, 13)))
    assert cut_overs(quick(divided(drives(), pins=own)))[WEST] == date(2027, 3, 13)


def test_parts_of_one_critical_service_may_move_in_one_week() -> None:
    asked = divided(drives(), critical_apart=1)
    at = cut_overs(quick(asked))
    assert at[EAST] == at[WEST] and verify(asked, quick(asked)) == ()


def test_what_was_approved_whole_stays_whole() -> None:
    before = quick(divided(drives(), None))
    wave = next(wave for wave in before.waves if "drives" in wave.group_ids)
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=AS_OF),)
    asked = divided(drives(), previous=before, waves=said)
    assert asked.parts == () and cut_overs(quick(asked))["drives"] == cut_overs(before)["drives"]


EDITS: dict[str, Callable[[PlanInputs, Plan], tuple[PlanInputs, Plan]]] = {
    "a part is left out": lambda i, p: (
        i,
        replace(
            p,
            groups=tuple(g for g in p.groups if g.id != WEST),
            moves=tuple(m for m in p.moves if m.group_id != WEST),
        ),
    ),
    "a part leaves its server": lambda i, p: (
        i,
        replace(p, groups=tuple(replace(g, thing_ids=()) if g.id == WEST else g for g in p.groups)),
    ),
    "it may not be split any more": lambda i, p: (
        replace(i, whole=Whole(estate=drives(may_split=False), dispositions=())),
        p,
    ),
    "there are too many parts": lambda i, p: (
        replace(i, folder=replace(i.folder, programme=replace(i.folder.programme, splitting=Splitting(most_parts=1)))),
        p,
    ),
}


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_verify_finds_a_split_that_is_wrong(edit: str) -> None:
    asked = divided(drives())
    changed, plan = EDITS[edit](asked, quick(asked))
    found = [v for v in verify(changed, plan) if v.constraint == "parts"]
    assert [v.subject for v in found] == ["drives"]


def test_a_conflict_names_the_parts() -> None:
    pins = (
        Pin(application_id=EAST, deadline=date(2027, 2, 1)),
        Pin(application_id=WEST, not_before=date(2027, 4, 1)),
    )
    with pytest.raises(InfeasibleError, match="hold parts of one application, which move within 2 weeks") as refused:
        quick(divided(drives(), Splitting(within_weeks=2), pins=pins))
    assert "9 weeks in splitting.within_weeks" in refused.value.remedy


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(2, 5), st.integers(1, 5), st.sampled_from([None, 0, 3]), st.sampled_from(["0.6", "3"]))
def test_P_13_small_and_large_plans_keep_parts_together(count: int, most: int, within: int | None, fte: str) -> None:
    names = tuple("abcde"[:count])
    asked = divided(drives(names), Splitting(most_parts=most, within_weeks=within), lost=names, teams=(team(fte=fte),))
    assert len(asked.parts) == (min(count, most) if most > 1 else 0)
    assert not asked.parts or round(sum(part.share for part in asked.parts), 9) == 1
    try:
        plan = quick(asked)
    except InfeasibleError as refused:
        assert within is not None and fte == "0.6" and "hold parts of one application" in str(refused)
        return
    assert verify(asked, plan) == ()
    assembled = assemble(ground(asked))
    answer, bound = large(assembled, COUNTED, lambda _text: None)
    assert bound <= plan.objective and (answer is None or answer.objective >= plan.bound)
    if answer is not None and within is not None:
        at = [int(t.options.week[answer.positions[t.id]]) for t in assembled.problem.tasks if t.id != "portal"]
        assert max(at) - min(at) <= within


def test_a_part_keeps_the_date_that_is_edited_in_the_spreadsheet() -> None:
    asked = divided(drives())
    plan = quick(asked)
    day = date(2027, 5, 8)
    cells = [{column: row.told(column) for column in (*TOLD, "group", "planned")} for row in sheet_rows(plan, asked)]
    given_rows = [
        GivenRow(
            number=n,
            cells={**row, "cut_over": str(day) if row["group"] == WEST else row["planned"], "pinned": "no", "note": ""},
        )
        for n, row in enumerate(cells, 2)
    ]
    edits = read_edits(given_rows, plan, asked)
    pins = with_edits((), edits.changed)
    assert edits.refused == () and [(pin.application_id, pin.cut_over) for pin in pins] == [(WEST, day)]
    again = divided(drives(), pins=pins)
    assert cut_overs(quick(again))[WEST] == day and verify(again, quick(again)) == ()
