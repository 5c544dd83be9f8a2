"""Parts of one application are cut over within so many weeks of each other."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """For every week: if the one has moved by then, so has the other so many weeks later."""
    for span in problem.spans:
        because = Because("parts", span.words)
        for one, other in ((span.one, span.other), (span.other, span.one)):
            for week in range(len(problem.weeks) - span.weeks):
                moved = Sum().add(choices.by_week(one, week))
                linear.at_most(moved.add(choices.by_week(other, week + span.weeks), -1), 0, because)
