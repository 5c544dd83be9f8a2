"""Landing zone, identity and lines are work in the plan: no application goes to the cloud before they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, cut_overs, ends, initiative, inputs, own_servers, quick, team

from migration.dates import monday
from migration.model import Pin, Plan, Prerequisite
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.moves import ground
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

LOST = date(2026, 12, 31)
NAMES = ("care", "rates", "roads")
ZONE = Prerequisite(initiative="landing-zone")
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)


def waiting(*needs: Prerequisite, **fields: Any) -> PlanInputs:
    """Three applications that have lost their support; a landing zone takes eight weeks of one person."""
    work = initiative("landing-zone", effort={"platform": Decimal(20)})
    known = {"initiatives": (work,), "teams": (team(fte="2"),)} | fields
    lost = tuple(ends(f"{name}-srv", LOST) for name in NAMES)
    return inputs(own_servers(apps(*NAMES)), lost, prerequisites=needs, **known)


def slot_ends(plan: Plan, initiative_id: str) -> date:
    return next(slot.ends for slot in plan.initiatives if slot.initiative_id == initiative_id)


def test_no_cut_over_comes_before_the_landing_zone_stands() -> None:
    free, bound = quick(waiting()), quick(waiting(ZONE))
    assert min(cut_overs(free).values()) < slot_ends(free, "landing-zone")
    assert min(cut_overs(bound).values()) > slot_ends(bound, "landing-zone")
    assert bound.status == "optimal" and verify(waiting(ZONE), bound) == ()


def test_verify_finds_a_cut_over_that_does_not_wait_and_work_that_is_gone() -> None:
    found = [v for v in verify(waiting(ZONE), quick(waiting())) if v.constraint == "prerequisites"]
    assert found and "in which landing-zone ends" in found[0].message
    gone = replace(quick(waiting(ZONE)), initiatives=())
    told = {v.message for v in verify(waiting(ZONE), gone) if v.constraint == "prerequisites"}
    assert told == {"it waits for landing-zone, which is not in the plan"}


@pytest.mark.parametrize(
    "need",
    [
        replace(ZONE, routes=("replatform",)),
        replace(ZONE, organisations=("district",)),
        replace(ZONE, applications=("parks",)),
    ],
)
def test_who_is_not_meant_does_not_wait(need: Prerequisite) -> None:
    assert cut_overs(quick(waiting(need))) == cut_overs(quick(waiting()))


def test_verify_finds_an_application_that_is_not_there() -> None:
    given_inputs = waiting(replace(ZONE, applications=("parks",)))
    found = {v.subject: v.message for v in verify(given_inputs, quick(given_inputs)) if v.constraint == "prerequisites"}
    assert "no such application" in found["parks"]


def test_only_the_named_application_waits() -> None:
    plan = quick(waiting(replace(ZONE, applications=("rates",))))
    late = {name for name, day in cut_overs(plan).items() if day > slot_ends(plan, "landing-zone")}
    assert late == {"rates"}


def test_one_that_is_called_keeps_its_caller_waiting_with_it() -> None:
    given_inputs = waiting(ZONE)
    seen = replace(given_inputs.estate, interfaces=(calls("rates", "care"),))
    orders = assemble(ground(replace(given_inputs, estate=seen))).problem.orders
    assert {order.later for order in orders if order.earlier == "landing-zone"} == {"care", "roads"}


def test_work_that_may_be_left_out_cannot_come_first() -> None:
    scored = initiative("landing-zone", must_do=False)
    with pytest.raises(InputError, match="may be left out"):
        quick(waiting(ZONE, initiatives=(scored,)))


def test_explain_and_a_conflict_name_the_work_that_comes_first() -> None:
    said = "\n".join(explain(waiting(ZONE), quick(waiting(ZONE)), "rates"))
    assert "landing-zone must come first" in said
    soon = tuple(Pin(application_id=name, deadline=date(2027, 2, 1)) for name in NAMES)
    with pytest.raises(InfeasibleError, match=r"landing-zone before .* \(prerequisites in programme.yaml\)"):
        quick(waiting(ZONE, pins=soon))


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.sets(st.sampled_from(NAMES)), st.integers(5, 12), st.sampled_from(["0.8", "2"]))
def test_P_13_small_and_large_plans_wait(named: set[str], weeks: int, fte: str) -> None:
    work = initiative("landing-zone", duration_weeks=weeks, effort={"platform": Decimal(weeks)})
    need = replace(ZONE, applications=tuple(sorted(named)))
    given_inputs = waiting(need, initiatives=(work,), teams=(team(fte=fte),))
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == ()
    waits = named or set(NAMES)
    assert all(monday(cut_overs(plan)[name]) > slot_ends(plan, "landing-zone") for name in waits)
    assembled = assemble(ground(given_inputs))
    answer, bound = large(assembled, COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= answer.objective
    free = {t.id: int(t.options.free_from[answer.positions[t.id]]) for t in assembled.problem.tasks}
    assert all(free[name] >= free["landing-zone"] for name in waits)
