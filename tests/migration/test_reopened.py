"""P-13: opening dates again never makes a plan dearer or breaks a rule, and settles what it opens."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from plan_cases import apps, inputs, own_servers
from test_intervals import linear_answer, problems

from migration.plan.answer import Answer, priced
from migration.plan.assemble import assemble
from migration.plan.budget import Budget
from migration.plan.choices import Choices
from migration.plan.linear import Linear
from migration.plan.modelled import held
from migration.plan.moves import ground
from migration.plan.problem import Problem
from migration.plan.reopened import reopened
from migration.plan.solve import Effort, search

MANY = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=True,
)
COUNTED = Budget(seconds=None, workers=1, rounds=0, clock=lambda: 0.0, started=0.0)
NOTHING = -(10**9)
"""A bound that no plan reaches."""


def silent(_text: str) -> None:
    """Progress that nobody reads."""


def any_plan(problem: Problem, linear: Linear, choices: Choices) -> Answer | None:
    """A plan that keeps every rule, whatever it costs. None where there is none."""
    linear.costs.clear()
    found = search(linear, Effort(deterministic=60))
    if found.status != "optimal":
        return None
    positions = {
        task_id: next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
        for task_id, columns in choices.upto.items()
    }
    extended = frozenset(need for need, column in choices.extended.items() if set(column.terms) <= found.chosen)
    return priced(problem, positions, extended)


def keeps_every_rule(problem: Problem, answer: Answer) -> bool:
    """Whether the linear model takes these dates and extensions, at this cost or less."""
    linear, choices, _ = linear_answer(problem)
    fixed = held(problem, choices, [answer.positions[task.id] for task in problem.tasks])
    fixed |= {next(iter(c.terms)): int(need in answer.extended) for need, c in choices.extended.items()}
    found = search(linear, Effort(deterministic=60), fixed=fixed)
    return found.status == "optimal" and found.objective == answer.objective


@given(problems())
@MANY
def test_P_13_with_every_date_open_the_best_plan_is_found(problem: Problem) -> None:
    linear, choices, best = linear_answer(problem)
    start = any_plan(problem, linear, choices)
    if start is not None:
        found, bound = reopened(problem, start, NOTHING, COUNTED, silent)
        assert found.objective == bound == best.objective


@given(problem=problems())
@MANY
def test_P_13_with_few_dates_open_every_rule_is_kept_and_no_plan_is_dearer(
    problem: Problem, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FEWEST", "FIRST", "MOST"):
        monkeypatch.setattr(f"migration.plan.reopened.{name}", 2)
    linear, choices, _ = linear_answer(problem)
    start = any_plan(problem, linear, choices)
    if start is not None:
        found, bound = reopened(problem, start, NOTHING, COUNTED, silent)
        assert bound <= found.objective <= start.objective
        assert keeps_every_rule(problem, found)
        assert reopened(problem, start, NOTHING, COUNTED, silent) == (found, bound)


def test_a_plan_that_is_proven_best_is_left_alone() -> None:
    problem = assemble(ground(inputs(own_servers(apps("a"))))).problem
    start = priced(problem, {"a": 0}, frozenset())
    assert reopened(problem, start, start.objective, COUNTED, silent)[0] is start
    later = priced(problem, {"a": len(problem.tasks[0].options) - 1}, frozenset())
    best = min((later, start), key=lambda one: one.objective)
    assert reopened(problem, later, NOTHING, COUNTED, silent)[0].objective <= best.objective


def test_time_that_is_up_leaves_the_plan_as_it_is() -> None:
    problem = assemble(ground(inputs(own_servers(apps("a"))))).problem
    start = priced(problem, {"a": 0}, frozenset())
    late = replace(COUNTED, seconds=10.0, clock=lambda: 9.5)
    assert reopened(problem, start, NOTHING, late, silent) == (start, NOTHING)
