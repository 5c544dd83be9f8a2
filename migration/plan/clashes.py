"""What cannot be whatever else is planned: dates that are fixed, and orders that leave no date, looked at alone.

In a large programme nobody can look for a conflict among all rules. But where a few tasks have no plan by themselves,
neither has the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import rustworkx

from migration.plan.assemble import Assembled
from migration.plan.conflict import conflict_of_part
from migration.plan.problem import Order, Problem, Rolling, Task
from safeio.errors import InfeasibleError

MOST_CHAINS = 3
"""Chains of orders that are looked at: one is enough."""

NEVER = 10**9
"""A week after every plan."""


def clash(assembled: Assembled) -> InfeasibleError | None:
    """The error for fixed dates that cannot all be kept, or else for an order that leaves no date. None: none found."""
    fixed = [task.id for task in assembled.problem.tasks if task.must and len(task.options) == 1]
    for ids in (fixed, *_chains(assembled.problem)):
        found = conflict_of_part(replace(assembled, problem=part_of(assembled.problem, ids))) if ids else None
        if found is not None:
            return found
    return None


def part_of(problem: Problem, ids: Collection[str]) -> Problem:
    """These tasks alone, with every rule that binds them whatever the others do. Where this has no plan, neither has
    the whole."""
    kept = set(ids)
    spared = {limit.purse: most_spared(problem, limit.purse) for limit in problem.limits}
    return Problem(
        weeks=problem.weeks,
        tasks=tuple(task for task in problem.tasks if task.id in kept),
        orders=tuple(order for order in problem.orders if {order.earlier, order.later} <= kept),
        pools=problem.pools,
        limits=tuple(replace(one, ceiling_gbp=one.ceiling_gbp + spared[one.purse]) for one in problem.limits),
        extensions=(),
        stakes=(),
        rolling=tuple(
            replace(one, users=tuple(user for user in one.users if user in kept), price=0)
            for one in problem.rolling
            if only_grows(one) and not kept.isdisjoint(one.users)
        ),
        apart=tuple(pair for pair in problem.apart if set(pair) <= kept),
        # Others might empty the site later, or go first.
        keeps=tuple(
            replace(keep, needing=tuple(one for one in keep.needing if one in kept))
            for keep in problem.keeps
            if set(keep.leaving) <= kept and not kept.isdisjoint(keep.needing)
        ),
        leads=tuple(
            replace(lead, followers=tuple(one for one in lead.followers if one in kept))
            for lead in problem.leads
            if set(lead.leaders) <= kept and not kept.isdisjoint(lead.followers)
        ),
        spans=tuple(span for span in problem.spans if {span.one, span.other} <= kept),
        wave_weeks=problem.wave_weeks,
    )


def most_spared(problem: Problem, purse: tuple[str, str, str]) -> int:
    """Pounds of a ceiling that leaving contracts early gives back at the most."""
    return -sum(min(0, *(cash.get(purse, 0) for cash in exit_.cash.values())) for exit_ in problem.exits)


def only_grows(rolling: Rolling) -> bool:
    """Whether no ceiling is asked less of when a contract runs on: a charge for leaving moves to another year."""
    return any(rolling.cash) and all(gbp >= 0 for cash in rolling.cash for gbp in cash.values())


def _chains(problem: Problem) -> Iterator[tuple[str, ...]]:
    """Tasks that come one after the other, with no date left for the last when each comes as early as it can."""
    tasks = {task.id: task for task in problem.tasks}
    first, because = _soonest(tasks, problem.orders)
    hopeless = [one for one in tasks if tasks[one].must and first[one] >= NEVER]
    ends = [one for one in hopeless if because.get(one) not in hopeless]
    for end in ends[:MOST_CHAINS]:
        chain = [end]
        while chain[-1] in because:
            chain.append(because[chain[-1]])
        yield tuple(chain)


def _soonest(tasks: Mapping[str, Task], orders: Iterable[Order]) -> tuple[dict[str, int], dict[str, str]]:
    """The first week of each task, NEVER where it has none left; and the task that keeps it from any earlier."""
    graph = rustworkx.PyDiGraph()
    node = dict(zip(tasks, graph.add_nodes_from(list(tasks)), strict=True))
    graph.add_edges_from_no_data([(node[order.earlier], node[order.later]) for order in orders])
    floor, because = dict.fromkeys(tasks, 0), dict[str, str]()
    first = dict[str, int]()
    for number in rustworkx.topological_sort(graph):
        one = graph[number]
        options = tasks[one].options
        left = np.flatnonzero(options.week >= floor[one])
        first[one] = int(options.week[left[0]]) if len(left) else NEVER
        free = int(options.free_from[left].min()) if len(left) else NEVER
        for later in graph.successors(number):
            if free > floor[later]:
                floor[later], because[later] = free, one
    return first, because
