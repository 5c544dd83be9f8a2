"""An application that may be split goes whole or in parts, whichever is cheaper: never dearer than either, forced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, apps, calls, contract, cut_overs, ends, hardware, monthly, plan_programme, quick, team
from small_estate import AS_OF, disposition, estate, runs, server

from inventory.model import Contract, Estate, Interface, Site, Support
from migration.dates import DAY, WEEK
from migration.model import Folder, Pilots, Pin, Plan, SkillEffort, Splitting, WaveApproval
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.changes import replan
from migration.plan.choices import declare
from migration.plan.constraints import CONSTRAINTS
from migration.plan.dual import bounded
from migration.plan.dual_rows import columns
from migration.plan.explain import explain
from migration.plan.gather import gather
from migration.plan.inputs import PlanInputs
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.linear import Linear
from migration.plan.measures import IN_PARTS
from migration.plan.moves import ground
from migration.plan.solve import Effort, search
from migration.plan.verify import verify
from migration.plan.ways import floor
from migration.plan.ways_search import large_ways, scarce
from migration.plan.whole_or_parts import as_planned
from safeio.errors import InfeasibleError, InputError

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
LOST = date(2026, 12, 31)
PARTS = ("drives-on-east", "drives-on-west")


def council(
    splitting: Splitting,
    servers: tuple[str, ...] = ("east", "west"),
    interfaces: tuple[Interface, ...] = (),
    supports: tuple[Support, ...] = (),
    contracts: tuple[Contract, ...] = (),
    pins: tuple[Pin, ...] = (),
    previous: Plan | None = None,
    waves: tuple[WaveApproval, ...] = (),
    **fields: Any,
) -> PlanInputs:
    """Shared drives on several servers, which may be split, and a portal and rates beside them."""
    seen = _estate(servers, interfaces, contracts)
    decided = tuple(disposition(app.id) for app in seen.applications)
    programme = plan_programme(splitting=splitting, **{"teams": (team(fte="20"),)} | fields)
    folder = Folder(programme=programme, pins=pins, waves=waves)
    made = gather(seen, decided, supports, folder, (), AS_OF, previous, {})
    return replace(made, costs=tuple(monthly(costs.group_id) for costs in made.costs))


def _estate(servers: tuple[str, ...], interfaces: tuple[Interface, ...], contracts: tuple[Contract, ...]) -> Estate:
    own = {"may_split": True, "criticality": 1, "service": "corporate", "users": 100}
    return estate(
        sites=(Site(id="hall", name="County Hall"),),
        applications=(*apps("drives", **own), *apps("portal", "rates", criticality=3)),
        servers=tuple(server(name, site_id="hall") for name in (*servers, "portal-srv", "rates-srv")),
        deployments=(
            *(runs("drives", name) for name in servers),
            runs("portal", "portal-srv"),
            runs("rates", "rates-srv"),
        ),
        interfaces=interfaces,
        contracts=contracts,
    )


def went(plan: Plan) -> set[str]:
    """The moves of the drives."""
    return {move.group_id for move in plan.moves if move.group_id.startswith("drives")}


def lost_west(gbp: int, choose: Any = "weighed", **fields: Any) -> PlanInputs:
    """West has lost its support, and one person makes the moves: both servers at once take them longer."""
    asked = Splitting(part_gbp=Decimal(gbp), choose=choose)
    return council(asked, supports=(ends("west", LOST),), **{"teams": (team(),)} | fields)


@pytest.mark.parametrize(("gbp", "ids"), [(500, set(PARTS)), (50_000, {"drives"})])
def test_it_goes_the_cheaper_way_and_is_verified_so(gbp: int, ids: set[str]) -> None:
    asked = lost_west(gbp)
    plan = quick(asked)
    assert went(plan) == ids and plan.status == "optimal" and verify(asked, plan) == ()
    forced = {quick(lost_west(gbp, choose)).objective for choose in ("always", "never")}
    assert len(forced) == 2 and plan.objective == min(forced)


def test_a_part_after_the_first_has_its_price_and_the_whole_has_none() -> None:
    found = [[c.gbp for c in quick(lost_west(gbp)).costs if c.what == IN_PARTS] for gbp in (500, 50_000)]
    assert found == [[500], []]


def test_explain_says_which_way_and_what_both_come_to() -> None:
    asked = lost_west(500)
    said = "\n".join(explain(asked, quick(asked), "drives"))
    assert "may move whole or in 2 parts, and moves in 2 parts: the plan comes to £2,402" in said
    assert "Whole, with the rest planned again round it, the cheapest plan found comes to £2,776, £374 more." in said
    whole = lost_west(50_000)
    said = "\n".join(explain(whole, quick(whole), "drives"))
    assert "and moves whole: the plan comes to £2,776" in said and "In 2 parts, with the rest" in said


def test_what_a_plan_has_is_all_that_its_inputs_have() -> None:
    for gbp, whole in ((500, False), (50_000, True)):
        asked = lost_west(gbp)
        plan = quick(asked)
        inputs = as_planned(asked, plan)
        assert inputs.groups == plan.groups and inputs.eithers == () and (inputs.whole is None) is whole
        forced = lost_west(gbp, "never" if whole else "always")
        assert inputs.estate == forced.estate and inputs.dispositions == forced.dispositions
        assert as_planned(inputs, plan) == inputs


WAY: dict[str, dict[str, Any]] = {
    "a part has a date of its own": {"pins": (Pin(application_id="drives-on-east", not_before=date(2027, 2, 1)),)},
    "named": {"splitting": Splitting(named={"drives": "always"}, part_gbp=Decimal(50_000))},
}


@pytest.mark.parametrize("why", sorted(WAY))
def test_it_goes_in_parts_where(why: str) -> None:
    asked = council(**{"splitting": Splitting(part_gbp=Decimal(50_000))} | WAY[why])
    assert asked.eithers == () and went(quick(asked)) == set(PARTS)


def test_it_goes_whole_where_that_is_said() -> None:
    asked = council(Splitting(choose="always", named={"drives": "never"}))
    assert asked.eithers == () and went(quick(asked)) == {"drives"}


def test_a_name_that_is_no_application_is_refused() -> None:
    with pytest.raises(InputError, match="there is no application rives"):
        council(Splitting(named={"rives": "never"}))


def test_a_part_pinned_after_the_inputs_were_put_together_is_kept() -> None:
    asked = lost_west(50_000)
    pins = (Pin(application_id="drives-on-east", cut_over=date(2027, 3, 6)),)
    plan = quick(replace(asked, folder=replace(asked.folder, pins=pins)))
    assert cut_overs(plan)["drives-on-east"] == date(2027, 3, 6)


def test_where_one_way_has_no_date_it_goes_the_other() -> None:
    """Five weeks are enough for each server by itself, not for both in one move."""
    effort = {"rehost": {"platform": SkillEffort(fixed=Decimal(0), per_server=Decimal(14))}}
    fields: dict[str, Any] = {
        "effort": effort,
        "teams": (team(fte="4"),),
        "plan_to": date(2027, 1, 4) + 5 * WEEK - DAY,
        "old_off_weeks": 0,
    }
    asked = council(Splitting(part_gbp=Decimal(50_000)), **fields)
    plan = quick(asked)
    assert went(plan) == set(PARTS) and verify(asked, plan) == ()
    assert "Whole it has no date." in explain(asked, plan, "drives")


def test_what_moved_in_parts_in_an_approved_wave_stays_in_parts() -> None:
    before = quick(lost_west(500))
    wave = next(wave for wave in before.waves if not set(PARTS).isdisjoint(wave.group_ids))
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=AS_OF),)
    asked = lost_west(50_000, previous=before, waves=said)
    assert asked.eithers == () and went(quick(asked)) == set(PARTS)


def test_changing_least_keeps_the_way_unless_the_other_pays() -> None:
    before = quick(lost_west(500))
    kept = replan(lost_west(600, previous=before))
    assert went(kept) == set(PARTS) and cut_overs(kept) == cut_overs(before)
    dear = lost_west(500_000, previous=before)
    assert went(replan(dear)) == {"drives"} and verify(dear, replan(dear)) == ()


def test_a_caller_waits_for_the_way_that_is_taken() -> None:
    for gbp in (0, 50_000):
        asked = lost_west(gbp, interfaces=(calls("portal", "drives"), calls("drives", "rates")))
        plan = quick(asked)
        at = cut_overs(plan)
        last, first = max(at[one] for one in went(plan)), min(at[one] for one in went(plan))
        assert at["rates"] <= first and last <= at["portal"] and verify(asked, plan) == ()


def test_a_rolling_contract_ends_with_the_last_part_or_the_whole() -> None:
    held = contract("care", covers_ids=("east", "west"), annual_gbp=Decimal(5200), ends=None)
    for gbp in (0, 50_000):
        asked = lost_west(gbp, contracts=(held,))
        plan = quick(asked)
        off = max(move.old_off for move in plan.moves if move.group_id.startswith("drives"))
        (end,) = [end for end in plan.contracts if end.contract_id == "care"]
        assert end.ends is not None and 0 <= (end.ends - off).days < 7 and verify(asked, plan) == ()


@st.composite
def councils(draw: st.DrawFn) -> dict[str, Any]:
    """Everything that goes by the place of a part: prices, people, support, contracts, orders, pins, second sites."""
    servers = tuple("abc"[: draw(st.integers(2, 3))])
    end = draw(st.sampled_from([None, date(2027, 1, 31), date(2027, 3, 31)]))
    paid = draw(st.sampled_from([None, date(2027, 2, 28)]))
    covered = contract("care", covers_ids=servers, annual_gbp=Decimal(2600), ends=paid, exit_gbp=Decimal(50))
    extended = contract(
        "help", covers_ids=servers[:1], ends=date(2027, 1, 31), extension_months=3, extension_gbp=Decimal(700)
    )
    links = (calls("portal", "drives"), calls("drives", "rates"), calls("drives", "portal"))
    return {
        "servers": servers,
        "supports": (*(ends(name, end) for name in servers[1:] if end), hardware(servers[0], date(2027, 1, 31))),
        "contracts": draw(st.sampled_from([(), (covered,), (extended,), (covered, extended)])),
        "interfaces": draw(st.sampled_from([(), links[:1], links[1:2], links[2:], links[:2]])),
        "pins": draw(st.sampled_from([(), (Pin(application_id="drives", not_before=date(2027, 2, 15)),)])),
        "teams": (team(fte=draw(st.sampled_from(["0.7", "1.2", "20"]))),),
        "critical_apart": draw(st.sampled_from([None, 1])),
        "most_moves_a_week": draw(st.sampled_from([None, 1])),
        "pilots": draw(st.sampled_from([None, Pilots(weeks=2)])),
        "plan_to": date(2027, 6, 27),
        "objective": replace(
            OBJECTIVE,
            split_interface_gbp=Decimal(draw(st.sampled_from([0, 300]))),
            finish_week_gbp=Decimal(draw(st.sampled_from([0, 40]))),
            dearest_year_weight=Decimal(draw(st.sampled_from([0, 1]))),
        ),
    }


def forced(drawn: dict[str, Any], asked: Splitting, way: Any) -> Plan | None:
    try:
        return quick(council(replace(asked, choose=way), **drawn))
    except InfeasibleError:
        return None


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(councils(), st.sampled_from([0, 400, 3000]), st.sampled_from([None, 3]))
def test_P_13_the_choice_is_as_cheap_as_the_cheaper_way(drawn: dict[str, Any], gbp: int, within: int | None) -> None:
    asked = Splitting(part_gbp=Decimal(gbp), within_weeks=within)
    ways = [plan for way in ("always", "never") if (plan := forced(drawn, asked, way)) is not None]
    given_inputs = council(asked, **drawn)
    try:
        plan = quick(given_inputs)
    except InfeasibleError:
        assert ways == []
        return
    assert verify(given_inputs, plan) == () and given_inputs.eithers != ()
    if all(one.status == "optimal" for one in (plan, *ways)):
        assert plan.objective == min(one.objective for one in ways)
    assembled = assemble(ground(given_inputs))
    answer, bound = large_ways(assembled, COUNTED, lambda _text: None)
    assert bound <= plan.objective and (answer is None or answer.objective >= plan.bound)


def test_rows_and_stretches_find_the_same_way_and_pounds() -> None:
    for gbp in (500, 50_000):
        problem = assemble(ground(lost_west(gbp, interfaces=(calls("portal", "drives"),)))).problem
        linear, choices = rows_left(problem)
        stretches = search_intervals(problem, choices, linear, Effort(deterministic=20.0))
        whole = Linear()
        declared = declare(problem, whole)
        for add in CONSTRAINTS:
            add(problem, declared, whole)
        rows = search(whole, Effort(deterministic=60.0), hint=stretches.chosen)
        assert stretches.status == rows.status == "optimal" and stretches.objective == rows.objective


def test_what_moves_in_one_group_anyway_is_not_parted() -> None:
    asked = council(Splitting(choose="always"), interfaces=(calls("portal", "drives"), calls("drives", "portal")))
    assert asked.parts == () and [group.id for group in asked.groups] == ["drives-and-1-more", "rates"]


def test_the_bound_of_large_programmes_counts_the_people_an_application_takes_either_way() -> None:
    asked = lost_west(500, teams=(team(fte="0.7"),), plan_to=date(2027, 5, 2))
    problem = assemble(ground(asked)).problem
    proven = bounded(columns(floor(problem)), None, lambda done: done < 100)
    more = scarce(problem, proven.prices)
    assert more > 0 and proven.bound + more <= quick(asked).objective
