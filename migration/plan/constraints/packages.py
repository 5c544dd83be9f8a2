"""Initiatives of one package are all in the plan or none is; of two that exclude each other, one at the most."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Around the members of a package: each is done only if the next is. A row for each pair."""
    for package in problem.packages:
        because = Because("packages", package.words)
        for one, following in zip(package.members, (*package.members[1:], package.members[0]), strict=True):
            linear.at_most(Sum().add(choices.done(one)).add(choices.done(following), -1), 0, because)
    for one, other in problem.excludes:
        because = Because("exclusions", f"{one} excludes {other} (initiatives.csv)")
        linear.at_most(Sum().add(choices.done(one)).add(choices.done(other)), 1, because)
