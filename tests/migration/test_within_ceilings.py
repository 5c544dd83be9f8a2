"""Dates that keep all ceilings with no contract extended need no search to say so."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from plan_cases import apps, inputs, monthly, own_servers
from test_plan_properties import programmes

from migration.plan.answer import settled, within_ceilings
from migration.plan.assemble import assemble
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.problem import Limit
from safeio.errors import InfeasibleError

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@FEW
@given(programmes(), st.randoms(use_true_random=False))
def test_P_13_what_keeps_the_ceilings_as_it_stands_has_an_answer(plan: PlanInputs, dice: Random) -> None:
    try:
        problem = assemble(ground(plan)).problem
    except InfeasibleError:
        return
    problem = replace(problem, eithers=())
    positions = {task.id: dice.randrange(len(task.options)) for task in problem.tasks}
    if within_ceilings(problem, positions):
        assert settled(problem, positions) is not None


@pytest.mark.parametrize(("over", "kept"), [(0, True), (-1, False)])
def test_P_13_a_pound_too_much_is_seen(over: int, kept: bool) -> None:
    plain = assemble(ground(inputs(own_servers(apps("rates")), costs=(monthly("rates"),)))).problem
    positions = {task.id: 0 for task in plain.tasks}
    (purse, gbp), *_ = sorted(plain.tasks[0].options[0].cash.items())
    problem = replace(plain, limits=(Limit(purse, gbp + 50 + over, 50),))
    assert within_ceilings(problem, positions) is kept
    assert (settled(problem, positions) is not None) is kept
