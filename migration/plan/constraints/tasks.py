"""Every move costs what its date costs: cloud from seeding, the old machines until they are off."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Linear
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Add the cost of each option, and the costs that no decision changes."""
    for what, gbp in problem.constants.items():
        linear.costs[what].constant += gbp
    for task in problem.tasks:
        for what, column in task.options.cost.items():
            for position, gbp in enumerate(column.tolist()):
                linear.cost(what, choices.chosen(task.id, position), gbp)
