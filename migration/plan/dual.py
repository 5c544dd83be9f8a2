"""A proven bound for programmes too large for the relaxation: what is scarce gets a price, and each task looks out for
itself.

Better prices are found round by round with the volume method (F. Barahona and R. Anbil, The volume algorithm: producing
primal solutions with a subgradient method, 2000). What they prove is told by `migration.plan.dual_reply`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from migration.plan.dual_excess import Prices
from migration.plan.dual_reply import Reply, allowed, first_prices, reply
from migration.plan.dual_rows import Columns, Floats
from migration.plan.quarters import quarterly
from migration.plan.solve import SLACK

FIRST_STEP, LARGEST_STEP, SMALLEST_STEP = 1.0, 2.0, 1e-4
"""How far to go towards the value aimed at: at first, and at the most and least."""

PATIENCE = 15
"""After so many rounds without a better bound the step is made smaller."""

MEMORY = 0.1
"""The part of a round in the running averages."""


@dataclass(frozen=True)
class Bounded:
    """`bound` is proven, in whole pounds. `wanted` is the week each task is decided in on average (infinity: left out);
    `scarcity` what each option costs with what it takes from others, in whole pounds."""

    bound: int
    wanted: Mapping[str, float]
    scarcity: Mapping[str, list[float]]
    prices: Prices


def bounded(at: Columns, best_known: int | None, go_on: Callable[[int], bool], start: Prices | None = None) -> Bounded:
    """Look for prices while `go_on(rounds so far)`, from `start` on.

    `best_known` is what some plan costs: it only sets the pace. Without it the first bound and a tenth stands in.
    """
    scale = _scale(at)
    best, week = _first_reply(at) if start is None else _started(at, start)
    best_known = best_known if best_known is not None else int(best.value + abs(best.value) / 10)
    average = tuple(over.copy() for over in best.excess)
    step, since, rounds = FIRST_STEP, 0, 0
    while go_on(rounds) and best.value < best_known * (1 - SLACK):
        rounds += 1
        length = sum(_length(over, by) for over, by in zip(average, scale, strict=True))
        pace = step * (best_known - best.value) / max(length, 1e-12)
        moved = tuple(_moved(p, pace, over, by) for p, over, by in zip(best.prices, average, scale, strict=True))
        found = reply(at, allowed(at, moved))  # type: ignore[arg-type]
        for over, fresh in zip(average, found.excess, strict=True):
            over *= 1 - MEMORY
            over += MEMORY * fresh
        week = (1 - MEMORY) * week + MEMORY * at.week[found.picked]
        if found.value > best.value:
            since = 0 if found.value > best.value + 1e-5 * abs(best.value) else since + 1
            best, step = found, min(LARGEST_STEP, step * 1.05)
        else:
            since += 1
        if since > PATIENCE:
            step, since = max(SMALLEST_STEP, step * 0.7), 0
    return told(at, best, week)


def _length(over: Floats, by: Floats) -> float:
    squares = np.square(over)
    squares *= by
    return float(np.sum(squares))


def _moved(price: Floats, pace: float, over: Floats, by: Floats) -> Floats:
    """The price after a step. In place: thousands of orders by weeks fill millions of numbers."""
    moved: Floats = over * pace
    moved *= by
    moved += price
    return moved


def told(at: Columns, best: Reply, week: Floats) -> Bounded:
    """What prices prove and say, with the week in which each task is decided on average."""
    left_out = week > at.weeks - 0.5
    tasks = [task.id for task in at.problem.tasks]
    return Bounded(
        bound=best.bound,
        wanted={t: math.inf if out else round(float(w), 2) for t, w, out in zip(tasks, week, left_out, strict=True)},
        scarcity=_by_task(at, best.reduced),
        prices=best.prices,
    )


def _first_reply(at: Columns) -> tuple[Reply, Floats]:
    """The reply to the prices of people and money that quarters suggest, and the week of each task on average.

    Without them, where quarters have no answer or prove less than that nothing is scarce.
    """
    plain, week = _started(at, first_prices(at))
    found = quarterly(at, plain.reduced)
    if found is None:
        return plain, week
    priced = reply(at, (found.people, found.money, *plain.prices[2:]))
    return max(plain, priced, key=lambda one: one.value), found.week


def _started(at: Columns, prices: Prices) -> tuple[Reply, Floats]:
    found = reply(at, prices)
    return found, at.week[found.picked].astype(np.float64)


def _scale(at: Columns) -> Prices:
    """How far each price goes for one unit too many: people and money are counted as parts of what there is."""
    mean = np.maximum(at.have.mean(axis=1, keepdims=True), 1.0) if at.have.size else np.ones((len(at.have), 1))
    one = np.ones((1, 1))
    return 1 / mean**2, 1 / np.maximum(np.abs(at.room), 1.0) ** 2, one, one, one


def _by_task(at: Columns, reduced: Floats) -> dict[str, list[float]]:
    """The options of each task, without the one of leaving it out."""
    found = {}
    for n, task in enumerate(at.problem.tasks):
        first = int(at.starts[n])
        found[task.id] = np.round(reduced[first : first + len(task.options)]).tolist()
    return found
