"""A problem as arrays for pricing: every option of every task in one long column, and what each row takes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from migration.plan.dual_support import support_rows
from migration.plan.dual_ties import Web, webs
from migration.plan.joint import Purse
from migration.plan.problem import Ints, Problem, Task, drawn

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Links:
    """Which options a set of rows touches: option `option[n]` belongs to row `row[n]`, and is charged what stands at
    place `at[n]` of the rows' table, laid out row after row with one week more than the plan has."""

    option: Ints
    row: Ints
    at: Ints


@dataclass(frozen=True, eq=False)
class Columns:
    """All options, task by task; one that may be left out has a last option for that, in a week after the plan.

    `layers` holds, for each place in a task's list of pools: the pool of each option, what it needs of it, and where
    its work begins and ends in a table of pools by weeks; the pool after the last is none. `cash` is by ceiling.
    Rows of support are (application, contract), of rolling contracts (contract, user). `support_shown`: the places of
    `support_needs`, row after row, in which an extension is needed; few. `exits` are pounds, and pounds by ceiling, of
    each week after which a contract may be left. `sizes`: how many options each task has; `webs` what is tied.
    """

    problem: Problem
    starts: Ints
    task: Ints
    cost: Floats
    week: Ints
    free_from: Ints
    work_first: Ints
    work_to: Ints
    cash: Floats
    layers: tuple[tuple[Ints, Floats, Ints, Ints], ...]
    have: Floats
    room: Floats
    constant: float
    support: Links
    support_needs: Ints
    support_shown: Ints
    support_gbp: Floats
    support_stake: Ints
    support_task: Ints
    later_task: Ints
    earlier_task: Ints
    rolling: Links
    rolling_task: Ints
    rolling_of: Ints
    rolling_off: Ints
    rolling_gbp: Floats
    rolling_cash: tuple[Floats, ...]
    extension_cost: Floats
    extension_cash: Floats
    chains: tuple[Ints, ...]
    exits: tuple[tuple[Floats, Floats], ...]
    sizes: Ints
    webs: tuple[Web, ...]

    @property
    def weeks(self) -> int:
        """How many weeks the plan has."""
        return len(self.problem.weeks)


def columns(problem: Problem) -> Columns:
    """Lay a problem out. Every task must have an option or be one that may be left out."""
    sizes = np.array([len(task.options) + (not task.must) for task in problem.tasks], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    number = {task.id: n for n, task in enumerate(problem.tasks)}
    purses = {limit.purse: n for n, limit in enumerate(problem.limits)}
    horizon = len(problem.weeks)
    week = _joined(problem.tasks, lambda t: t.options.week, horizon)
    constant, cost, support = support_rows(problem, number, starts, week)
    users = [(n, number[user]) for n, rolling in enumerate(problem.rolling) for user in rolling.users]
    extension = {(e.contract_id, e.number): n for n, e in enumerate(problem.extensions)}
    chains: dict[str, list[int]] = {}
    for (contract_id, _), n in extension.items():
        chains.setdefault(contract_id, []).append(n)
    earlier = np.array([number[order.earlier] for order in problem.orders], dtype=np.int64)
    later = np.array([number[order.later] for order in problem.orders], dtype=np.int64)
    cash = np.zeros((len(purses), int(starts[-1])))
    for n, task in enumerate(problem.tasks):
        for purse, gbp in task.options.cash.items():
            if purse in purses:
                cash[purses[purse], starts[n] : starts[n] + len(gbp)] = gbp
    work_from = _joined(problem.tasks, lambda t: t.options.work_from, 0)
    work_to = _joined(problem.tasks, lambda t: np.clip(t.options.work_from + t.options.work_weeks, 0, horizon), 0)
    rolling_task = np.array([task for _, task in users], dtype=np.int64)
    rolling_off = np.array([problem.rolling[n].off_weeks for n, _ in users], dtype=np.int64)
    support_needs = np.array(support.needs, dtype=np.int64).reshape(-1, horizon)
    return Columns(
        problem=problem,
        starts=starts[:-1],
        task=np.repeat(np.arange(len(sizes)), sizes),
        cost=cost,
        week=week,
        free_from=np.minimum(_joined(problem.tasks, lambda t: t.options.free_from, horizon), horizon),
        work_first=np.maximum(work_from, 0),
        work_to=work_to,
        cash=cash,
        layers=_layers(problem, sizes, work_from, work_to),
        have=np.array([pool.have for pool in problem.pools], dtype=np.float64).reshape(-1, horizon),
        room=np.array([limit.ceiling_gbp - limit.spent_anyway_gbp for limit in problem.limits], dtype=np.float64),
        constant=float(sum(problem.constants.values()) + constant),
        support=_links(support.tasks, starts, np.minimum(week + 1, horizon), horizon),
        support_needs=support_needs,
        support_shown=np.flatnonzero(support_needs >= 0),
        support_gbp=np.array(support.gbp, dtype=np.float64),
        support_stake=np.array(support.stakes, dtype=np.int64),
        support_task=np.array(support.tasks, dtype=np.int64),
        later_task=later,
        earlier_task=earlier,
        rolling=_links(rolling_task, starts, week, horizon, rolling_off + 1),
        rolling_task=rolling_task,
        rolling_of=np.array([n for n, _ in users], dtype=np.int64),
        rolling_off=rolling_off,
        rolling_gbp=np.array([rolling.gbp for rolling in problem.rolling], dtype=np.float64).reshape(-1, horizon),
        rolling_cash=tuple(_week_cash(rolling.cash, purses) for rolling in problem.rolling),
        extension_cost=np.array([e.cost_gbp for e in problem.extensions], dtype=np.float64),
        extension_cash=_week_cash([e.cash for e in problem.extensions], purses),
        chains=tuple(np.array(chain, dtype=np.int64) for chain in chains.values()),
        exits=tuple(_exits(problem, number, purses)),
        sizes=sizes,
        webs=webs(problem),
    )


def _exits(problem: Problem, number: Mapping[str, int], purses: Mapping[Purse, int]) -> Iterator[tuple[Floats, Floats]]:
    """For each contract that may be left: what that costs, from the first week in which all its users can be off."""
    for exit_ in problem.exits:
        users = [problem.tasks[number[user]].options.week for user in exit_.users]
        first = max(int(week.min()) for week in users) + exit_.off_weeks
        weeks = [week for week in sorted(exit_.cash) if week >= first]
        if weeks:
            gbp = np.array([exit_.gbp(week) for week in weeks], dtype=np.float64)
            yield gbp, _week_cash([exit_.cash[week] for week in weeks], purses)


def _joined(tasks: Iterable[Task], of: Callable[[Task], Ints], left_out: int) -> Ints:
    """A column of every option of every task; `left_out` stands for leaving a task out, where that may be."""
    parts = []
    for task in tasks:
        parts.append(of(task))
        if not task.must:
            parts.append(np.array([left_out], dtype=np.int64))
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)


def _links(tasks: Sequence[int] | Ints, starts: Ints, weeks: Ints, horizon: int, more: Ints | None = None) -> Links:
    """Every option of the task of each row, with the week it is charged for: its own of `weeks`, and so many `more`.
    A row of no task (-1) touches none."""
    option, row, at = [], [], []
    for n, task in enumerate(tasks):
        if task >= 0:
            own = np.arange(starts[task], starts[task + 1])
            week = np.minimum(weeks[own] + (more[n] if more is not None else 0), horizon)
            option.append(own)
            row.append(np.full(len(own), n))
            at.append(n * (horizon + 1) + week)
    nothing = np.zeros(0, dtype=np.int64)
    return Links(*(np.concatenate(parts) if parts else nothing for parts in (option, row, at)))


def _layers(
    problem: Problem, sizes: Ints, work_from: Ints, work_to: Ints
) -> tuple[tuple[Ints, Floats, Ints, Ints], ...]:
    wanted = [
        [
            (n, float(drawn(task, pool)[0]), drawn(task, pool)[1])
            for n, pool in enumerate(problem.pools)
            if drawn(task, pool)[0]
        ]
        for task in problem.tasks
    ]
    nobody = (len(problem.pools), 0.0, 0)
    found = []
    for depth in range(max(map(len, wanted), default=0)):
        chosen = [pools[depth] if depth < len(pools) else nobody for pools in wanted]
        pool = np.repeat(np.array([p for p, _, _ in chosen], dtype=np.int64), sizes)
        need = np.repeat(np.array([need for _, need, _ in chosen]), sizes)
        late = np.repeat(np.array([late for _, _, late in chosen], dtype=np.int64), sizes)
        row = pool * (len(problem.weeks) + 1)
        found.append((pool, need, row + np.clip(work_from + late, 0, work_to), row + work_to))
    return tuple(found)


def _week_cash(rows: Sequence[Mapping[Purse, int]], purses: Mapping[Purse, int]) -> Floats:
    """Pounds by row and ceiling."""
    found = np.zeros((len(rows), len(purses)))
    for n, row in enumerate(rows):
        for purse, gbp in row.items():
            if purse in purses:
                found[n, purses[purse]] = gbp
    return found
