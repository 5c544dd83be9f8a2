"""Interfaces between waves and the dearest year have the price that the programme puts on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from migration.plan.choices import Choices
from migration.plan.joint import STEP_GBP, Purse
from migration.plan.linear import Linear, Sum
from migration.plan.measures import DEAREST, SPLIT
from migration.plan.problem import Problem


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Price every pair that is split over waves, and every thousand pounds of the dearest year."""
    for split in problem.splits:
        apart = linear.boolean(f"split {split.one} {split.other}")
        linear.cost(SPLIT, apart, split.gbp)
        spared = Sum().add(apart).add(choices.elsewhere(split.one)).add(choices.elsewhere(split.other))
        for week in range(problem.wave_weeks - 1, len(problem.weeks), problem.wave_weeks):
            one, other = choices.by_week(split.one, week), choices.by_week(split.other, week)
            linear.at_most(Sum().add(one).add(other, -1).add(spared, -1), 0)
            linear.at_most(Sum().add(other).add(one, -1).add(spared, -1), 0)
    if problem.dearest is not None:
        years: dict[str, Sum] = defaultdict(Sum)
        for year, gbp in problem.dearest.anyway.items():
            years[year].constant += gbp
        for chosen, cash in _spending(problem, choices):
            for (_, year, _), gbp in cash.items():
                years[year].add(chosen, gbp)
        most = max((y.constant + sum(c for c in y.terms.values() if c > 0) for y in years.values()), default=0)
        steps = Sum()
        for bit in range((-(-most // STEP_GBP)).bit_length()):
            step = linear.boolean(f"dearest year {2**bit} steps")
            linear.cost(DEAREST, step, problem.dearest.gbp * 2**bit)
            steps.add(step, STEP_GBP * 2**bit)
        for _, total in sorted(years.items()):
            linear.at_most(Sum().add(total).add(steps, -1), 0)


def _spending(problem: Problem, choices: Choices) -> Iterator[tuple[Sum, Mapping[Purse, int]]]:
    """Every choice that spends, with what it spends."""
    for task in problem.tasks:
        for position in range(len(task.options)):
            yield choices.chosen(task.id, position), task.options[position].cash
    for extension in problem.extensions:
        yield choices.extended[extension.contract_id, extension.number], extension.cash
    for exit_ in problem.exits:
        for week, cash in exit_.cash.items():
            yield choices.extended[exit_.contract_id, -week], cash
    for rolling in problem.rolling:
        for week, cash in enumerate(rolling.cash):
            yield choices.running[rolling.contract_id, week], cash
