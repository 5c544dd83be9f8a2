"""The check of stages: those asked for, in order, at what the dates come to, proven and held as they claim."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hand_plan import by_hand, day, found, says
from plan_cases import apps, inputs, own_servers, with_programme

from migration.model import GroupCosts, Objective, Plan, PlanCost, Stage
from migration.plan.inputs import PlanInputs
from migration.plan.measures import FINISH
from migration.plan.moves import STAYING_ON

NINE_WEEKS, SEVENTY_FIVE_DAYS = Decimal(900), Decimal(750)
OBJECTIVE = Objective(
    unsupported_week_gbp={1: Decimal(0)},
    score_point_gbp=Decimal(0),
    finish_week_gbp=Decimal(100),
    on_premise_server_week_gbp=Decimal(70),
    stages=("finish", "servers"),
)


def council(**fields: Any) -> PlanInputs:
    """Nothing costs anything but the finish, £100 a week, and servers still on, £10 a day."""
    given = inputs(own_servers(apps("care")), objective=replace(OBJECTIVE, **fields))
    return replace(given, costs=(GroupCosts(group_id="care", items=()),))


def stage(measure: Any, gbp: Decimal, **fields: Any) -> Stage:
    known: dict[str, Any] = {"best_gbp": gbp, "bound_gbp": gbp, "gap": Decimal(0)}
    return Stage(measure=measure, gbp=gbp, **known | fields)


def planned(given: PlanInputs, **first: Any) -> Plan:
    """Care moves in the ninth week and is off after 75 days; both stages are proven but for what a test says."""
    plan = by_hand(given, care=day(3, 6))
    costs = (PlanCost(what=FINISH, gbp=NINE_WEEKS), PlanCost(what=STAYING_ON, gbp=SEVENTY_FIVE_DAYS))
    both = (stage("finish", first.pop("gbp", NINE_WEEKS), **first), stage("servers", SEVENTY_FIVE_DAYS))
    return replace(plan, costs=costs, objective=Decimal(1650), stages=both)


def test_stages_that_are_as_they_claim_are_right() -> None:
    assert found(council(), planned(council()), "stages") == []


def test_the_stages_are_those_asked_for_in_their_order() -> None:
    given, plan = council(), planned(council())
    both = "weeks until the last cut-over, servers still on premise"
    assert plan.stages is not None
    turned = replace(plan, stages=plan.stages[::-1])
    assert says(given, turned, "stages") == [
        (
            "plan",
            f"programme.yaml asks for these stages: {both}; the plan has: "
            "servers still on premise, weeks until the last cut-over",
        )
    ]
    assert says(given, replace(plan, stages=None), "stages") == [
        ("plan", f"programme.yaml asks for these stages: {both}; the plan has: none")
    ]
    none = with_programme(given, objective=replace(OBJECTIVE, stages=()))
    assert says(none, plan, "stages") == [("plan", f"programme.yaml asks for these stages: none; the plan has: {both}")]
    assert found(none, replace(plan, stages=None), "stages") == []


def test_a_stage_comes_to_its_parts_of_the_objective() -> None:
    told = says(council(), planned(council(), gbp=Decimal(899)), "stages")
    assert told == [("finish", "it says £899; the parts of the objective come to £900")]


@pytest.mark.parametrize(("more", "wrong"), [(200, False), (201, True)])
def test_a_stage_comes_to_what_its_dates_come_to(more: int, wrong: bool) -> None:
    """The parts of the objective say it too, so only the dates can tell."""
    claimed = NINE_WEEKS - more
    plan = planned(council(), gbp=claimed)
    costs = (PlanCost(what=FINISH, gbp=claimed), PlanCost(what=STAYING_ON, gbp=SEVENTY_FIVE_DAYS))
    less = replace(plan, costs=costs, objective=claimed + SEVENTY_FIVE_DAYS)
    told = says(council(), less, "stages", "objective")
    assert told == ([("finish", "the plan says £699; its dates come to £900")] if wrong else [])


def test_the_dates_of_moves_without_costs_are_not_compared() -> None:
    given = replace(council(), costs=())
    plan = planned(council(), gbp=Decimal(100))
    low = replace(plan, costs=(PlanCost(what=FINISH, gbp=Decimal(100)), *plan.costs[1:]), objective=Decimal(850))
    assert found(given, low, "stages", "money") == []
    more = replace(given, costs=(GroupCosts(group_id="care", items=()), GroupCosts(group_id="roads", items=())))
    assert len(found(more, low, "stages", "objective")) == 1


def test_a_bound_is_not_above_the_best_nor_the_best_above_the_plan() -> None:
    assert says(council(), planned(council(), bound_gbp=Decimal(901), gap=Decimal("-0.0011")), "stages") == [
        ("finish", "the bound £901 is above the best found, £900")
    ]
    high = planned(council(), best_gbp=Decimal(901), bound_gbp=Decimal(901))
    assert says(council(), high, "stages") == [("finish", "the best found, £901, is above the plan’s £900")]


def test_a_stage_is_held_within_what_is_allowed() -> None:
    """Ten per cent of 800 and of 818.2 are 80 and 81 in whole pounds."""
    given = council(stage_allow_percent=Decimal(10))

    def told(best: str) -> list[tuple[str, str]]:
        return says(given, planned(given, best_gbp=Decimal(best), bound_gbp=Decimal(best)), "stages")

    words = "weeks until the last cut-over must not come to more than £{}, and it does"
    assert told("800") == [("finish", words.format(880))]
    assert told("819") == []
    assert told("818") == [("finish", words.format(899))]
    assert says(council(), planned(council(), best_gbp=Decimal(899), bound_gbp=Decimal(899)), "stages") == [
        ("finish", words.format(899))
    ]


def test_a_gap_is_that_of_best_and_bound() -> None:
    right = planned(council(), bound_gbp=Decimal(810), gap=Decimal("0.1"))
    assert found(council(), right, "stages") == []
    wrong = planned(council(), bound_gbp=Decimal(810), gap=Decimal("0.09"))
    assert says(council(), wrong, "stages") == [("finish", "its gap is not that of its best and its bound, 10.0%")]


def test_a_gap_of_next_to_nothing_is_one_of_a_pound() -> None:
    """A best of half a pound and a bound of minus one and a half: two pounds of one."""
    given = council(finish_week_gbp=Decimal(0), on_premise_server_week_gbp=Decimal(0))
    half = stage("finish", Decimal("0.5"), bound_gbp=Decimal("-1.5"), gap=Decimal(2))
    plan = replace(
        planned(given),
        costs=(PlanCost(what=FINISH, gbp=Decimal("0.5")),),
        objective=Decimal("0.5"),
        gap=Decimal("0.5"),
        stages=(half, stage("servers", Decimal(0))),
    )
    assert found(given, plan, "stages") == []


def test_a_plan_is_optimal_only_where_every_stage_is_proven() -> None:
    given = council()

    def optimal(**first: Any) -> Plan:
        return replace(planned(given, **first), status="optimal", bound=Decimal(1650), gap=Decimal(0))

    assert found(given, optimal(), "stages") == []
    open_still = {"bound_gbp": Decimal(810), "gap": Decimal("0.1")}
    assert says(given, optimal(**open_still), "stages") == [
        ("plan", "it is called optimal, but not every stage is proven")
    ]
    assert found(given, planned(given, **open_still), "stages") == []
