"""A move that waits for a pilot comes so many weeks after the first one of its kind."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """For every week: whoever is decided by then finds that a pilot was, so many weeks before."""
    for lead in problem.leads:
        because = Because("pilots", lead.words)
        for week in range(len(problem.weeks)):
            piloted = [choices.by_week(leader, week - lead.weeks) for leader in lead.leaders]
            open_ = linear.boolean(f"{lead.words} {week}")
            none = Sum().add(open_)
            for one in piloted:
                none.add(one, -1)
            linear.at_most(none, 0, because)
            for follower in lead.followers:
                linear.at_most(Sum().add(choices.by_week(follower, week)).add(open_, -1), 0, because)
