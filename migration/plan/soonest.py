"""Dates as early as people and orders allow, money aside: what a plan starts from when the last cut-over counts most.

Source of the method: lists of tasks are crossed and changed (S. Hartmann, A competitive genetic algorithm for
resource-constrained project scheduling, 1998); what each gives is put off as far as it goes and drawn forward again
(V. Valls, F. Ballestín and S. Quintanilla, Justification and RCPSP: a technique that pays, 2005).
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from migration.plan.problem import Ints, Problem
from migration.plan.side_by_side import Table
from migration.plan.solve import SEED

LISTS = 40
"""So many lists are kept."""

SWAPPED = 0.05
"""How often two neighbours of a new list change places."""

SPREAD = 0.35
"""How far a first list may stray from the tasks with most work after them, as a part of the longest chain."""

WORST = np.iinfo(np.int64).max
"""What a list costs where a task found no date."""


@dataclass(frozen=True)
class Kept:
    """Lists from the cheapest on, with the dates they give and what those cost."""

    lists: Ints
    at: Ints
    cost: Ints


def soonest(problem: Problem, go_on: Callable[[int], bool]) -> dict[str, int] | None:
    """The option of each task that must be done, by id: the cheapest dates met, while `go_on(rounds so far)`. None
    where no list gave dates to all.

    What dates cost counts, and contracts that run on. Ceilings, support, lines, rules for two tasks together and tasks
    that need not be done are not looked at.
    Repeatable for a fixed number of rounds. Raises nothing for orders in a circle: there are then no dates.
    """
    table = Table(problem, [task for task in problem.tasks if task.must and len(task.options)])
    rank = _rank(table)
    if rank is None or not len(rank) or len(rank) < sum(task.must for task in problem.tasks):
        return None
    dice = random.Random(SEED)  # noqa: S311 - a fixed seed chooses what to try, not secrets
    tails = _tails(table, rank)
    kept = _best(table, rank, _first_lists(table, tails, dice, 2 * LISTS), None)
    rounds = 0
    while go_on(rounds):
        rounds += 1
        fresh = [_crossed(table, kept.lists, dice) for _ in range(len(kept.lists) // 2 * 2)]
        # Lists that came to the same dates are one; others take their place.
        fresh += _first_lists(table, tails, dice, LISTS + 2 - len(fresh))
        kept = _best(table, rank, fresh, kept)
    if not len(kept.cost):
        return None
    return {task.id: int(at) for task, at in zip(table.tasks, kept.at[0], strict=True)}


def _best(table: Table, rank: Ints, lists: Sequence[Sequence[int]], before: Kept | None) -> Kept:
    """The best of these lists and those kept before, of each set of dates one."""
    found = _justified(table, rank, np.array(lists))
    if before is not None:
        pairs = zip((before.lists, before.at, before.cost), (found.lists, found.at, found.cost), strict=True)
        found = Kept(*(np.concatenate(pair) for pair in pairs))
    _, one_of_each = np.unique(found.at, axis=0, return_index=True)
    one_of_each.sort()
    good = one_of_each[found.cost[one_of_each] < WORST]
    best = good[np.argsort(found.cost[good], kind="stable")][:LISTS]
    return Kept(found.lists[best], found.at[best], found.cost[best])


def _justified(table: Table, rank: Ints, lists: Ints) -> Kept:
    """What lists give, put off as far as it goes, then drawn forward: never dearer than before."""
    tasks = np.arange(len(table.tasks))
    first = table.dates(lists)
    ends = table.end[tasks, first.at]
    late = table.dates(_sorted(-ends, -rank), ends.max(axis=1))
    again = table.dates(_sorted(table.week[tasks, late.at], rank))
    cost = np.where(first.kept, table.cost(first.at), WORST)
    after = np.where(first.kept & late.kept & again.kept, table.cost(again.at), WORST)
    at = np.where((after <= cost)[:, None], again.at, first.at)
    return Kept(_sorted(table.week[tasks, at], rank), at, np.minimum(cost, after))


def _sorted(by: Ints, rank: Ints) -> Ints:
    """The tasks of each row from the least on; of equals that of the lower rank."""
    return np.lexsort((np.broadcast_to(rank, by.shape), by), axis=1)


def _rank(table: Table) -> Ints | None:
    """A number for each task, above those of all it waits for; None where orders go in a circle."""
    order = _listed(table, [0.0] * len(table.tasks))
    if len(order) < len(table.tasks):
        return None
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _tails(table: Table, rank: Ints) -> list[float]:
    """Weeks from the start of each task to the end of the longest chain of those that wait for it."""
    tails = [0.0] * len(rank)
    for number in np.argsort(-rank).tolist():
        own = max(0, int(table.free[number, 0] - table.week[number, 0]))
        tails[number] = own + max((tails[later] for later in table.after[number]), default=0.0)
    return tails


def _first_lists(table: Table, tails: Sequence[float], dice: random.Random, count: int) -> list[list[int]]:
    stray = SPREAD * max(tails)
    return [_listed(table, [dice.uniform(0, stray) - tail for tail in tails]) for _ in range(count)]


def _listed(table: Table, key: Sequence[float]) -> list[int]:
    """The tasks from the least key on, each after all it waits for; without those in a circle."""
    waits = [len(before) for before in table.before]
    ready = [(key[n], n) for n, count in enumerate(waits) if not count]
    heapq.heapify(ready)
    found = []
    while ready:
        _, number = heapq.heappop(ready)
        found.append(number)
        for later in table.after[number]:
            waits[later] -= 1
            if not waits[later]:
                heapq.heappush(ready, (key[later], later))
    return found


def _crossed(table: Table, lists: Ints, dice: random.Random) -> list[int]:
    """A list that begins and ends like one, with the middle in the order of another; some neighbours change places."""
    one: list[int] = lists[dice.randrange(len(lists))].tolist()
    other: list[int] = lists[dice.randrange(len(lists))].tolist()
    begins = dice.randrange(len(one))
    ends = dice.randrange(begins, len(one))
    found = one[:begins]
    seen = set(found)
    found += [number for number in other if number not in seen][: ends - begins]
    seen = set(found)
    found += [number for number in one if number not in seen]
    for n in range(len(found) - 1):
        if dice.random() < SWAPPED and found[n] not in table.before[found[n + 1]]:
            found[n], found[n + 1] = found[n + 1], found[n]
    return found
