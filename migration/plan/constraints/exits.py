"""A contract may be left early when nothing on it runs any more: priced, and chosen where it pays."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Problem

EXITS = "contracts left early"


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """At most one week is the last; by then every user is off, and the contract has not been extended."""
    for exit_ in problem.exits:
        so_far = Sum()
        for week in sorted(exit_.cash):
            chosen = choices.extended[exit_.contract_id, -week]
            linear.cost(EXITS, chosen, exit_.gbp(week))
            so_far.add(chosen)
            for user in exit_.users:
                off, elsewhere = choices.by_week(user, week - exit_.off_weeks), choices.elsewhere(user)
                linear.at_most(Sum().add(so_far).add(off, -1).add(elsewhere, -1), 0)
        first = choices.extended.get((exit_.contract_id, 1), Sum())
        linear.at_most(Sum().add(so_far).add(first), 1)
