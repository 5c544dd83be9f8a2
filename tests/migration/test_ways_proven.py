"""Whole or in parts: both models choose alike, the choice is as cheap as the cheaper way, and bounds are true."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, calls, contract, ends, hardware, quick, team
from split_council import PARTS, council, lost_west, went

from migration.model import Measure, Pilots, Pin, Plan, Splitting
from migration.plan import schedule as scheduling
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.choices import declare
from migration.plan.constraints import CONSTRAINTS
from migration.plan.dual import bounded
from migration.plan.dual_rows import columns
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.linear import Linear
from migration.plan.moves import ground
from migration.plan.solve import Effort, search
from migration.plan.verify import verify
from migration.plan.ways import floor
from migration.plan.ways_search import large_ways, scarce
from safeio.errors import InfeasibleError

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)


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
    """The portal would rather go before the drives, which it calls and which have to wait."""
    late = (Pin(application_id="drives", not_before=date(2027, 4, 1)),)
    dear = replace(OBJECTIVE, on_premise_server_week_gbp=Decimal(200))
    for gbp in (500, 50_000):
        asked = lost_west(gbp, interfaces=(calls("portal", "drives"),), pins=late, objective=dear)
        problem = assemble(ground(asked)).problem
        linear, choices = rows_left(problem)
        stretches = search_intervals(problem, choices, linear, Effort(deterministic=20.0))
        whole = Linear()
        declared = declare(problem, whole)
        for add in CONSTRAINTS:
            add(problem, declared, whole)
        rows = search(whole, Effort(deterministic=60.0), hint=stretches.chosen)
        assert stretches.status == rows.status == "optimal" and stretches.objective == rows.objective


def test_the_bound_of_large_programmes_counts_the_people_an_application_takes_either_way() -> None:
    asked = lost_west(500, teams=(team(fte="0.7"),), plan_to=date(2027, 5, 2))
    problem = assemble(ground(asked)).problem
    proven = bounded(columns(floor(problem)), None, lambda done: done < 100)
    more = scarce(problem, proven.prices)
    assert more > 0 and proven.bound + more <= quick(asked).objective


@pytest.mark.parametrize(
    ("gbp", "stages", "ids"), [(0, (), PARTS), (50_000, (), ("drives",)), (50_000, ("risk",), PARTS)]
)
def test_a_large_programme_goes_the_way_that_is_better_in_what_comes_first(
    gbp: int, stages: tuple[Measure, ...], ids: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In parts, only west waits without support."""
    monkeypatch.setattr(scheduling, "LARGE", 0)
    asked = lost_west(gbp, objective=replace(OBJECTIVE, stages=stages))
    plan = quick(asked)
    assert went(plan) == set(ids) and verify(asked, plan) == () and plan.bound <= plan.objective
