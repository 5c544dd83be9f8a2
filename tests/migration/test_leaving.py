"""A contract is left before its end when nothing runs on it any more and leaving is cheaper than staying."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, contract, cut_overs, ends, inputs, monthly, own_servers, quick, team

from inventory.model import Contract
from migration.model import Ceiling, ContractEnd, Plan
from migration.money.cash_flow import cash_flow
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.constraints.exits import EXITS
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.moves import ground
from migration.plan.verify import verify

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
NAMES = ("care", "rates")


def lease(**fields: Any) -> Contract:
    """A lease of both servers until after the plan, for £5,200 a year; leaving it costs £300."""
    known: dict[str, Any] = {
        "kind": "lease",
        "covers_ids": ("care-srv", "rates-srv"),
        "ends": date(2028, 3, 31),
        "annual_gbp": Decimal(5200),
        "exit_gbp": Decimal(300),
    }
    return contract("machines", **known | fields)


def leased(gbp: str = "0", **fields: Any) -> PlanInputs:
    """Two applications on leased servers, which cost so much a month in the cloud."""
    given_inputs = inputs(own_servers(apps(*NAMES), contracts=(lease(**fields),)), teams=(team(fte="2"),))
    return replace(given_inputs, costs=tuple(monthly(group.id, gbp) for group in given_inputs.groups))


def end(plan: Plan) -> ContractEnd:
    return next(one for one in plan.contracts if one.contract_id == "machines")


def saved(plan: Plan) -> Decimal:
    return sum((cost.gbp for cost in plan.costs if cost.what == EXITS), Decimal(0))


def test_it_is_left_in_the_week_in_which_the_last_machine_stops() -> None:
    plan = quick(leased())
    last = max(move.old_off for move in plan.moves)
    stops = end(plan).ends
    assert stops is not None and 0 <= (stops - last).days <= 6 and end(plan).gbp == 300
    assert plan.status == "optimal" and saved(plan) < 0
    assert verify(leased(), plan) == ()


def test_leaving_draws_the_moves_forward_when_the_cloud_is_cheap_enough() -> None:
    assert max(cut_overs(quick(leased("10"))).values()) < min(cut_overs(quick(leased("1000"))).values())


def test_what_leaving_saves_is_what_the_cash_flow_saves() -> None:
    given_inputs = leased()
    plan = quick(given_inputs)
    stays = replace(plan, contracts=(replace(end(plan), ends=date(2028, 3, 31), gbp=Decimal(0)),))

    def paid(one: Plan) -> Decimal:
        rows = cash_flow(one, given_inputs.costs, given_inputs.estate, given_inputs.folder)
        return sum((row.revenue_gbp or Decimal(0) for row in rows if row.cause == "contract"), Decimal(0))

    assert 0 <= saved(plan) - (paid(plan) - paid(stays)) <= 3


@pytest.mark.parametrize(
    "fields",
    [
        {"exit_gbp": None},
        {"exit_gbp": Decimal(9000)},
        {"annual_gbp": None},
        {"ends": date(2027, 1, 20)},
        {"notice_days": 400},
        {"covers_ids": ("care-srv", "rates-srv", "elsewhere")},
    ],
)
def test_where_it_does_not_pay_or_cannot_be_it_runs_to_its_end(fields: dict[str, Any]) -> None:
    plan = quick(leased(**fields))
    assert end(plan).ends == fields.get("ends", date(2028, 3, 31)) and saved(plan) == 0


def test_where_notice_was_given_it_can_be_left_though_its_day_has_passed() -> None:
    on_record = leased(notice_days=400, notice_given=date(2025, 1, 6))
    plan = quick(on_record)
    due = end(plan).notice_by
    assert saved(plan) < 0 and due is not None and due < on_record.as_of
    assert verify(on_record, plan) == ()


EDITS: dict[str, dict[str, Any]] = {
    "left while it is in use": {"ends": date(2027, 1, 10)},
    "notice was due before today": {"notice_by": date(2026, 11, 1)},
}


@pytest.mark.parametrize("edit", sorted(EDITS))
def test_verify_finds_a_contract_left_wrongly(edit: str) -> None:
    plan = quick(leased())
    edited = replace(plan, contracts=(replace(end(plan), **EDITS[edit]),))
    assert "notices" in {v.constraint for v in verify(leased(), edited)}


def test_verify_finds_leaving_at_an_unknown_price() -> None:
    found = verify(leased(exit_gbp=None), quick(leased()))
    assert any("what that costs is not known" in v.message for v in found)


def test_the_charge_keeps_to_the_ceiling_of_its_year() -> None:
    given_inputs = leased(exit_gbp=Decimal(2000))
    tight = tuple(
        Ceiling(
            organisation=o,
            year=y,
            capital_gbp="unlimited",
            revenue_gbp=Decimal(1500) if y == "2026/27" else Decimal(9000),
        )
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    programme = replace(given_inputs.folder.programme, ceilings=tight)
    bound = replace(given_inputs, folder=replace(given_inputs.folder, programme=programme))
    free, plan = end(quick(given_inputs)).ends, end(quick(bound)).ends
    assert free is not None and free < date(2027, 4, 1)
    assert plan is not None and plan >= date(2027, 4, 1)
    assert verify(bound, quick(bound)) == ()


def test_explain_tells_when_it_is_left_and_for_how_much() -> None:
    said = "\n".join(explain(leased(), quick(leased()), "care"))
    assert "The contract machines is left on" in said and "for £300, before its end on 2028-03-31" in said


def test_a_contract_without_an_end_is_charged_for_leaving_once() -> None:
    given_inputs = leased(ends=None, exit_gbp=Decimal(700))
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == ()
    rows = cash_flow(plan, given_inputs.costs, given_inputs.estate, given_inputs.folder)
    paid = sum((row.revenue_gbp or Decimal(0) for row in rows if row.subject == "machines"), Decimal(0))
    assert 0 <= plan.objective - paid <= 20


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 3000), st.integers(0, 400), st.integers(0, 300), st.booleans())
def test_P_13_small_and_large_plans_leave_rightly(fee: int, gbp: int, notice: int, lost: bool) -> None:
    given_inputs = leased(str(gbp), exit_gbp=Decimal(fee), notice_days=notice)
    if lost:
        given_inputs = replace(given_inputs, supports=(ends("care-srv", date(2026, 12, 31)),))
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == () and plan.status == "optimal"
    answer, bound = large(assemble(ground(given_inputs)), COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= answer.objective


@pytest.mark.parametrize("notice", [None, 28, 150, 200, 420, 5000])
@pytest.mark.parametrize("exit_gbp", [None, Decimal(300)])
def test_a_rolling_contract_runs_as_long_as_its_notice_asks_and_is_paid_for(
    notice: int | None, exit_gbp: Decimal | None
) -> None:
    given_inputs = leased(ends=None, notice_days=notice, exit_gbp=exit_gbp)
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == ()
    stops, last = end(plan).ends, max(move.old_off for move in plan.moves)
    assert stops is not None and stops.weekday() == 6
    soonest = given_inputs.as_of + timedelta(days=notice or 0)
    assert 0 <= (stops - max(last, soonest)).days <= 6


def test_where_a_contract_must_be_paid_for_anyway_it_draws_nothing_forward() -> None:
    short, long = (quick(leased("10", ends=None, exit_gbp=None, notice_days=days)) for days in (28, 5000))
    assert max(cut_overs(short).values()) < max(cut_overs(long).values())
