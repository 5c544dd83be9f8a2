"""Prices for programmes of middling size, from the relaxation by weeks: of its dates and rows only those are written
down that turn out to matter.

Each round solves the relaxation over the dates and rows so far. Its prices say which other dates would pay, its answer
which other rows it breaks; both are added (column and row generation: J. Desrosiers and M. Lübbecke, A primer in column
generation, 2005). What is proven is what the tasks reply to the prices, so nothing rests on the program being complete.
Prices between those and the best so far are asked too, because the first ones jump about (P. Wentges, Weighted
Dantzig-Wolfe decomposition for linear mixed-integer programming, 1997).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from migration.plan.dual import Bounded, told
from migration.plan.dual_excess import Prices
from migration.plan.dual_reply import Reply, allowed, reply
from migration.plan.dual_rows import Columns
from migration.plan.problem import Ints
from migration.plan.weekly_program import Program
from migration.plan.weekly_rows import broken

GRID = 13
"""The weeks between the dates of a task that the first program has."""

CHEAPEST = 3
"""So many options of each task are added in a round."""

TOWARDS = 0.7
"""How near to the best prices so far the prices between lie."""

NEAR_ENOUGH = 1e-5
"""The part of its value by which the program may still lie above what is proven."""


def weekly(at: Columns, start: Prices, go_on: Callable[[int], bool]) -> Bounded:
    """Look for prices while `go_on(rounds so far)`, from `start` on: what is proven is never less than with those."""
    best = reply(at, start)
    week = at.week[best.picked].astype(np.float64)
    program = Program(at, [*_grid(at).tolist(), *_cheapest(at, best)])
    rounds = 0
    while go_on(rounds):
        rounds += 1
        found = program.solved()
        if found is None:
            break
        asked = reply(at, allowed(at, found.prices))
        between = reply(at, allowed(at, _between(best.prices, found.prices)))
        best = max(best, asked, between, key=lambda one: one.value)
        week = found.weeks
        rows = list(broken(found.over))
        if not rows and found.value - best.value <= NEAR_ENOUGH * abs(found.value):
            break
        program.add_options([*_cheapest(at, asked), *_cheapest(at, between)])
        program.add_rows(rows)
    return told(at, best, week)


def _between(best: Prices, found: Prices) -> Prices:
    people, money, support, order, rolling = (
        TOWARDS * one + (1 - TOWARDS) * other for one, other in zip(best, found, strict=True)
    )
    return people, money, support, order, rolling


def _grid(at: Columns) -> Ints:
    """The first option of each task in each stretch of weeks; being left out stands in the stretch after the plan."""
    stretches = -(-at.weeks // GRID) + 1
    stretch = np.where(at.week >= at.weeks, stretches, at.week // GRID)
    _, first = np.unique(at.task * (stretches + 1) + stretch, return_index=True)
    return first.astype(np.int64)


def _cheapest(at: Columns, asked: Reply) -> list[int]:
    """The options of each task that cost least under the prices."""
    order = np.lexsort((asked.reduced, at.task))
    rank = np.arange(len(order)) - at.starts[at.task[order]]
    return [int(option) for option in order[rank < CHEAPEST]]
