"""Shared services are found from who calls what, and go first or last as the programme says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, cut_overs, ends, inputs, monthly, own_servers, quick, team

from inventory.model import Interface
from migration.dates import monday
from migration.model import Pilots, Pin, Plan, SharedServices
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.move_groups import move_groups
from migration.plan.moves import ground
from migration.plan.shared_services import left_last, shared_services
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)
NAMES = ("base", "care", "identity", "portal", "rates", "roads")
FIRST, LAST = SharedServices(dependants=2, place="first"), SharedServices(dependants=2, place="last")


def seen_call(caller: str, called: str) -> Interface:
    """One application was seen to call another; nobody declared it."""
    return replace(calls(caller, called), declared=False, observed=True)


def council(asked: SharedServices | None = None, declared: bool = True, **fields: Any) -> PlanInputs:
    """Rates and care call identity, which calls base. Roads and portal have nothing to do with it and no support left.

    Identity itself would go any time."""
    link = calls if declared else seen_call
    pairs = (link("rates", "identity"), link("care", "identity"), calls("identity", "base"))
    lost = tuple(ends(f"{name}-srv", date(2026, 12, 31)) for name in ("roads", "portal"))
    seen = own_servers(apps(*NAMES), interfaces=pairs)
    made = inputs(seen, lost, teams=(team(fte="1.1"),), shared_services=asked, **fields)
    last = left_last(seen, made.folder.programme)
    groups = move_groups(seen, made.dispositions, last)
    return replace(made, groups=groups, costs=tuple(monthly(group.id) for group in groups))


def weeks(plan: Plan) -> dict[str, date]:
    return {name: monday(day) for name, day in cut_overs(plan).items()}


def test_what_enough_applications_call_is_found_with_its_callers() -> None:
    seen = council().estate
    [found] = shared_services(seen, SharedServices(dependants=2))
    assert (found.application_id, found.callers, found.place) == ("identity", ("care", "rates"), "any")
    assert [one.application_id for one in shared_services(seen, SharedServices(dependants=1))] == ["base", "identity"]
    named = shared_services(seen, SharedServices(dependants=9, named={"roads": "last"}))
    assert [(one.application_id, one.place) for one in named] == [("roads", "last")]


def test_without_the_setting_those_without_support_go_first() -> None:
    at = weeks(quick(council()))
    assert {at["roads"], at["portal"]} <= set(sorted(at.values())[:2]) and at["identity"] > at["portal"]


@pytest.mark.parametrize("declared", [True, False])
def test_first_is_before_all_but_what_it_calls_itself(declared: bool) -> None:
    asked = council(FIRST, declared)
    plan = quick(asked)
    at = weeks(plan)
    assert at["base"] <= at["identity"] <= min(at[name] for name in NAMES if name not in ("base", "identity"))
    assert plan.status == "optimal" and verify(asked, plan) == ()


@pytest.mark.parametrize("declared", [True, False])
def test_last_is_after_all_and_its_callers_do_not_wait_for_it(declared: bool) -> None:
    asked = council(LAST, declared)
    plan = quick(asked)
    at = weeks(plan)
    assert at["identity"] == max(at.values()) > at["rates"]
    assert plan.status == "optimal" and verify(asked, plan) == ()


def test_verify_finds_a_service_out_of_its_place() -> None:
    free = quick(council())
    assert {v.constraint for v in verify(council(FIRST), free)} == {"shared services"}
    found = verify(council(LAST), quick(council(FIRST)))
    assert {v.constraint for v in found} == {"shared services"} and "identity, which is left last" in found[0].message


def test_a_service_that_is_not_there_is_named() -> None:
    asked = SharedServices(named={"ghost": "first"})
    with pytest.raises(InputError, match="there is no application ghost"):
        quick(council(asked))
    found = verify(council(asked), quick(council(SharedServices())))
    assert [(v.constraint, v.subject) for v in found] == [("shared services", "ghost")]


def test_explain_and_a_conflict_say_why() -> None:
    asked = council(FIRST)
    said = "\n".join(explain(asked, quick(asked), "identity"))
    assert "It is a shared service: 2 applications call it (care, rates). It goes first." in said
    held = Pin(application_id="identity", not_before=date(2027, 3, 1))
    asked = council(FIRST, pins=(held,))
    assert "identity must come first" in "\n".join(explain(asked, quick(asked), "roads"))
    with pytest.raises(InfeasibleError, match="identity before roads"):
        quick(council(FIRST, pins=(held, Pin(application_id="roads", deadline=date(2027, 2, 21)))))


def test_a_pilot_may_go_before_a_service_that_waits_for_it() -> None:
    asked = council(FIRST, pilots=Pilots(weeks=4, critical=2, applications=("rates", "roads")))
    plan = quick(asked)
    at = weeks(plan)
    assert at["roads"] < at["identity"] <= min(at["portal"], at["care"]) and verify(asked, plan) == ()


def test_a_date_that_people_fixed_moves_the_others() -> None:
    day = date(2027, 3, 6)
    at = weeks(quick(council(FIRST, pins=(Pin(application_id="identity", cut_over=day),))))
    assert at["roads"] >= monday(day) and min(at["rates"], at["care"]) >= monday(day)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(
    st.sets(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=7),
    st.integers(1, 3),
    st.sampled_from(["first", "last"]),
)
def test_P_13_small_and_large_plans_keep_the_place(pairs: set[tuple[str, str]], least: int, place: Any) -> None:
    asked = council(SharedServices(dependants=least, place=place))
    links = tuple(calls(a, b) for a, b in sorted(pairs) if a != b)
    seen = replace(asked.estate, interfaces=links)
    groups = move_groups(seen, asked.dispositions, left_last(seen, asked.folder.programme))
    asked = replace(asked, estate=seen, groups=groups, costs=tuple(monthly(group.id) for group in groups))
    try:
        plan = quick(asked)
    except InfeasibleError:
        return
    assert verify(asked, plan) == () and plan.status == "optimal"
    answer, bound = large(assemble(ground(asked)), COUNTED, lambda _text: None)
    assert bound <= plan.objective and (answer is None or answer.objective >= plan.objective)
