"""Work by skill and week is no more than the teams that may do it have."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem

AT_ONCE = (1, 2, 3)
"""Of tasks that each need more than a half (third, quarter) of a pool, at most one (two, three) fit in a week.

Implied for whole tasks, but not for fractions of them: these rows make the proven bound much better.
"""


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """One row for each pool of teams and week, and the rows that say how many large tasks fit at once."""
    for pool in problem.pools:
        because = Because("people", f"{pool.skill} of {', '.join(sorted(pool.teams))}")
        inside = [t for t in problem.tasks if t.effort.get(pool.skill) and t.teams[pool.skill] <= pool.teams]
        for week, have in enumerate(pool.have):
            working = {task.id: choices.working(task.id, week) for task in inside}
            used = Sum()
            for task in inside:
                used.add(working[task.id], task.effort[pool.skill])
            linear.at_most(used, have, because)
            seen: set[str] = set()
            for most in AT_ONCE:
                large = [task.id for task in inside if task.effort[pool.skill] * (most + 1) > have]
                if len(large) > max(most, len(seen)):
                    together = Sum()
                    for task_id in large:
                        together.add(working[task_id])
                    linear.at_most(together, most, because)
                    seen = set(large)
