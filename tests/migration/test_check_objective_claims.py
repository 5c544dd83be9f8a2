"""The check of what a plan claims of its pounds: the sum, its parts, its bound and its gap."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import found, honest, says
from test_check_objective import FREE, item, planned, spending

from migration.model import GroupCosts, Plan, PlanCost
from migration.plan.case import case
from migration.plan.checks.objective import tolerance
from migration.plan.inputs import PlanInputs


def claims(gbp: str, **fields: Any) -> tuple[PlanInputs, Plan]:
    """A plan of £5,000 that claims another sum."""
    given = spending(item("5000"))
    total = Decimal(gbp)
    known = {"objective": total, "costs": (PlanCost(what="all", gbp=total),), "bound": Decimal(0), "gap": Decimal(1)}
    return given, replace(planned(given), **known | fields)


@pytest.mark.parametrize(("gbp", "right"), [("5000", 1), ("5200", 1), ("5201", 0), ("4800", 1), ("4799", 0)])
def test_a_claim_is_right_to_two_hundred_pounds(gbp: str, right: int) -> None:
    told = says(*claims(gbp), "objective")
    shown = f"£{int(gbp):,}"
    assert told == ([] if right else [("plan", f"the plan says {shown}; its dates come to £5,000")])


def test_of_large_sums_a_thousandth_is_let_pass_and_of_the_dearest_year_a_step() -> None:
    given = spending(item("5000"))
    assert tolerance(case(given, planned(given)), Decimal(200_000)) == 200
    assert tolerance(case(given, planned(given)), Decimal(-300_000)) == 300
    weighted = spending(item("5000"), objective=replace(FREE, dearest_year_weight=Decimal("0.5")))
    assert tolerance(case(weighted, planned(weighted)), Decimal(0)) == 700


def test_the_parts_add_up_to_the_objective() -> None:
    given, plan = claims("5000")
    less = replace(plan, costs=(PlanCost(what="a", gbp=Decimal(2000)), PlanCost(what="b", gbp=Decimal(2999))))
    assert says(given, less, "objective") == [("plan", "its parts do not add up to it")]
    exact = replace(plan, costs=(PlanCost(what="a", gbp=Decimal(2000)), PlanCost(what="b", gbp=Decimal(3000))))
    assert found(given, exact, "objective") == []


def test_a_bound_is_not_above_the_objective_and_an_optimal_plan_reaches_it() -> None:
    nothing = Decimal(0)
    assert found(*claims("5000", bound=Decimal(5000), gap=nothing, status="optimal"), "objective") == []
    assert says(*claims("5000", bound=Decimal(5001), gap=Decimal("-0.0002")), "objective") == [
        ("plan", "the bound £5,001 is above the objective £5,000")
    ]
    assert says(*claims("5000", bound=Decimal(4999), gap=Decimal("0.0002"), status="optimal"), "objective") == [
        ("plan", "it is called optimal, but its bound is lower")
    ]
    assert found(*claims("5000", bound=Decimal(4999), gap=Decimal("0.0002")), "objective") == []


def test_the_gap_is_that_of_bound_and_objective() -> None:
    assert found(*claims("5000", bound=Decimal(4500), gap=Decimal("0.1")), "objective") == []
    assert says(*claims("5000", bound=Decimal(4500), gap=Decimal("0.01")), "objective") == [
        ("plan", "its gap is not that of its objective and its bound, 10.0%")
    ]
    given = spending()
    free = replace(planned(given), bound=Decimal(-2), gap=Decimal(2))
    assert found(given, free, "objective") == []


def test_pounds_of_moves_without_costs_are_not_compared() -> None:
    given, plan = claims("9999")
    without = replace(given, costs=given.costs[1:])
    assert found(without, plan, "objective", "money") == []
    more = replace(given, costs=(*given.costs, GroupCosts(group_id="parks", items=())))
    assert len(found(more, plan, "objective")) == 1
    assert found(given, honest(given, plan), "objective") == []
