"""Whether there is any plan at all, whatever it costs."""

from __future__ import annotations

from migration.plan.choices import declare
from migration.plan.constraints import CONSTRAINTS
from migration.plan.inputs import PlanInputs
from migration.plan.linear import Linear
from migration.plan.problem import Problem
from migration.plan.solve import Effort, search
from migration.plan.today import assembled_today
from safeio.errors import InfeasibleError

WORK = 4.0
"""Deterministic work for one look at whether there is a plan."""


def can_be_planned(inputs: PlanInputs) -> bool:
    """As `has_plan`, of the problem that these inputs come to."""
    try:
        return has_plan(assembled_today(inputs).problem)
    except InfeasibleError:
        return False


def has_plan(problem: Problem) -> bool:
    """Whether a plan was found that keeps every rule; its cost does not matter."""
    linear = Linear()
    choices = declare(problem, linear)
    for add in CONSTRAINTS:
        add(problem, choices, linear)
    linear.costs.clear()
    return search(linear, Effort(deterministic=WORK)).status in ("optimal", "feasible")
