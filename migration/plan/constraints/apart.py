"""Pairs that people asked never to cut over in the same week."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """At most one of the two is decided in a week."""
    for one, other in problem.apart:
        because = Because("apart", f"{one} never with {other}")
        weeks = {week: position for position, week in enumerate(choices.marks[other].week)}
        for position, week in enumerate(choices.marks[one].week):
            if week in weeks:
                both = choices.chosen(one, position).add(choices.chosen(other, weeks[week]))
                linear.at_most(both, 1, because)
