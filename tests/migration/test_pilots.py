"""Pilots come first: nothing moves before one of its kind, and nothing critical before it has run for some weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from accepting import accepting_all
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, calls, cut_overs, ends, inputs, own_servers, quick, team

from migration.dates import WEEK, monday
from migration.model import Pilots, Pin, Plan, SharedServices, WaveApproval
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.choices import declare
from migration.plan.constraints import CONSTRAINTS
from migration.plan.explain import explain
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.linear import Linear
from migration.plan.moves import ground
from migration.plan.verify import verify
from safeio.errors import InfeasibleError, InputError

NAMES = ("care", "intranet", "parks", "rates")
COUNTED = Budget(seconds=None, workers=1, rounds=200, clock=lambda: 0.0, started=0.0)


def council(routes: dict[str, str] | None = None, pins: tuple[Pin, ...] = (), **fields: Any) -> PlanInputs:
    """Care and rates are important and have lost their support; intranet and parks are not, and would go any time."""
    own = (
        *apps("care", criticality=1),
        *apps("intranet", "parks", criticality=3),
        *apps("rates", criticality=2),
    )
    lost = tuple(ends(f"{name}-srv", date(2026, 12, 31)) for name in ("care", "rates"))
    return inputs(own_servers(own), lost, routes=routes, pins=pins, teams=(team(fte="20"),), **fields)


def weeks(plan: Plan) -> dict[str, date]:
    return {name: monday(day) for name, day in cut_overs(plan).items()}


def test_without_the_setting_the_critical_application_goes_at_once() -> None:
    at = weeks(quick(council()))
    assert at["care"] == min(at.values())


def test_a_critical_application_waits_for_a_pilot_and_the_rest_for_none_but_its_week() -> None:
    asked = council(pilots=Pilots(weeks=6))
    plan = quick(asked)
    at = weeks(plan)
    pilot = min(at["intranet"], at["parks"])
    assert at["care"] == pilot + 6 * WEEK and at["rates"] == pilot == min(at.values())
    assert plan.status == "optimal" and verify(asked, plan) == ()


def test_each_kind_of_move_has_its_own_pilot() -> None:
    asked = council({"rates": "replace", "parks": "replace"}, pilots=Pilots(weeks=6))
    at = weeks(quick(asked))
    assert at["care"] >= at["intranet"] + 6 * WEEK and at["rates"] >= at["parks"]


def test_verify_finds_a_move_before_its_pilot() -> None:
    asked = council(pilots=Pilots(weeks=6))
    found = [v for v in verify(asked, quick(council())) if v.constraint == "pilots"]
    assert [v.subject for v in found] == ["care", "rates"]
    assert "must have run for 6 weeks" in found[0].message and len(found[0].dates) == 2


def test_a_critical_application_without_a_pilot_is_refused_with_the_way_out() -> None:
    with pytest.raises(InfeasibleError, match="it waits for a pilot by replace") as refused:
        quick(council({"care": "replace"}, pilots=Pilots()))
    assert "pilots.applications" in refused.value.remedy
    named = council({"care": "replace", "rates": "replace"}, pilots=Pilots(applications=("rates",)))
    at = weeks(quick(named))
    assert at["care"] >= at["rates"] + 4 * WEEK


def test_a_pilot_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="there is no application ghost"):
        quick(council(pilots=Pilots(applications=("ghost",))))
    found = verify(council(pilots=Pilots(applications=("ghost",))), quick(council(pilots=Pilots())))
    assert [(v.constraint, v.subject) for v in found] == [("pilots", "ghost")]


def test_explain_and_a_conflict_name_the_pilot() -> None:
    asked = council(pilots=Pilots(weeks=6))
    assert "a pilot by rehost must have run for 6 weeks first" in "\n".join(explain(asked, quick(asked), "care"))
    pins = (Pin(application_id="care", deadline=date(2027, 2, 1)),)
    with pytest.raises(InfeasibleError, match="a pilot by rehost must have run for 6 weeks first"):
        quick(council(pins=pins, pilots=Pilots(weeks=6)))


def test_an_approved_wave_waits_for_nothing() -> None:
    free = quick(council())
    wave = next(wave for wave in free.waves if "care" in wave.group_ids)
    asked = replace(council(pilots=Pilots(weeks=6)), previous=free)
    said = (WaveApproval(id=wave.id, state="approved", approver="Board", date=date(2026, 12, 1)),)
    asked = replace(asked, folder=replace(asked.folder, waves=said))
    plan = quick(asked)
    assert cut_overs(plan)["care"] == cut_overs(free)["care"]
    assert verify(accepting_all(asked, plan), plan) == ()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.integers(0, 12), st.sampled_from([2, 3]), st.booleans())
def test_P_13_small_and_large_plans_wait_for_a_pilot(run: int, pilot_from: int, linked: bool) -> None:
    asked = council(pilots=Pilots(weeks=run, pilot_from=pilot_from))
    if linked:
        # The pilot may itself wait for what is critical: then it can be no pilot for that.
        seen = replace(asked.estate, interfaces=(calls("intranet", "care"),))
        asked = replace(asked, estate=seen)
    plan = quick(asked)
    assert verify(asked, plan) == () and plan.status == "optimal"
    assembled = assemble(ground(asked))
    answer, bound = large(assembled, COUNTED, lambda _text: None)
    assert answer is not None and bound <= plan.objective <= answer.objective
    at = {t.id: int(t.options.week[answer.positions[t.id]]) for t in assembled.problem.tasks}
    pilots = [at[name] for name in (NAMES[1:] if pilot_from == 2 else NAMES[1:3])]
    assert at["care"] >= min(pilots) + run


def test_a_conflict_says_how_many_weeks_would_do() -> None:
    """Care must move by the fifth week of the plan, and no pilot can before the third."""
    pins = (Pin(application_id="care", deadline=date(2027, 2, 7)),)
    with pytest.raises(InfeasibleError) as refused:
        quick(council(pins=pins, pilots=Pilots(weeks=6)))
    assert "weeks in pilots.weeks" in refused.value.remedy


def test_the_rows_of_a_rule_leave_the_choices_as_they_are() -> None:
    """Rules share the sums that say when a task is decided: one that added to such a sum would change all others."""
    problem = assemble(ground(council(pilots=Pilots(), shared_services=SharedServices(dependants=1)))).problem
    linear = Linear()
    choices = declare(problem, linear)
    before = {task: [dict(column.terms) for column in columns] for task, columns in choices.upto.items()}
    for add in CONSTRAINTS:
        add(problem, choices, linear)
    assert before == {task: [dict(column.terms) for column in columns] for task, columns in choices.upto.items()}
