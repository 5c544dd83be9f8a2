"""Extensions have a price; a contract without an end is paid until its last user is switched off."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Problem

EXTENSIONS = "contract extensions"


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Price the extensions taken and the weeks that rolling contracts run."""
    for extension in problem.extensions:
        linear.cost(EXTENSIONS, choices.extended[extension.contract_id, extension.number], extension.cost_gbp)
    for rolling in problem.rolling:
        for week, gbp in enumerate(rolling.gbp):
            runs = choices.running[rolling.contract_id, week]
            linear.cost(rolling.heading, runs, gbp)
            for user in rolling.users:
                needed = Sum({}, 1).add(choices.by_week(user, week - rolling.off_weeks - 1), -1)
                linear.at_most(needed.add(choices.elsewhere(user), -1).add(runs, -1), 0)
