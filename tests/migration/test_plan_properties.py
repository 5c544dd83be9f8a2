"""P-13: whatever the programme, a plan that is found keeps every rule, and the order of the input does not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from accepting import accepting_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import (
    apps,
    calls,
    contract,
    ends,
    hardware,
    initiative,
    inputs,
    monthly,
    own_servers,
    quick,
    team,
    with_programme,
)

from migration.model import Ceiling, Freeze, Pin, Prerequisite, WaveApproval
from migration.plan.inputs import PlanInputs
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

NAMES = "abcde"
FEW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
days = st.dates(date(2026, 6, 1), date(2027, 6, 30))
names = st.sampled_from(NAMES)


@st.composite
def programmes(draw: st.DrawFn) -> PlanInputs:
    """Up to five applications with calls, lost support, an extendable contract, initiatives, pins and a freeze."""
    count = draw(st.integers(1, len(NAMES)))
    own = tuple(
        apps(name, criticality=draw(st.integers(1, 4)), service=draw(st.sampled_from(["revenues", "people"])))[0]
        for name in NAMES[:count]
    )
    pairs = draw(st.sets(st.tuples(names, names), max_size=4))
    known = {app.id for app in own}
    links = tuple(calls(a, b) for a, b in sorted(pairs) if a != b and {a, b} <= known)
    cover = contract(
        covers_ids=("a-srv",),
        annual_gbp=Decimal(draw(st.sampled_from([0, 5200]))),
        exit_gbp=Decimal(draw(st.integers(0, 900))),
        ends=date(2027, 1, 31),
        extension_months=draw(st.integers(1, 6)),
        extension_gbp=Decimal(draw(st.integers(1, 20_000))),
    )
    supports = tuple(ends(f"{app.id}-srv", draw(days)) for app in own if draw(st.booleans()))
    supports += (hardware("a-srv", date(2027, 1, 31)),)
    work = (
        initiative("base", effort={"platform": Decimal(draw(st.integers(0, 20)))}),
        initiative("next", must_do=draw(st.booleans()), depends_on=("base",), scores={"value": Decimal(3)}),
    )
    ceiling = Decimal(draw(st.integers(3_000, 30_000)))
    freeze = Freeze(starts=date(2027, 2, 1), ends=date(2027, 3, 1), services=("revenues",), reason="billing")
    fields: dict[str, Any] = {
        "teams": (team(fte=draw(st.sampled_from(["0.6", "1", "2.5"]))), team("other", fte="0.5", serves=("district",))),
        "freezes": (freeze,) if draw(st.booleans()) else (),
        "prerequisites": (Prerequisite(initiative="base"),) if draw(st.booleans()) else (),
        "most_moves_a_week": draw(st.sampled_from([None, 1, 2])),
        "critical_apart": draw(st.sampled_from([None, 2])),
        "scoring": {"value": Decimal(draw(st.integers(0, 30)))},
        "ceilings": tuple(
            Ceiling(organisation=o, year=y, capital_gbp="unlimited", revenue_gbp=ceiling)
            for o in ("county", "district")
            for y in ("2026/27", "2027/28")
        ),
    }
    pins = (Pin(application_id="a", not_before=draw(days)),) if draw(st.booleans()) else ()
    seen = own_servers(own, interfaces=links, contracts=(cover,))
    made = inputs(seen, supports, initiatives=work, pins=pins, **fields)
    price = str(draw(st.integers(0, 900)))
    return replace(made, costs=tuple(monthly(group.id, price) for group in made.groups))


@given(programmes())
@FEW
def test_P_13_a_plan_that_is_found_keeps_every_rule(given_inputs: PlanInputs) -> None:
    try:
        plan = quick(given_inputs)
    except InfeasibleError as refused:
        assert len(refused.wrong) > 20
        return
    assert verify(given_inputs, plan) == ()
    assert plan.bound <= plan.objective


@given(programmes())
@FEW
def test_P_13_more_room_never_costs_more(given_inputs: PlanInputs) -> None:
    try:
        tight = quick(given_inputs)
    except InfeasibleError:
        return
    programme = given_inputs.folder.programme
    free = tuple(replace(c, revenue_gbp="unlimited") for c in programme.ceilings)
    more = (*programme.teams, team("more", fte="3"))
    wide = quick(with_programme(given_inputs, ceilings=free, teams=more, freezes=()))
    assert (tight.status, wide.status) == ("optimal", "optimal")
    # More people also make a move shorter to prepare; neither may make the best plan dearer.
    assert wide.objective <= tight.objective + 200


@given(programmes(), st.randoms(use_true_random=False))
@FEW
def test_P_13_the_order_of_the_input_changes_nothing(given_inputs: PlanInputs, dice: Any) -> None:
    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(dice.sample(rows, len(rows)))

    seen, folder = given_inputs.estate, given_inputs.folder
    turned = replace(
        given_inputs,
        estate=replace(
            seen,
            applications=mixed(seen.applications),
            servers=mixed(seen.servers),
            deployments=mixed(seen.deployments),
            interfaces=mixed(seen.interfaces),
        ),
        supports=mixed(given_inputs.supports),
        dispositions=mixed(given_inputs.dispositions),
        costs=mixed(given_inputs.costs),
        folder=replace(folder, initiatives=mixed(folder.initiatives)),
    )
    try:
        straight = quick(given_inputs)
    except InfeasibleError:
        return
    assert quick(turned) == straight


@given(programmes())
@FEW
def test_P_13_planning_again_with_everything_approved_changes_nothing(given_inputs: PlanInputs) -> None:
    try:
        first = quick(given_inputs)
    except InfeasibleError:
        return
    said = tuple(
        WaveApproval(id=wave.id, state="approved", approver="board", date=date(2026, 12, 1)) for wave in first.waves
    )
    again = replace(given_inputs, previous=first, folder=replace(given_inputs.folder, waves=said))
    second = quick(again)
    assert [(m.group_id, m.cut_over) for m in second.moves] == [(m.group_id, m.cut_over) for m in first.moves]
    assert verify(accepting_all(again, second), second) == ()


def test_L_05_a_circle_of_300_applications_is_one_group_and_plans() -> None:
    ring = [f"app-{n:03}" for n in range(300)]
    links = tuple(calls(a, b) for a, b in zip(ring, ring[1:] + ring[:1], strict=True))
    given_inputs = inputs(own_servers(apps(*ring), interfaces=links), teams=(team(fte="100"),))
    plan = quick(given_inputs)
    assert [len(group.application_ids) for group in plan.groups] == [300]
    assert verify(given_inputs, plan) == ()


def test_L_05_one_application_that_300_call_moves_with_or_before_them() -> None:
    callers = [f"app-{n:03}" for n in range(60)]
    links = tuple(calls(caller, "hub") for caller in callers)
    given_inputs = inputs(own_servers(apps("hub", *callers), interfaces=links), teams=(team(fte="100"),))
    plan = quick(given_inputs)
    when = {move.group_id: move.cut_over for move in plan.moves}
    assert all(when["hub"] <= when[caller] + timedelta(days=6) for caller in callers)
    assert verify(given_inputs, plan) == ()
