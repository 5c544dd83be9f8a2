"""What a programme may ask for besides pounds and risk: an early finish, interfaces kept together, an even spend."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, apps, calls, cut_overs, ends, initiative, inputs, monthly, own_servers, quick, team

from migration.dates import financial_year
from migration.model import Objective, Plan
from migration.money.cash_flow import cash_flow
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.measures import DEAREST, FINISH, SPLIT
from migration.plan.moves import ground
from migration.plan.verify import verify
from migration.plan.waves import period

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
NAMES = ("care", "rates", "roads")


def asking(objective: Objective = OBJECTIVE, gbp: str = "100") -> PlanInputs:
    """Care has lost its support and wants to leave; rates, which calls it, and roads are cheaper where they are."""
    seen = own_servers(apps(*NAMES), interfaces=(calls("rates", "care"),))
    work = initiative("network", capital_gbp=Decimal(20_000), benefit_gbp_per_year=Decimal(600))
    lost = (ends("care-srv", date(2026, 12, 31)),)
    given_inputs = inputs(seen, lost, initiatives=(work,), teams=(team(fte="2"),), objective=objective)
    return replace(given_inputs, costs=tuple(monthly(group.id, gbp) for group in given_inputs.groups))


def cost_of(plan: Plan, what: str) -> Decimal:
    return sum((cost.gbp for cost in plan.costs if cost.what == what), Decimal(0))


def waves_of(given_inputs: PlanInputs, plan: Plan) -> dict[str, int]:
    programme = given_inputs.folder.programme
    return {move.group_id: period(move.cut_over, programme.plan_from, programme.wave_weeks)[0] for move in plan.moves}


def dearest_year(given_inputs: PlanInputs, plan: Plan) -> Decimal:
    years: dict[str, Decimal] = defaultdict(Decimal)
    for row in cash_flow(plan, given_inputs.costs, given_inputs.estate, given_inputs.folder):
        if row.cause != "benefit":
            years[financial_year(row.month)] += (row.capital_gbp or Decimal(0)) + (row.revenue_gbp or Decimal(0))
    return max(years.values())


def test_without_a_price_nothing_is_asked_for() -> None:
    plan = quick(asking())
    assert {cost.what for cost in plan.costs}.isdisjoint({FINISH, SPLIT, DEAREST})


def test_a_price_on_the_finish_brings_all_moves_forward() -> None:
    wanted = asking(replace(OBJECTIVE, finish_week_gbp=Decimal(1000)))
    free, plan = quick(asking()), quick(wanted)
    assert max(cut_overs(plan).values()) < max(cut_overs(free).values())
    weeks = (max(cut_overs(plan).values()) - date(2027, 1, 4)).days // 7 + 1
    assert cost_of(plan, FINISH) == 1000 * weeks
    assert verify(wanted, plan) == () and plan.status == "optimal"


def test_a_price_on_split_interfaces_puts_both_in_one_wave() -> None:
    wanted = asking(replace(OBJECTIVE, split_interface_gbp=Decimal(5000)))
    apart, together = waves_of(asking(), quick(asking())), waves_of(wanted, quick(wanted))
    assert apart["care"] < apart["rates"] and together["care"] == together["rates"]
    assert cost_of(quick(wanted), SPLIT) == 0
    cheap = replace(OBJECTIVE, split_interface_gbp=Decimal(1))
    assert cost_of(quick(asking(cheap)), SPLIT) == 1
    assert verify(wanted, quick(wanted)) == () and verify(asking(cheap), quick(asking(cheap))) == ()


def test_a_weight_on_the_dearest_year_evens_out_the_spend() -> None:
    wanted = asking(replace(OBJECTIVE, dearest_year_weight=Decimal("0.5")))
    free, plan = quick(asking()), quick(wanted)
    before, after = dearest_year(asking(), free), dearest_year(wanted, plan)
    assert after < before
    assert 0 <= cost_of(plan, DEAREST) - after / 2 <= 510
    assert verify(wanted, plan) == () and plan.status == "optimal"


@pytest.mark.parametrize("field", ["finish_week_gbp", "split_interface_gbp", "dearest_year_weight"])
def test_verify_finds_a_plan_that_forgot_what_was_asked_for(field: str) -> None:
    plan = quick(asking())
    wanted = asking(replace(OBJECTIVE, **{field: Decimal(900)}))
    assert "objective" in {v.constraint for v in verify(wanted, plan)}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 900), st.integers(0, 3000), st.sampled_from(["0", "0.1", "2"]), st.integers(0, 900))
def test_P_13_small_and_large_plans_count_alike(finish: int, split: int, weight: str, gbp: int) -> None:
    objective = replace(
        OBJECTIVE,
        finish_week_gbp=Decimal(finish),
        split_interface_gbp=Decimal(split),
        dearest_year_weight=Decimal(weight),
    )
    given_inputs = asking(objective, str(gbp))
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == () and plan.status == "optimal"
    answer, bound = large(assemble(ground(given_inputs)), COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= answer.objective


def test_a_weight_brings_benefit_forward() -> None:
    """There are people for one at a time: with benefit counted ten times, the one that brings more goes first."""
    work = (
        initiative("forms", benefit_gbp_per_year=Decimal(520), effort={"platform": Decimal(16)}),
        initiative("roads", benefit_gbp_per_year=Decimal(1040), effort={"platform": Decimal(16)}, must_do=False),
    )
    seen = own_servers(apps("care"))

    def starts(weight: str) -> list[str]:
        wanted = replace(OBJECTIVE, benefit_weight=Decimal(weight))
        asked = inputs(seen, initiatives=work, teams=(team(fte="0.6"),), objective=wanted)
        plan = quick(asked)
        assert verify(asked, plan) == () and plan.status == "optimal"
        return [slot.initiative_id for slot in sorted(plan.initiatives, key=lambda slot: slot.starts)]

    assert starts("0") == ["forms"]
    assert starts("10") == ["roads", "forms"]
