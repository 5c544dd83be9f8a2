"""Plans to choose between: none worse than another, all right, and told in the pounds of the programme."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from plan_cases import OBJECTIVE, apps, ends, inputs, monthly, own_servers, quick, team, with_programme

from migration.model import Ceiling
from migration.plan.frontier import AIMS, Point, frontier, not_worse
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify

LOST = date(2026, 12, 31)
NAMES = ("care", "rates", "roads", "waste")


def case() -> PlanInputs:
    """Four applications: two without support, all dear to run in the cloud, a little price on servers that stay."""
    supports = tuple(ends(f"{name}-srv", LOST) for name in NAMES[:2])
    given = inputs(own_servers(apps(*NAMES, criticality=3)), supports, teams=(team(fte="0.8"),))
    ceilings = tuple(
        Ceiling(
            organisation=o,
            year=y,
            capital_gbp="unlimited",
            revenue_gbp=Decimal(10_000) if o == "county" else "unlimited",
        )
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    objective = replace(OBJECTIVE, on_premise_server_week_gbp=Decimal(40))
    given = with_programme(given, objective=objective, ceilings=ceilings)
    return replace(given, costs=tuple(monthly(group.id, "1500") for group in given.groups))


def test_no_plan_of_the_frontier_is_worse_than_another_and_all_are_right() -> None:
    given = case()
    found = frontier(given)
    assert len(found.points) > 1
    assert len(found.points) + len(found.left_out) == len(AIMS)
    assert not_worse(found.points) == found.points
    for point in found.points:
        assert verify(given, point.plan) == ()
        assert point.money_gbp + point.risk_gbp == point.plan.objective
        assert point.plan.bound <= point.plan.objective


def test_the_plan_of_the_programme_is_among_them_and_no_dearer_than_planned_alone() -> None:
    given = case()
    first = next(point for point in frontier(given).points if point.aim == AIMS[0])
    assert first.plan.objective <= quick(given).objective


def test_more_money_never_costs_and_less_money_and_time_never_save() -> None:
    found = frontier(case())
    assert found.worth
    for one in found.worth:
        if one.more_gbp is not None:
            assert (one.more_gbp <= 0) if " more in " in one.change else (one.more_gbp >= 0)


def test_the_time_set_is_heeded_and_what_goes_on_is_said() -> None:
    said: list[str] = []
    ticks = iter(range(10**9))
    frontier(case(), seconds=1.0, told=said.append, clock=lambda: next(ticks) / 1000)
    assert any(line.startswith("less risk") for line in said)


def test_of_equal_plans_the_first_is_kept() -> None:
    plan = quick(case())
    one = Point(AIMS[0], plan, Decimal(1), Decimal(1), None, None)
    other = replace(one, aim=AIMS[1])
    worse = replace(one, aim=AIMS[2], risk_gbp=Decimal(2))
    assert not_worse((one, other, worse)) == (one,)
