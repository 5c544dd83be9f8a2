"""Work by skill and week is no more than the teams that may do it have."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """One row for each pool of teams and week."""
    for pool in problem.pools:
        because = Because("people", f"{pool.skill} of {', '.join(sorted(pool.teams))}")
        inside = [t for t in problem.tasks if t.effort.get(pool.skill) and t.teams[pool.skill] <= pool.teams]
        for week, have in enumerate(pool.have):
            used = Sum()
            for task in inside:
                used.add(choices.working(task.id, week), task.effort[pool.skill])
            linear.at_most(used, have, because)
