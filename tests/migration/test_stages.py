"""Plans by stages: what comes first is as good as can be, is held, and is told with its proof."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import OBJECTIVE, apps, initiative, inputs, own_servers, quick, team, with_programme
from report_facts import county_facts
from test_measures import asking
from test_plan_properties import programmes

from benchmarks.planted_estate import Size, planted
from cloud_unless.planning import facts, how_good, stage_lines
from cloud_unless.programme_checks import check_programme
from migration.model import Measure, Objective, Plan, Programme, Stage
from migration.plan import budget as counting
from migration.plan import schedule as scheduling
from migration.plan.answer import Answer
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.case import case
from migration.plan.changes import replan
from migration.plan.checks.objective import counted
from migration.plan.explain import explain
from migration.plan.frontier import frontier
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.schedule import best_dates
from migration.plan.stage_headings import MEASURE_OF, pounds
from migration.plan.stage_names import WORDS
from migration.plan.stage_search import MEASURES, Goal, by_prices, by_rows
from migration.plan.verify import verify
from migration.plan.weighed import weighed
from migration.reports.html_file import html_report
from safeio.errors import InfeasibleError, InputError, NotEvaluatedError
from safeio.json_files import canonical_json, parse_json

ALL = replace(
    OBJECTIVE,
    finish_week_gbp=Decimal(10),
    split_interface_gbp=Decimal(50),
    dearest_year_weight=Decimal("0.1"),
    on_premise_server_week_gbp=Decimal(7),
)
COUNTED = Budget(seconds=None, workers=1, rounds=100, clock=lambda: 0.0, started=0.0)
FEW = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def silent(_text: str) -> None:
    """Progress that nobody reads."""


def staged(*stages: Measure, allow: str = "0") -> PlanInputs:
    """The programme of test_measures with a price on everything, and these stages."""
    return asking(replace(ALL, stages=stages, stage_allow_percent=Decimal(allow)))


def stage_of(plan: Plan, measure: Measure) -> Stage:
    return next(stage for stage in plan.stages or () if stage.measure == measure)


def with_stages(plan: PlanInputs, *stages: Measure) -> PlanInputs:
    objective = replace(ALL, stages=stages)
    return with_programme(plan, objective=objective)


def best_alone(plan: PlanInputs, measure: Measure) -> tuple[int, int]:
    """The best plan by one measure alone and its bound: every other price is taken out of the problem."""
    assembled = assemble(ground(plan))
    alone = replace(assembled, problem=weighed(assembled.problem, {measure: 1}))
    found, bound = best_dates(alone, COUNTED, silent)
    return found.objective, bound


@FEW
@given(programmes(), st.permutations(list(WORDS)))
def test_P_13_the_first_stage_is_no_worse_than_the_best_plan_by_that_measure_alone(
    plan: PlanInputs, order: list[Measure]
) -> None:
    asked = with_stages(plan, *order[:2])
    try:
        made = quick(asked)
    except (InfeasibleError, NotEvaluatedError):
        return
    assert verify(asked, made) == ()
    assert made.stages is not None and [stage.measure for stage in made.stages] == order[:2]
    best, bound = best_alone(asked, order[0])
    assert made.stages[0].best_gbp <= best
    if best == bound:
        assert made.stages[0].best_gbp == made.stages[0].bound_gbp == best
    assert made.stages[0].bound_gbp <= best


@FEW
@given(programmes(), st.sampled_from(["risk", "cost", "finish", "interfaces", "dearest_year"]))
def test_P_13_prices_find_no_better_stage_than_rows_and_prove_no_more(plan: PlanInputs, measure: Measure) -> None:
    """The search of large problems beside that of small ones, with one measure held."""
    try:
        assembled = assemble(ground(with_stages(plan)))
        start, _ = best_dates(assembled, COUNTED, silent)
    except (InfeasibleError, NotEvaluatedError):
        return
    other: Measure = "servers" if measure != "servers" else "cost"
    goal = Goal((measure,), {other: pounds(start.costs, other)})
    exact, bound = by_rows(assembled, goal, start, COUNTED, silent)
    found, proven = by_prices(assembled, goal, start, COUNTED, silent)
    assert goal.kept(exact) and goal.kept(found)
    if bound == goal.pounds(exact):
        assert proven <= bound <= goal.pounds(found) <= goal.pounds(start)


@pytest.mark.parametrize("measure", list(WORDS))
def test_every_measure_can_come_first_and_is_proven(measure: Measure) -> None:
    asked = staged(measure)
    plan, free = quick(asked), quick(staged())
    mine = stage_of(plan, measure)
    assert verify(asked, plan) == () and plan.status == "optimal"
    assert mine.best_gbp == mine.bound_gbp == mine.gbp and mine.gap == 0
    assert plan.objective >= free.objective
    assert mine.gbp <= counted(case(staged(), free))[measure] + 200


def test_what_comes_first_is_paid_for_and_what_comes_second_yields() -> None:
    one, other = quick(staged("cost", "risk")), quick(staged("risk", "cost"))
    assert stage_of(one, "cost").gbp < stage_of(other, "cost").gbp
    assert stage_of(one, "risk").gbp > stage_of(other, "risk").gbp


def test_what_is_allowed_lets_a_stage_be_worse_for_the_next() -> None:
    strict, slack = quick(staged("cost", "risk")), quick(staged("cost", "risk", allow="5"))
    assert stage_of(slack, "risk").gbp < stage_of(strict, "risk").gbp
    mine = stage_of(slack, "cost")
    assert mine.best_gbp == stage_of(strict, "cost").gbp < mine.gbp <= mine.best_gbp * Decimal("1.05")
    assert verify(staged("cost", "risk", allow="5"), slack) == ()
    assert "stages" in {violation.constraint for violation in verify(staged("cost", "risk"), slack)}


def test_the_measures_are_the_whole_objective() -> None:
    asked = staged("finish", "interfaces")
    plan = quick(asked)
    again = counted(case(asked, plan))
    assert set(again) == set(WORDS) == set(MEASURES) and set(MEASURE_OF.values()) < set(WORDS)
    assert abs(sum(again.values(), Decimal(0)) - plan.objective) < 300


def _moved(plan: Plan, asked: PlanInputs) -> Plan:
    """Every move at the date of a plan that has no stages, the claims kept."""
    free = quick(replace(asked, folder=staged().folder))
    return replace(plan, moves=free.moves, waves=free.waves)


def _stage(plan: Plan, **fields: Any) -> Plan:
    first, *others = plan.stages or ()
    return replace(plan, stages=(replace(first, **fields), *others))


@pytest.mark.parametrize("edit", ["value", "best", "bound", "gap", "order", "none", "optimal", "dates"])
def test_a_hand_edit_of_a_stage_is_found(edit: str) -> None:
    asked = staged("cost", "risk")
    plan = quick(asked)
    assert plan.stages is not None
    edited = {
        "value": lambda: _stage(plan, gbp=plan.stages[0].gbp - 1),
        "best": lambda: _stage(plan, best_gbp=Decimal(1), bound_gbp=Decimal(1)),
        "bound": lambda: _stage(plan, bound_gbp=plan.stages[0].bound_gbp + 1),
        "gap": lambda: _stage(plan, gap=Decimal("0.5")),
        "order": lambda: replace(plan, stages=plan.stages[::-1]),
        "none": lambda: replace(plan, stages=None),
        "optimal": lambda: _stage(plan, bound_gbp=Decimal(0), gap=Decimal(1)),
        "dates": lambda: _moved(plan, asked),
    }[edit]()
    assert "stages" in {violation.constraint for violation in verify(asked, edited)}


def test_a_plan_without_stages_is_written_as_before_and_one_with_them_comes_back() -> None:
    plain, made = quick(staged()), quick(staged("risk"))
    assert plain.stages is None and b'"stages"' not in canonical_json(plain)
    assert b'"stages": [' in canonical_json(made)
    for plan in (plain, made):
        assert parse_json(canonical_json(plan), "plan.json", Plan) == plan


def test_the_same_input_gives_the_same_plan_stage_by_stage() -> None:
    assert canonical_json(quick(staged("finish", "risk"))) == canonical_json(quick(staged("finish", "risk")))


def test_planning_again_holds_the_stages() -> None:
    asked = staged("finish", "risk")
    before = quick(staged())
    again = replan(replace(asked, previous=before))
    assert verify(asked, again) == ()
    assert stage_of(again, "finish").gbp == stage_of(quick(asked), "finish").gbp


def test_a_frontier_weighs_and_refuses_stages() -> None:
    with pytest.raises(InputError, match="stages"):
        frontier(staged("risk"))


def test_explain_says_what_comes_before_pounds() -> None:
    asked = staged("finish", "risk")
    said = explain(asked, quick(asked), "care")
    assert any("in this order: weeks until the last cut-over, weeks without support" in line for line in said)


def test_a_time_that_is_set_is_shared_and_the_plan_is_right() -> None:
    asked = staged("risk", "finish")
    ticks = iter(range(10**9))
    plan = scheduling.schedule(asked, seconds=2.0, clock=lambda: next(ticks) / 1000)
    assert verify(asked, plan) == () and plan.mode == "fast"


def test_a_large_programme_holds_its_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduling, "LARGE", 0)
    monkeypatch.setattr(counting, "PRICING_ROUNDS", 30)
    made = planted(Size(applications=8, servers=24, months=18, organisations=2, initiatives=4)).inputs
    objective = made.folder.programme.objective
    asked = with_programme(made, objective=replace(objective, stages=("risk",)))
    plan = scheduling.schedule(asked)
    assert verify(asked, plan) == () and plan.bound <= plan.objective
    told = {stage.measure: stage for stage in plan.stages or ()}
    assert all(stage.bound_gbp <= stage.best_gbp <= stage.gbp for stage in told.values())


def test_of_plans_that_hold_what_is_held_the_least_is_best() -> None:
    def answer(risk: int, cost: int) -> Answer:
        return Answer({}, frozenset(), {"risk: weeks without support": risk, "initiatives": cost})

    goal = Goal(("cost",), {"risk": 10})
    answers = [answer(10, 5), answer(11, 1), answer(9, 5)]
    assert goal.best(answers) == answers[2]
    assert [goal.kept(one) for one in answers] == [True, False, True]


def test_a_programme_of_initiatives_alone_has_stages_too() -> None:
    work = (initiative("a", benefit_gbp_per_year=Decimal(500)), initiative("b", must_do=False))
    asked = inputs(own_servers(apps()), initiatives=work, teams=(team(),), objective=replace(ALL, stages=("benefit",)))
    plan = quick(asked)
    assert verify(asked, plan) == () and plan.status == "optimal"
    assert all(a.starts <= b.starts for a, b in pairwise(plan.initiatives))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"stages": ("risk", "risk")}, "stands twice"),
        ({"stages": ("finish",), "finish_week_gbp": Decimal(0)}, "finish_week_gbp"),
        ({"stages": ("risk",), "unsupported_week_gbp": {1: Decimal(0)}}, "unsupported_week_gbp"),
        ({"stages": ("risk",), "stage_allow_percent": Decimal(101)}, "0 to 100"),
    ],
)
def test_stages_that_cannot_be_meant_are_refused(fields: dict[str, Any], words: str) -> None:
    programme = ready_programme(replace(ALL, **fields))
    with pytest.raises(InputError, match=words):
        check_programme(programme)
    check_programme(ready_programme(replace(ALL, stages=("risk", "cost"))))


def ready_programme(objective: Objective) -> Programme:
    """A programme with nothing else wrong."""
    return replace(asking().folder.programme, objective=objective)


def test_the_command_says_of_each_stage_how_good_it_is() -> None:
    plan = quick(staged("risk", "finish"))
    lines = stage_lines(plan)
    assert lines[0].startswith("Stage 1, weeks without support: £") and lines[0].endswith("proven the best.")
    assert lines[1].endswith("proven the best of the plans that hold the stages before.")
    assert facts(plan)["stages"] == lines and "stages" not in facts(quick(staged()))
    assert "no plan that holds the stages can go below" in how_good(plan)
    unproven = replace(_stage(plan, bound_gbp=Decimal(0), gap=Decimal(1)), status="feasible")
    assert "not proven the best, and no bound is known" in stage_lines(unproven)[0]
    near = _stage(plan, bound_gbp=Decimal(1), gap=Decimal(1))
    assert "not proven the best: none goes below £1" in stage_lines(near)[0]
    assert "not every stage is proven" in how_good(unproven)


def test_the_report_names_the_stages_and_what_is_proven() -> None:
    told = county_facts()
    assert told.plan is not None
    stage = Stage(
        measure="risk", gbp=Decimal(4000), best_gbp=Decimal(4000), bound_gbp=Decimal(3000), gap=Decimal("0.25")
    )
    page = html_report(replace(told, plan=replace(told.plan, stages=(stage,))))
    assert "before the pounds of the whole plan" in page and "weeks without support: £4,000" in page
    assert "It is not proven that none is better." in page
    assert "before the pounds of the whole plan" not in html_report(told)
