"""An application moves whole or in parts, not both; its parts are cut over within so many weeks of each other."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Each part moves where the whole does not. For every week: if a part has moved by then, so have the others so many
    weeks later."""
    for either in problem.eithers:
        for part in either.parts:
            ways = Sum().add(choices.done(either.whole)).add(choices.done(part))
            linear.at_most(ways, 1)
            linear.at_most(Sum({}, 1).add(ways, -1), 0)
    for span in problem.spans:
        because = Because("parts", span.words)
        for one, other in ((span.one, span.other), (span.other, span.one)):
            for week in range(len(problem.weeks) - span.weeks):
                moved = Sum().add(choices.by_week(one, week))
                linear.at_most(moved.add(choices.by_week(other, week + span.weeks), -1), 0, because)
