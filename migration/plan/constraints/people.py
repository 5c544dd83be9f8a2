"""Work by skill and week is no more than the teams that may do it have, and copying no more than a line carries."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem, drawn

KINDS = {"people": "people", "line": "links", "cut-overs": "change"}
"""What the rows of each kind of pool stand for."""

AT_ONCE = (1, 2, 3)
"""Of tasks that each need more than a half (third, quarter) of a pool, at most one (two, three) fit in a week.

Implied for whole tasks, but not for fractions of them: these rows make the proven bound much better.
"""


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """One row for each pool (of teams, or a line) and week, and the rows that say how many large tasks fit at once."""
    for pool in problem.pools:
        because = Because(KINDS[pool.kind], pool.words)
        inside = [(task.id, *drawn(task, pool)) for task in problem.tasks if drawn(task, pool)[0]]
        for week, have in enumerate(pool.have):
            working = {task_id: choices.working(task_id, week, late) for task_id, _, late in inside}
            used = Sum()
            for task_id, need, _ in inside:
                used.add(working[task_id], need)
            linear.at_most(used, have, because)
            seen: set[str] = set()
            for most in AT_ONCE:
                large = [task_id for task_id, need, _ in inside if need * (most + 1) > have]
                if len(large) > max(most, len(seen)):
                    together = Sum()
                    for task_id in large:
                        together.add(working[task_id])
                    linear.at_most(together, most, because)
                    seen = set(large)
