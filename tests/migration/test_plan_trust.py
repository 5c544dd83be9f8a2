"""What may be trusted of plans: a rule more never makes the best one cheaper, what can be done is found, and planning
again with nothing changed changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, ends, initiative, inputs, monthly, own_servers, quick, team, with_programme

from migration.model import Absence, Ceiling, Freeze, Gate, Pin, Plan
from migration.plan import modelled
from migration.plan.changes import replan
from migration.plan.comparison import measured
from migration.plan.difference import changes
from migration.plan.inputs import PlanInputs
from migration.plan.solve import Solved
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, NotEvaluatedError

NAMES = "abcd"
FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
saturdays = st.integers(2, 20).map(lambda week: date(2027, 1, 9) + timedelta(weeks=week))


@st.composite
def programmes(draw: st.DrawFn) -> PlanInputs:
    """Up to four applications with calls, lost support and an initiative; money without limit."""
    own = tuple(apps(name, criticality=draw(st.integers(1, 4)))[0] for name in NAMES[: draw(st.integers(1, 4))])
    known = [app.id for app in own]
    pairs = draw(st.sets(st.tuples(st.sampled_from(known), st.sampled_from(known)), max_size=3))
    links = tuple(calls(a, b) for a, b in sorted(pairs) if a != b)
    lost = tuple(ends(f"{app}-srv", draw(st.dates(date(2026, 6, 1), date(2027, 6, 30)))) for app in known)
    seen = own_servers(own, interfaces=links)
    work = (initiative("base", effort={"platform": Decimal(draw(st.integers(0, 12)))}),)
    made = inputs(seen, lost, initiatives=work, teams=(team(fte=draw(st.sampled_from(["0.8", "1", "2"]))),))
    return replace(made, costs=tuple(monthly(g.id, str(draw(st.integers(0, 900)))) for g in made.groups))


def _absence(given: PlanInputs) -> PlanInputs:
    away = Absence(starts=date(2027, 2, 1), ends=date(2027, 2, 28), fte=Decimal("0.5"))
    teams = tuple(replace(one, absence=(away,)) for one in given.folder.programme.teams)
    return with_programme(given, teams=teams)


def _freeze(given: PlanInputs) -> PlanInputs:
    freeze = Freeze(starts=date(2027, 1, 1), ends=date(2027, 3, 1), services="all", reason="billing")
    return with_programme(given, freezes=(freeze,))


def _pin(given: PlanInputs) -> PlanInputs:
    pins = (Pin(application_id="a", not_before=date(2027, 3, 1)),)
    return replace(given, folder=replace(given.folder, pins=pins))


def _gate(given: PlanInputs) -> PlanInputs:
    gated = tuple(replace(app, gate_ids=("board",)) for app in given.estate.applications)
    given = replace(given, estate=replace(given.estate, applications=gated))
    return with_programme(given, gates=(Gate(id="board", body="Board", dates=(date(2027, 2, 10),)),))


def _ceiling(given: PlanInputs) -> PlanInputs:
    limits = tuple(
        Ceiling(organisation=o, year=y, capital_gbp="unlimited", revenue_gbp=Decimal(2500))
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    return with_programme(given, ceilings=limits)


TIGHTER = {"absence": _absence, "freeze": _freeze, "pin": _pin, "gate": _gate, "ceiling": _ceiling}


@given(programmes(), st.sampled_from(sorted(TIGHTER)))
@settings(FEW, max_examples=20)
def test_P_13_a_rule_more_never_makes_the_best_plan_cheaper(given_inputs: PlanInputs, rule: str) -> None:
    free = quick(given_inputs)
    try:
        tight = quick(TIGHTER[rule](given_inputs))
    except InfeasibleError:
        return
    assume(free.status == tight.status == "optimal")
    assert tight.objective >= free.objective


@st.composite
def feasible(draw: st.DrawFn) -> tuple[PlanInputs, Plan]:
    """A programme with a plan that was drawn first, and limits that leave that plan just enough room."""
    made = draw(programmes())
    day, moving = draw(saturdays), [app for group in made.groups for app in group.application_ids]
    fixed = tuple(Pin(application_id=app, cut_over=day) for app in moving)
    pins = tuple(Pin(application_id=app, deadline=day) for app in moving)
    many = with_programme(made, teams=(team(fte="5"),))
    planted = quick(replace(many, folder=replace(many.folder, pins=fixed)))
    spent = measured(planted, many).spend
    limits = tuple(
        Ceiling(organisation=o, year=y, capital_gbp="unlimited", revenue_gbp=(spent.get(y) or Decimal(0)) + 100)
        for o in ("county", "district")
        for y in ("2026/27", "2027/28")
    )
    return with_programme(replace(many, folder=replace(many.folder, pins=pins)), ceilings=limits), planted


@given(feasible())
@FEW
def test_P_13_what_is_feasible_by_construction_is_planned_and_verifies(case: tuple[PlanInputs, Plan]) -> None:
    given_inputs, planted = case
    assert verify(given_inputs, planted) == ()
    plan = quick(given_inputs)
    assert verify(given_inputs, plan) == ()
    assert plan.bound <= planted.objective


@given(programmes())
@FEW
def test_P_13_planning_again_with_nothing_changed_changes_nothing(given_inputs: PlanInputs) -> None:
    first = quick(given_inputs)
    again = replan(replace(given_inputs, previous=first))
    assert changes(first, again) == ()
    assert (again.objective, again.contracts) == (first.objective, first.contracts)


@pytest.mark.parametrize("answer", ["unknown", "infeasible"])
def test_P_14_without_an_answer_of_the_solver_there_is_no_plan(
    answer: Literal["unknown", "infeasible"], monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing = Solved(answer, frozenset(), 0, 0)
    monkeypatch.setattr(modelled, "search", lambda *_args, **_fields: nothing)
    with pytest.raises((NotEvaluatedError, InfeasibleError)) as caught:
        quick(inputs(own_servers(apps("a"))))
    assert caught.value.exit_code == (4 if answer == "unknown" else 5)


def test_P_14_the_largest_amount_that_can_be_written_is_planned_to_the_pound() -> None:
    dear = inputs(own_servers(apps("a", "b")))
    dear = replace(dear, costs=tuple(monthly(group.id, "9" * 15) for group in dear.groups))
    plan = quick(dear)
    assert verify(dear, plan) == ()
    assert Decimal(10) ** 15 < plan.bound <= plan.objective < Decimal(10) ** 16
