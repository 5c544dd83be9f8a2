"""A problem in which some measures count more than others, or nothing: the same dates, priced otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migration.model import Measure
from migration.plan.constraints.contracts import EXTENSIONS
from migration.plan.constraints.exits import EXITS
from migration.plan.constraints.portfolio import WHAT as LEFT_OUT
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.measures import DEAREST, SPLIT
from migration.plan.problem import Problem, Task
from migration.plan.stage_headings import measure_of


def weighed(problem: Problem, weights: Mapping[Measure, int]) -> Problem:
    """The problem with every pound times the weight of its measure; 0 where none is given. What is spent stays."""

    def weight(heading: str) -> int:
        return weights.get(measure_of(heading), 0)

    def task_of(task: Task) -> Task:
        cost = {heading: gbp * weight(heading) for heading, gbp in task.options.cost.items()}
        options = replace(task.options, cost=cost)
        return replace(task, options=options, left_out_gbp=task.left_out_gbp * weight(LEFT_OUT))

    dearest = problem.dearest
    return replace(
        problem,
        tasks=tuple(task_of(task) for task in problem.tasks),
        stakes=tuple(replace(stake, gbp=stake.gbp * weight(RISK)) for stake in problem.stakes),
        extensions=tuple(replace(one, cost_gbp=one.cost_gbp * weight(EXTENSIONS)) for one in problem.extensions),
        exits=tuple(replace(one, weight=one.weight * weight(EXITS)) for one in problem.exits),
        rolling=tuple(replace(one, weight=one.weight * weight(one.heading)) for one in problem.rolling),
        splits=tuple(replace(split, gbp=split.gbp * weight(SPLIT)) for split in problem.splits),
        dearest=replace(dearest, gbp=dearest.gbp * weight(DEAREST)) if dearest is not None else None,
        constants={heading: gbp * weight(heading) for heading, gbp in problem.constants.items()},
    )
