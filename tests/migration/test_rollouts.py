"""Built once, rolled out in turn: order, lag, learning and who pays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from plan_cases import apps, cut_overs, ends, initiative, inputs, own_servers, plan_programme, quick, team

from migration.model import Initiative, InitiativeSlot, Plan, Prerequisite
from migration.money.cash_flow import cash_flow
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from migration.register_rows import BadRowError
from migration.rollouts import check_rollout, rolled_out
from safeio.errors import InputError

BOTH = ("district", "county")


def platform(**fields: Any) -> Initiative:
    """An integration platform: eight weeks and 16 days to build; a quarter of that for each roll-out of three weeks."""
    known: dict[str, Any] = {
        "effort": {"platform": Decimal(16)},
        "capital_gbp": Decimal(1000),
        "revenue_gbp_per_year": Decimal(240),
        "benefit_gbp_per_year": Decimal(400),
        "organisation_ids": ("county", "district"),
        "rollout_order": BOTH,
        "rollout_weeks": 3,
        "rollout_part": Decimal("0.25"),
        "rollout_lag_weeks": 2,
    }
    return initiative("platform", **known | fields)


def parts(**fields: Any) -> dict[str, Initiative]:
    return {part.id: part for part in rolled_out((platform(**fields),), plan_programme())}


def rolling_out(**fields: Any) -> PlanInputs:
    """One application and the platform with its roll-outs."""
    work = rolled_out((platform(**fields),), plan_programme())
    return inputs(own_servers(apps("rates")), initiatives=work, teams=(team(fte="2"),))


def slots(plan: Plan) -> dict[str, InitiativeSlot]:
    return {slot.initiative_id: slot for slot in plan.initiatives}


def test_a_row_becomes_a_build_and_a_roll_out_to_each() -> None:
    found = parts()
    assert sorted(found) == ["platform", "platform-at-county", "platform-at-district"]
    assert found["platform-at-district"].depends_on == ("platform",)
    assert found["platform-at-county"].depends_on == ("platform", "platform-at-district")
    assert found["platform"].benefit_gbp_per_year == 0 and found["platform"].capital_gbp == 1000
    assert {p.benefit_gbp_per_year for key, p in found.items() if key != "platform"} == {Decimal(200)}
    assert {p.capital_gbp for key, p in found.items() if key != "platform"} == {Decimal(250)}
    assert found["platform-at-county"].organisation_ids == ("county",)


def test_each_roll_out_takes_less_effort_than_the_one_before() -> None:
    programme = plan_programme(rollout_learning=Decimal("0.8"))
    found = {part.id: part.effort["platform"] for part in rolled_out((platform(),), programme)}
    assert found == {"platform": 16, "platform-at-district": Decimal(4), "platform-at-county": Decimal("3.2")}


def test_what_is_not_known_stays_unknown() -> None:
    found = parts(capital_gbp=None, benefit_gbp_per_year=None)
    assert found["platform-at-county"].capital_gbp is None
    assert found["platform-at-county"].benefit_gbp_per_year is None


def test_without_weeks_of_roll_out_nothing_changes() -> None:
    whole = platform(rollout_weeks=None)
    assert rolled_out((whole,), plan_programme()) == (whole,)


def test_scores_come_with_the_roll_outs() -> None:
    found = parts(must_do=False, scores={"value": Decimal(6)})
    assert found["platform"].scores == {}
    assert found["platform-at-county"].scores == {"value": Decimal(3)}


def test_the_plan_rolls_out_in_order_with_its_lag() -> None:
    given_inputs = rolling_out()
    plan = quick(given_inputs)
    at = slots(plan)
    assert at["platform"].ends < at["platform-at-district"].starts
    assert (at["platform-at-county"].starts - at["platform-at-district"].ends).days == 2 * 7 + 1
    assert verify(given_inputs, plan) == () and plan.waiting == ()


@pytest.mark.parametrize("weeks", [1, 2, 30])
def test_verify_finds_a_roll_out_that_comes_too_soon(weeks: int) -> None:
    given_inputs = rolling_out()
    plan = quick(given_inputs)
    soon = tuple(
        replace(s, starts=date.fromordinal(s.starts.toordinal() - 7 * weeks), ends=s.ends)
        if s.initiative_id == "platform-at-county"
        else s
        for s in plan.initiatives
    )
    found = {v.subject for v in verify(given_inputs, replace(plan, initiatives=soon)) if v.constraint == "dependencies"}
    assert found == {"platform-at-county"}


def test_the_build_is_shared_and_each_pays_for_its_own_roll_out() -> None:
    given_inputs = rolling_out()
    rows = cash_flow(quick(given_inputs), given_inputs.costs, given_inputs.estate, given_inputs.folder)
    paid = {
        (org, subject): sum(
            (r.capital_gbp or Decimal(0) for r in rows if (r.organisation_id, r.subject) == (org, subject)), Decimal(0)
        )
        for org in BOTH
        for subject in ("platform", "platform-at-county", "platform-at-district")
    }
    assert paid["county", "platform"] == paid["district", "platform"] == 500
    assert paid["county", "platform-at-county"] == 250 and paid["county", "platform-at-district"] == 0


def test_an_application_waits_for_the_roll_out_to_its_own_organisation() -> None:
    given_inputs = rolling_out()
    programme = replace(given_inputs.folder.programme, prerequisites=(Prerequisite(initiative="platform"),))
    lost = (ends("rates-srv", date(2026, 12, 31)),)
    given_inputs = replace(given_inputs, supports=lost, folder=replace(given_inputs.folder, programme=programme))
    plan = quick(given_inputs)
    assert cut_overs(plan)["rates"] > slots(plan)["platform-at-county"].ends
    assert verify(given_inputs, plan) == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"rollout_weeks": 0}, "rollout_weeks"),
        ({"rollout_lag_weeks": -1}, "rollout_lag_weeks"),
        ({"rollout_part": None}, "rollout_part"),
        ({"rollout_order": ("county",)}, "rollout_order"),
        ({"rollout_order": ("county", "county", "district")}, "rollout_order"),
        ({"rollout_order": (), "organisation_ids": ()}, "rollout_order"),
    ],
)
def test_a_row_that_cannot_be_rolled_out_says_why(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRowError) as found:
        check_rollout(platform(**changes))
    assert found.value.field == field


def test_a_roll_out_may_not_take_the_id_of_another_row() -> None:
    with pytest.raises(InputError, match="same id"):
        rolled_out((platform(), initiative("platform-at-county")), plan_programme())
