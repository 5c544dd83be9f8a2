"""Pairs that people asked never to cut over in the same week."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """At most one of the two is decided in a week."""
    for one, other in problem.apart:
        because = Because("apart", f"{one} never with {other}")
        weeks = {option.week: position for position, option in enumerate(choices.tasks[other].options)}
        for position, option in enumerate(choices.tasks[one].options):
            if option.week in weeks:
                both = choices.chosen(one, position).add(choices.chosen(other, weeks[option.week]))
                linear.at_most(both, 1, because)
