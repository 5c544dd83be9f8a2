"""A scored initiative that is left out costs what its score is worth."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Problem

WHAT = "scored initiatives left out"


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Price every task that may be left out."""
    for task in problem.tasks:
        if not task.must and task.left_out_gbp:
            linear.cost(WHAT, Sum({}, 1).add(choices.done(task.id), -1), task.left_out_gbp)
