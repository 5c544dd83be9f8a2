"""Plans that put one measure before all pounds, and what a plan comes to by each measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from migration.plan.answer import Answer, priced, spending
from migration.plan.assemble import Assembled
from migration.plan.choices import Choices
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.joint import Purse
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Problem, Rolling

WEIGHT = 100_000
"""Pounds for a unit of the measure that comes first. All the pounds a town can save by its dates are a few units."""

Add = Callable[[Problem, Choices, Linear], None]
"""Adds the rows and costs that put a measure first."""

STEP = 50
"""The peak is lowered in so many steps from what the rule spends."""


@dataclass(frozen=True)
class Measures:
    """What a plan is compared by: application-days without support, pounds in the dearest year, interfaces between
    moves of different waves, and the week (from 0) of the last cut-over."""

    missed_days: int
    peak_gbp: int
    cut: int
    finish: int


NAMES = {
    "missed_days": "application-days without support",
    "peak_gbp": "spend in the dearest year, £",
    "cut": "interfaces across waves",
    "finish": "week of the last cut-over",
}


def measures(assembled: Assembled, plan: Answer) -> Measures:
    """The four measures of a plan, worked out from its dates."""
    problem, inputs = assembled.problem, assembled.at.inputs
    flat = replace(problem, stakes=tuple(replace(stake, gbp=7) for stake in problem.stakes))
    weeks = inputs.folder.programme.wave_weeks
    week = {
        task.id: int(task.options.week[at])
        for task in problem.tasks
        for at in [plan.positions[task.id]]
        if at is not None
    }
    return Measures(
        missed_days=priced(flat, plan.positions, plan.extended).costs.get(RISK, 0),
        peak_gbp=max(_by_year(spending(problem, plan.positions, plan.extended)).values()),
        cut=sum(week[one] // weeks != week[other] // weeks for one, other in _interfaces(assembled)),
        finish=max(week[group] for group in assembled.groups),
    )


def put_first(assembled: Assembled, rule: Measures) -> dict[str, tuple[Assembled, Add]]:
    """For each measure: the problem, and what puts the measure before all pounds."""
    problem, nothing = assembled.problem, lambda *_: None
    dear = tuple(replace(stake, gbp=stake.gbp + WEIGHT) for stake in problem.stakes)
    until = {("the last cut-over", "", ""): WEIGHT}
    line = Rolling("the last cut-over", tuple(assembled.groups), 0, (until,) * len(problem.weeks))
    return {
        "missed_days": (replace(assembled, problem=replace(problem, stakes=dear)), nothing),
        "peak_gbp": (assembled, lambda p, c, linear: _lower_peak(p, c, linear, rule.peak_gbp)),
        "cut": (assembled, lambda _, c, linear: _keep_together(assembled, c, linear)),
        "finish": (replace(assembled, problem=replace(problem, rolling=(*problem.rolling, line))), nothing),
    }


def _lower_peak(problem: Problem, choices: Choices, linear: Linear, most: int) -> None:
    """Every year spends no more than `most`, less a step for each that is won."""
    won = [linear.boolean(f"peak lower by {n + 1}") for n in range(STEP)]
    size = most // (2 * STEP)
    years: dict[str, Sum] = defaultdict(Sum)
    for limit in problem.limits:
        years[limit.purse[1]].constant += limit.spent_anyway_gbp
    for task in problem.tasks:
        for purse, column in task.options.cash.items():
            for position, gbp in enumerate(column.tolist()):
                years[purse[1]].add(choices.chosen(task.id, position), gbp)
    for extension in problem.extensions:
        for purse, gbp in extension.cash.items():
            years[purse[1]].add(choices.extended[extension.contract_id, extension.number], gbp)
    for rolling in problem.rolling:
        for week, cash in enumerate(rolling.cash):
            for purse, gbp in cash.items():
                years[purse[1]].add(choices.running[rolling.contract_id, week], gbp)
    for total in years.values():
        for step in won:
            total.add(step, size)
        linear.at_most(total, most)
    for step in won:
        linear.cost("peak", Sum({}, 1).add(step, -1), WEIGHT)


def _keep_together(assembled: Assembled, choices: Choices, linear: Linear) -> None:
    """An interface between two moves costs `WEIGHT` unless both fall in one wave."""
    weeks, length = len(assembled.problem.weeks), assembled.at.inputs.folder.programme.wave_weeks
    for one, other in _interfaces(assembled):
        cut = linear.boolean(f"cut {one} {other}")
        linear.cost("cut", cut, WEIGHT)
        for first in range(0, weeks, length):
            apart = _in_wave(choices, one, first, length).add(_in_wave(choices, other, first, length), -1)
            linear.at_most(apart.add(cut, -1), 0)


def _in_wave(choices: Choices, group: str, first: int, length: int) -> Sum:
    """1 when the group is cut over in the weeks of a wave."""
    return Sum().add(choices.by_week(group, first + length - 1)).add(choices.by_week(group, first - 1), -1)


def _interfaces(assembled: Assembled) -> list[tuple[str, str]]:
    """The two groups of each interface between groups."""
    group_of = {app: key for key, group in assembled.groups.items() for app in group.group.application_ids}
    ends = [
        (group_of.get(i.from_application), group_of.get(i.to_application))
        for i in assembled.at.inputs.estate.interfaces
    ]
    return [(one, other) for one, other in ends if one is not None and other is not None and one != other]


def _by_year(spent: Mapping[Purse, int]) -> dict[str, int]:
    years: dict[str, int] = defaultdict(int)
    for purse, gbp in spent.items():
        years[purse[1]] += gbp
    return years
