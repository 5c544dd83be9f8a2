"""What others call moves no later than they do; an initiative starts when those it depends on have ended."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """For every week: the later task is decided by then only if the earlier one is out of the way."""
    for order in problem.orders:
        because = Because("dependencies", f"{order.earlier} before {order.later} ({order.because})")
        for position, week in enumerate(choices.marks[order.later].week):
            later = choices.upto[order.later][position]
            earlier = choices.free_by(order.earlier, week)
            spared = choices.elsewhere(order.earlier)
            linear.at_most(Sum().add(later).add(earlier, -1).add(spared, -1), 0, because)
