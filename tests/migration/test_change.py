"""Change must not become an outage: so many moves a week, and no two critical services of one area at once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, cut_overs, ends, inputs, own_servers, quick, team

from migration.dates import monday
from migration.model import Pin, Plan
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.moves import ground
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

NAMES = ("care", "foster", "rates", "roads")
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)


def hurried(**fields: Any) -> PlanInputs:
    """Four applications that have all lost their support; care and foster are critical services of people."""
    own = (
        *apps("care", "foster", criticality=1, service="people"),
        *apps("rates", criticality=1, service="revenues"),
        *apps("roads", criticality=4, service="people"),
    )
    lost = tuple(ends(f"{name}-srv", date(2026, 12, 31)) for name in NAMES)
    return inputs(own_servers(own), lost, teams=(team(fte="20"),), **fields)


def weeks(plan: Plan) -> dict[str, date]:
    return {name: monday(day) for name, day in cut_overs(plan).items()}


def test_a_week_has_no_more_moves_than_allowed() -> None:
    assert set(Counter(weeks(quick(hurried())).values()).values()) == {4}
    bound = hurried(most_moves_a_week=3)
    plan = quick(bound)
    assert sorted(Counter(weeks(plan).values()).values()) == [1, 3] and plan.status == "optimal"
    assert verify(bound, plan) == ()


def test_critical_services_of_one_area_are_kept_apart() -> None:
    plan = quick(hurried(critical_apart=1))
    at = weeks(plan)
    assert at["care"] != at["foster"] and at["rates"] == at["roads"] == min(at.values())
    assert verify(hurried(critical_apart=1), plan) == ()


@pytest.mark.parametrize("field", ["most_moves_a_week", "critical_apart"])
def test_verify_finds_too_much_change(field: str) -> None:
    found = {v.constraint for v in verify(hurried(**{field: 1}), quick(hurried()))}
    assert found == {"change"}


def test_explain_and_a_conflict_name_the_limit() -> None:
    bound = hurried(most_moves_a_week=1)
    last = max(cut_overs(quick(bound)).items(), key=lambda one: one[1])[0]
    assert "most_moves_a_week in programme.yaml is reached" in "\n".join(explain(bound, quick(bound), last))
    pins = tuple(Pin(application_id=name, deadline=date(2027, 1, 24)) for name in NAMES)
    with pytest.raises(InfeasibleError, match=r"most_moves_a_week in programme.yaml is 1"):
        quick(replace(bound, folder=replace(bound.folder, pins=pins)))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.sampled_from([None, 1, 2]), st.sampled_from([None, 1, 4]))
def test_P_13_small_and_large_plans_keep_to_it(most: int | None, apart: int | None) -> None:
    given_inputs = hurried(most_moves_a_week=most, critical_apart=apart)
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == () and plan.status == "optimal"
    assembled = assemble(ground(given_inputs))
    answer, bound = large(assembled, COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= answer.objective
    at = Counter(int(t.options.week[answer.positions[t.id]]) for t in assembled.problem.tasks)
    assert most is None or max(at.values()) <= most
