"""The search of large programmes where applications may go whole or in parts: one way for each, then the other tried.

With each way settled the problem is like any other. The bound is that of all ways together.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from migration.plan.answer import Answer
from migration.plan.assemble import Assembled
from migration.plan.budget import PRICING_ROUNDS, Budget, Told
from migration.plan.dual import bounded
from migration.plan.dual_excess import Prices
from migration.plan.dual_rows import columns
from migration.plan.joint import Either
from migration.plan.large import large
from migration.plan.near import near_weeks, weeks_of
from migration.plan.problem import Problem
from migration.plan.ways import cheaper_whole, filled, floor, going, wholes_in

FIRST, TURNS, PROOF = 0.6, 0.2, 0.2
"""The parts of a set time for the first plan, for trying the other ways, and for the bound."""

ROUNDS_A_TASK = 5
"""How often parts of a plan are rebuilt for each task when one application goes the other way."""


def large_ways(assembled: Assembled, spent: Budget, say: Told) -> tuple[Answer | None, int]:
    """The best plan found, if any, and pounds that no plan goes below, whichever way its applications go."""
    problem = assembled.problem
    if not problem.eithers:
        return large(assembled, spent, say)
    best = _first(assembled, _share(spent, FIRST), say)
    if best is not None:
        best = _turned(problem, best, _share(spent, TURNS), say)
    rest = _share(spent, PROOF)
    proven = bounded(
        columns(floor(problem)),
        best.objective if best is not None else None,
        lambda done: done < PRICING_ROUNDS if rest.seconds is None else rest.in_time(),
    )
    bound = proven.bound + scarce(problem, proven.prices)
    say(f"proven: whole or in parts, no plan costs less than £{bound:,}")
    return best, bound


def scarce(problem: Problem, prices: Prices) -> int:
    """Pounds by which applications that may go either way cost more than alone, when the people and the money that they
    take have these prices: so much more is proven than of the rest with each at its least."""
    gone = {group for either in problem.eithers for group in either.groups}
    alone = replace(
        problem,
        tasks=tuple(replace(task, left_out_gbp=0) for task in problem.tasks if task.id in gone),
        stakes=tuple(
            replace(one, lapses=tuple(lapse for lapse in one.lapses if not lapse.needs))
            for one in problem.stakes
            if one.task_id in gone
        ),
        orders=(),
        extensions=(),
        rolling=(),
        exits=(),
        packages=(),
        excludes=(),
    )
    none = np.zeros((0, len(problem.weeks)))
    free: Prices = (np.zeros_like(prices[0]), np.zeros_like(prices[1]), none, none, none)
    own, priced = (
        bounded(columns(alone), 0, lambda _: False, (people, money, none, none, none)).scarcity
        for people, money in (free[:2], prices[:2])
    )
    left = {task.id: task.left_out_gbp for task in problem.tasks if task.id in gone}
    # Costs come in whole pounds, to the nearest: one is taken off for each.
    more = (
        _least(either, priced, left) - _least(either, own, left) - 2 * len(either.groups) for either in problem.eithers
    )
    return max(0, math.floor(sum(more)))


def _least(either: Either, costs: Mapping[str, Sequence[float]], left: Mapping[str, int]) -> float:
    """Pounds of the cheaper way, each task at its cheapest date."""
    each = {group: min(costs[group], default=0.0) for group in either.groups}
    whole = each[either.whole] + sum(left[part] for part in either.parts)
    return min(whole, sum(each[part] for part in either.parts) + left[either.whole])


def _share(spent: Budget, part: float) -> Budget:
    seconds = spent.seconds * part if spent.seconds is not None else None
    return replace(spent, seconds=seconds, started=spent.clock())


def _first(assembled: Assembled, spent: Budget, say: Told) -> Answer | None:
    """A plan in which each application goes the way that is cheaper for it alone; else all in parts, else all whole."""
    problem, tried = assembled.problem, list[frozenset[str]]()
    every = frozenset(either.whole for either in problem.eithers)
    for wholes in (cheaper_whole(problem), frozenset[str](), every):
        if wholes not in tried:
            tried.append(wholes)
            ways = f"{len(wholes)} whole, {len(every - wholes)} in parts"
            found, _ = large(replace(assembled, problem=going(problem, wholes)), spent, _named(ways, say))
            if found is not None:
                return replace(found, positions=filled(problem, found.positions))
    return None


def _named(ways: str, say: Told) -> Told:
    return lambda text: say(f"{ways}: {text}")


def _turned(problem: Problem, best: Answer, spent: Budget, say: Told) -> Answer:
    """Each application the other way, one after the other, where that makes the plan cheaper."""
    for either in problem.eithers:
        if not spent.in_time():
            break
        rounds = ROUNDS_A_TASK * len(problem.tasks)
        found = near_weeks(
            problem, turned(weeks_of(problem, best), either), best.extended, rounds, lambda _: spent.in_time()
        )
        if found is not None and found.objective < best.objective:
            best = found
            way = "whole" if either.whole in wholes_in(problem, best.positions) else "in parts"
            say(f"with {either.whole} {way}: a plan of £{best.objective:,}")
    return best


def turned(weeks: Mapping[str, int], either: Either) -> dict[str, int]:
    """The week of each task, but for one application that goes the other way: about when it went before."""
    left = {task_id: week for task_id, week in weeks.items() if task_id not in either.groups}
    if either.whole in weeks:
        return left | dict.fromkeys(either.parts, weeks[either.whole])
    return left | {either.whole: max((weeks[part] for part in either.parts if part in weeks), default=0)}
