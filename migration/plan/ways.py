"""A problem in which applications may go whole or in parts, with that settled, or priced at its least."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np

from migration.plan.choosing import Choosing
from migration.plan.constraints.exits import EXITS
from migration.plan.constraints.portfolio import WHAT as LEFT_OUT
from migration.plan.joint import Either, Purse
from migration.plan.problem import Problem, Stake, Task

AT_LEAST = "whole or in parts"
"""The heading of what applications cost at the least, whichever way they go."""


def going(problem: Problem, wholes: Collection[str]) -> Problem:
    """The problem in which these groups move their applications whole, and all others go in parts.

    What a task costs where it is not in the plan is paid for those that are gone.
    """
    return _settled(problem, {either: either.whole in wholes for either in problem.eithers})


def narrowed(problem: Problem, hopeless: Collection[str]) -> Problem:
    """The problem in which what can go one way alone goes that way. No application may have neither."""
    one_way = {}
    for either in problem.eithers:
        if either.whole in hopeless:
            one_way[either] = False
        elif not set(hopeless).isdisjoint(either.parts):
            one_way[either] = True
    return _settled(problem, one_way)


def wholes_in(problem: Problem, positions: Mapping[str, int | None]) -> frozenset[str]:
    """The groups that move an application whole in a plan with these options."""
    return frozenset(one.whole for one in problem.eithers if positions.get(one.whole) is not None)


def filled(problem: Problem, positions: Mapping[str, int | None]) -> dict[str, int | None]:
    """The option of every task; None for those of the way that was not taken."""
    return {task.id: positions.get(task.id) for task in problem.tasks}


def together(problem: Problem, task_ids: Iterable[str]) -> list[str]:
    """These tasks, of each application that may go either way all of its tasks, and of initiatives their packages and
    what they exclude: they change together."""
    found = dict.fromkeys(task_ids)
    if problem.packages or problem.excludes:
        number = {task.id: n for n, task in enumerate(problem.tasks)}
        found = dict.fromkeys(problem.tasks[n].id for n in Choosing(problem).together(number[one] for one in found))
    for either in problem.eithers:
        if not found.keys().isdisjoint(either.groups):
            found |= dict.fromkeys(either.groups)
    return list(found)


def cheaper_whole(problem: Problem) -> frozenset[str]:
    """The groups that move an application whole for fewer pounds than its parts take, each at its best date."""
    found = set()
    for either in problem.eithers:
        whole, parts = _ways(problem, either)
        if whole <= parts:
            found.add(either.whole)
    return frozenset(found)


def floor(problem: Problem) -> Problem:
    """A problem of which no plan costs more than the same dates in this one: each application that may go either way
    costs its least, whichever way and date that is, and takes nothing from the rest."""
    if not problem.eithers:
        return problem
    gone = {group for either in problem.eithers for group in either.groups}
    left = _without(problem, gone)
    exits = [exit_ for exit_ in problem.exits if gone.issuperset(exit_.users)]
    constants = defaultdict(int, left.constants)
    constants[AT_LEAST] += sum(min(_ways(problem, either)) for either in problem.eithers)
    constants[EXITS] += sum(min(0, *map(exit_.gbp, exit_.cash)) for exit_ in exits)
    # What they could give back to a ceiling, it has.
    back: dict[Purse, int] = defaultdict(int)
    for task in problem.tasks:
        for purse, gbp in task.options.cash.items() if task.id in gone else ():
            back[purse] += max(0, -int(gbp.min(initial=0)))
    for exit_ in exits:
        for purse in {purse for cash in exit_.cash.values() for purse in cash}:
            back[purse] += max(0, *(-cash.get(purse, 0) for cash in exit_.cash.values()))
    limits = tuple(replace(one, ceiling_gbp=one.ceiling_gbp + back[one.purse]) for one in problem.limits)
    return replace(left, constants=dict(constants), limits=limits, keeps=(), leads=())


def _settled(problem: Problem, whole: Mapping[Either, bool]) -> Problem:
    """The problem in which each of these applications moves whole, or in parts."""
    if not whole:
        return problem
    gone = {group for either, is_whole in whole.items() for group in (either.parts if is_whole else (either.whole,))}
    known = {group for either in whole for group in either.groups}
    constants = defaultdict(int, problem.constants)
    for task in problem.tasks:
        constants[LEFT_OUT] += task.left_out_gbp if task.id in gone else 0
    left = _without(problem, gone)
    tasks = (replace(t, must=True, one_way=False, left_out_gbp=0) if t.id in known else t for t in left.tasks)
    eithers = tuple(either for either in problem.eithers if either not in whole)
    return replace(left, tasks=tuple(tasks), eithers=eithers, constants={k: v for k, v in constants.items() if v})


def _without(problem: Problem, gone: Collection[str]) -> Problem:
    """The problem without these tasks, and without what is asked of them."""

    def kept(groups: Iterable[str]) -> tuple[str, ...]:
        return tuple(group for group in groups if group not in gone)

    rolling = (replace(one, users=kept(one.users)) for one in problem.rolling)
    exits = (replace(one, users=kept(one.users)) for one in problem.exits)
    return replace(
        problem,
        tasks=tuple(task for task in problem.tasks if task.id not in gone),
        orders=tuple(one for one in problem.orders if one.earlier not in gone and one.later not in gone),
        stakes=tuple(one for one in problem.stakes if one.task_id not in gone),
        rolling=tuple(one for one in rolling if one.users),
        exits=tuple(one for one in exits if one.users),
        apart=tuple(pair for pair in problem.apart if not set(gone) & set(pair)),
        splits=tuple(one for one in problem.splits if one.one not in gone and one.other not in gone),
        keeps=tuple(replace(one, needing=kept(one.needing), leaving=kept(one.leaving)) for one in problem.keeps),
        leads=tuple(replace(one, leaders=kept(one.leaders), followers=kept(one.followers)) for one in problem.leads),
        spans=tuple(one for one in problem.spans if one.one not in gone and one.other not in gone),
        eithers=tuple(one for one in problem.eithers if set(gone).isdisjoint(one.groups)),
    )


def _ways(problem: Problem, either: Either) -> tuple[int, int]:
    """Pounds that an application costs whole and in parts: at its best dates, with every contract extended."""
    tasks = {task.id: task for task in problem.tasks if task.id in either.groups}
    stakes: dict[str, list[Stake]] = defaultdict(list)
    for stake in problem.stakes:
        stakes[stake.task_id or ""].append(stake)
    least = {one: _least_of(task, stakes[one]) for one, task in tasks.items()}
    left = {one: task.left_out_gbp for one, task in tasks.items()}
    whole = least[either.whole] + sum(left[part] for part in either.parts)
    return whole, sum(least[part] for part in either.parts) + left[either.whole]


def _least_of(task: Task, stakes: Iterable[Stake]) -> int:
    cost = task.options.total_cost()
    for stake in stakes:
        for lapse in stake.lapses:
            if not lapse.needs:
                cost = cost + stake.gbp * np.maximum(np.minimum(task.options.week, lapse.last) - lapse.first + 1, 0)
    return int(cost.min()) if len(cost) else 0
