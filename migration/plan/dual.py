"""A proven bound for programmes too large for the relaxation: what is scarce gets a price, and each task looks out for
itself.

Whatever the prices are, no plan costs less than all tasks at their cheapest under them, less what the scarce things
are worth (Lagrangian duality: M. Fisher, The Lagrangian relaxation method for solving integer programming problems,
1981). Better prices are found round by round with the volume method (F. Barahona and R. Anbil, The volume algorithm:
producing primal solutions with a subgradient method, 2000).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from migration.plan.pricing import Prices, Priced, answer_to, nothing_scarce, project
from migration.plan.pricing_rows import Columns, columns
from migration.plan.problem import Problem
from migration.plan.solve import SLACK

FIRST_STEP, SMALLEST_STEP = 1.0, 0.002
"""How far to go towards the value aimed at, at first and at the least."""

PATIENCE = 12
"""After so many rounds without a better bound the step is made smaller."""

MEMORY = 0.1
"""The part of a round in the running average of what tasks choose."""


@dataclass(frozen=True)
class Bounded:
    """`bound` is proven, in whole pounds. `wanted` is the week each task is decided in on average (infinity: left out);
    `scarcity` what each option costs with what it takes from others."""

    bound: int
    wanted: Mapping[str, float]
    scarcity: Mapping[str, list[float]]


def bounded(problem: Problem, best_known: int, go_on: Callable[[int], bool]) -> Bounded:
    """Look for prices while `go_on(rounds so far)`. `best_known` is what some plan costs; it only sets the pace."""
    at = columns(problem)
    prices = nothing_scarce(at)
    best, best_prices = answer_to(at, prices), prices
    average, step, since, rounds = best.excess, FIRST_STEP, 0, 0
    weeks = best.weeks
    while go_on(rounds) and best.value < best_known * (1 - SLACK):
        rounds += 1
        prices = project(at, best_prices.moved(average, _pace(step, best_known, best.value, average)))
        found = answer_to(at, prices)
        average = average.mixed(found.excess, MEMORY)
        weeks = weeks * (1 - MEMORY) + found.weeks * MEMORY
        if found.value > best.value:
            step = min(FIRST_STEP * 2, step * 1.1) if found.value > best.value * (1 + 1e-6) else step
            best, best_prices, since = found, prices, 0
        else:
            since += 1
            if since > PATIENCE:
                step, since = max(SMALLEST_STEP, step * 0.66), 0
    return Bounded(
        bound=math.ceil(best.value - SLACK * max(1.0, abs(best.value))),
        wanted=_wanted(at, weeks),
        scarcity=at.by_task(best.reduced),
    )


def _pace(step: float, aim: float, value: float, average: Prices) -> float:
    length = average.square()
    return step * max(aim - value, 1.0) / length if length > 0 else 0.0


def _wanted(at: Columns, weeks: np.ndarray) -> dict[str, float]:
    return {task.id: float(week) for task, week in zip(at.problem.tasks, weeks, strict=True)}
