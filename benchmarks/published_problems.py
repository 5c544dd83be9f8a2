"""Where the published problems lie, and a plan problem made of dated work: what both scheduling benchmarks need."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from migration.plan.board import Board
from migration.plan.choices import Choices
from migration.plan.intervals import rows_left, search_cheaper, search_intervals
from migration.plan.linear import Linear
from migration.plan.modelled import held
from migration.plan.pieces import MISSING
from migration.plan.problem import Options, Order, Pool, Problem, Task
from migration.plan.rebuild import rebuild
from migration.plan.solve import Effort, Solved
from migration.plan.soonest import soonest

WORK = 1e9
"""The clock ends the search here, not the count of work."""

WORKERS = 2
AT_ONCE, EARLY, LAST = 0.05, 0.08, 0.1
"""The parts of the time for problems that are easy, for dates to start from, and for all means at the end."""

TEAM = frozenset({"everybody"})
FIRST_DAY = date(2027, 1, 4)


@dataclass(frozen=True)
class Scheduled:
    """The week found for the last task (None: no plan), the proven bound, and whether the plan is proven best."""

    last: int | None
    bound: int
    optimal: bool


def arguments(description: str) -> Namespace:
    """How many problems of each set, how long each may take, and where the files are."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    parser = ArgumentParser(description=description)
    parser.add_argument("--sample", type=int, default=None, metavar="N", help="only N problems of each set, spread out")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="time for each problem")
    parser.add_argument("--folder", type=Path, default=Path(os.environ.get("CLOUD_UNLESS_REAL_INPUTS", beside)))
    return parser.parse_args()


def spread(rows: Sequence[dict[str, str]], sample: int | None) -> list[dict[str, str]]:
    """So many rows, evenly over the whole list; all of them for None."""
    if sample is None or sample >= len(rows):
        return list(rows)
    return [rows[n * len(rows) // sample] for n in range(sample)]


def work(
    name: str, weeks: range, length: int, needs: Mapping[str, int], week_gbp: int = 0, lag: int | None = None
) -> Task:
    """A task that must be done, starts in one of `weeks`, and costs so much for each week it starts later.

    What waits for it may start `lag` weeks later; None: when it has ended.
    """
    starts = np.arange(weeks.start, weeks.stop, dtype=np.int64)
    return Task(
        id=name,
        kind="initiative",
        must=True,
        left_out_gbp=0,
        options=Options(
            week=starts,
            work_from=starts,
            work_weeks=length,
            free_from=starts + (length if lag is None else lag),
            cost={"late": starts * week_gbp} if week_gbp else {},
            cash={},
        ),
        effort=dict(needs),
        teams=dict.fromkeys(needs, TEAM),
    )


def problem(
    tasks: Sequence[Task], orders: Sequence[tuple[str, str]], capacity: Mapping[str, int], weeks: int
) -> Problem:
    """Tasks in order under the same capacity every week, and nothing else."""
    return Problem(
        weeks=tuple(FIRST_DAY + timedelta(weeks=n) for n in range(weeks)),
        tasks=tuple(sorted(tasks, key=lambda task: task.id)),
        orders=tuple(Order(earlier, later, "as published") for earlier, later in orders),
        pools=tuple(Pool(skill, TEAM, (have,) * weeks) for skill, have in sorted(capacity.items())),
        limits=(),
        extensions=(),
        stakes=(),
        rolling=(),
        apart=(),
    )


def scheduled(given: Problem, seconds: float) -> Scheduled:
    """Schedule a problem whose one cost is the week of its last task: at once where that is easy; else from the soonest
    dates by people and orders, a week sooner at a time, and then by all means of the solver."""
    began = time.perf_counter()
    short = _without_late_weeks(given)
    linear, choices = rows_left(short)
    effort = Effort(WORK, WORKERS)
    found = search_intervals(short, choices, linear, effort, seconds=seconds * AT_ONCE)
    if found.status not in ("optimal", "infeasible"):
        until = began + seconds * (AT_ONCE + EARLY)
        early = soonest(short, lambda _rounds: time.perf_counter() < until)
        found = _better(short, choices, found, early)
        found = _week_by_week(short, choices, linear, found, began + seconds * (1 - LAST))
    if found.status != "optimal":
        left = max(1.0, seconds - (time.perf_counter() - began))
        again = search_intervals(short, choices, linear, effort, found.chosen or None, left)
        found = replace(again if again.status != "unknown" else found, bound=max(found.bound, again.bound))
    known = found.status in ("optimal", "feasible")
    return Scheduled(found.objective if known else None, found.bound, found.status == "optimal")


def _better(short: Problem, choices: Choices, found: Solved, early: Mapping[str, int] | None) -> Solved:
    """The sooner of two plans, where either is there."""
    if early is None:
        return found
    cost = sum(int(task.options.total_cost()[early[task.id]]) for task in short.tasks)
    if found.status == "feasible" and found.objective <= cost:
        return found
    values = held(short, choices, [early[task.id] for task in short.tasks])
    return Solved("feasible", frozenset(v for v, one in values.items() if one), cost, found.bound)


def _week_by_week(short: Problem, choices: Choices, linear: Linear, best: Solved, until: float) -> Solved:
    """A plan that ends a week sooner, and so on, until there is none or the time is up."""
    while best.status == "feasible" and (left := until - time.perf_counter()) > 0:
        sooner = search_cheaper(short, choices, linear, best.objective, Effort(WORK), left)
        if sooner.status == "unknown":
            break
        best = sooner if sooner.status == "feasible" else replace(best, status="optimal", bound=best.objective)
    return best


def _without_late_weeks(given: Problem) -> Problem:
    """The problem without the weeks after a first plan, made in no time: a better plan needs none of them."""
    board = Board(given, frozenset())
    rebuild(board, {task.id: 0.0 for task in given.tasks}, rounds=0)
    last = max((int(week) for week in board.week), default=0)
    if board.cost() >= MISSING:
        return given
    return replace(given, tasks=tuple(replace(task, options=_until(task.options, last)) for task in given.tasks))


def _until(options: Options, last: int) -> Options:
    open_ = options.week <= last
    return Options(
        week=options.week[open_],
        work_from=options.work_from[open_],
        work_weeks=options.work_weeks,
        free_from=options.free_from[open_],
        cost={what: gbp[open_] for what, gbp in options.cost.items()},
        cash={},
    )
