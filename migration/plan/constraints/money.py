"""Capital and revenue of an organisation in a financial year stay under its ceiling less contingency."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Because, Linear, Sum
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """One row for each ceiling: moves, initiatives, extensions and rolling contracts, above what is spent anyway."""
    for limit in problem.limits:
        organisation, year, spend = limit.purse
        total = Sum({}, limit.spent_anyway_gbp)
        for task in problem.tasks:
            if limit.purse in task.options.cash:
                for position, gbp in enumerate(task.options.cash[limit.purse].tolist()):
                    total.add(choices.chosen(task.id, position), gbp)
        for extension in problem.extensions:
            if gbp := extension.cash.get(limit.purse):
                total.add(choices.extended[extension.contract_id, extension.number], gbp)
        for rolling in problem.rolling:
            for week, cash in enumerate(rolling.cash):
                if gbp := cash.get(limit.purse):
                    total.add(choices.running[rolling.contract_id, week], gbp)
        for exit_ in problem.exits:
            for week, cash in exit_.cash.items():
                if gbp := cash.get(limit.purse):
                    total.add(choices.extended[exit_.contract_id, -week], gbp)
        linear.at_most(total, limit.ceiling_gbp, Because("money", f"{organisation} {year} {spend}"))
