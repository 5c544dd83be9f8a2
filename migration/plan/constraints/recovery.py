"""A site that stands in for another is not emptied while an application that must come back is still there."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.joint import Keep
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """For every week: whoever still needs the second site finds something running on it."""
    for keep in problem.keeps:
        because = Because("recovery", keep.words)
        for week in range(len(problem.weeks)):
            _add_week(choices, linear, keep, week, because)


def _add_week(choices: Choices, linear: Linear, keep: Keep, week: int, because: Because) -> None:
    emptied = Sum({}, 1 - len(keep.leaving))
    for group in keep.leaving:
        emptied.add(choices.by_week(group, week - keep.off_weeks - 1)).add(choices.elsewhere(group))
    if emptied.constant + sum(factor > 0 for factor in emptied.terms.values()) <= 0:
        return
    open_ = linear.boolean(f"{keep.site_id} for {keep.for_site} {week}")
    linear.at_most(Sum().add(open_).add(emptied), 1, because)
    for group in keep.needing:
        still = Sum({}, 1).add(choices.by_week(group, week - 1), -1)
        linear.at_most(still.add(choices.elsewhere(group), -1).add(open_, -1), 0, because)
