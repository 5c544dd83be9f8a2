"""Tasks taken off the board and put back where they cost least together, by CP-SAT; what stays keeps its dates.

So the model is small, and sees only what the rest leaves. The method is large neighbourhood search (P. Shaw, Using
constraint programming and local search methods to solve vehicle routing problems, 1998).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from migration.plan.board import Board
from migration.plan.choices import Choices
from migration.plan.intervals import rows_left, search_intervals
from migration.plan.problem import Ints, Options, Problem, Task
from migration.plan.solve import Effort

Places = Mapping[int, int | None]
"""The option of each task by its number; None: off the board."""

AsTask = Callable[[int, Ints], Task]
"""What is asked of a task, by its number and the options it may take."""


@dataclass(frozen=True)
class Found:
    """The places found, those before where none was; and whether that is proven."""

    status: Literal["optimal", "feasible", "infeasible", "unknown"]
    places: Places


def best_places(board: Board, kept: Mapping[int, Ints], as_task: AsTask, before: Places, effort: Effort) -> Found:
    """Where these tasks, which are off the board, cost least. `kept` are the options open to each, `before` where it
    was. Second sites, pilots and what several tasks cost together are not looked at."""
    part = _part(board, {n: places for n, places in kept.items() if len(places)}, as_task)
    linear, choices = rows_left(part)
    ids = {board.pieces[n].task.id: n for n in kept}
    found = search_intervals(part, choices, linear, effort, hint=_hint(choices, ids, kept, before))
    if found.status not in ("optimal", "feasible"):
        return Found(found.status, before)
    places: dict[int, int | None] = dict.fromkeys(kept)
    for name, columns in choices.upto.items():
        first = next((n for n, column in enumerate(columns) if set(column.terms) <= found.chosen), None)
        places[ids[name]] = None if first is None else int(kept[ids[name]][first])
    return Found(found.status, places)


def only(task: Task, places: Ints, cost: Mapping[str, Ints]) -> Task:
    """The task with these options alone, each at its new cost."""
    options = Options(
        week=task.options.week[places],
        work_from=task.options.work_from[places],
        work_weeks=task.options.work_weeks,
        free_from=task.options.free_from[places],
        cost=cost,
        cash={purse: gbp[places] for purse, gbp in task.options.cash.items()},
    )
    return replace(task, options=options)


def _part(board: Board, kept: Mapping[int, Ints], as_task: AsTask) -> Problem:
    """These tasks alone, at the dates that are open to each, with what the others leave."""
    problem, ids = board.problem, {board.pieces[n].task.id for n in kept}
    return Problem(
        weeks=problem.weeks,
        tasks=tuple(as_task(n, places) for n, places in sorted(kept.items())),
        orders=tuple(one for one in problem.orders if {one.earlier, one.later} <= ids),
        pools=tuple(replace(p, have=tuple(have.tolist())) for p, have in zip(problem.pools, board.people, strict=True)),
        limits=tuple(
            replace(limit, ceiling_gbp=int(board.money[board.purses[limit.purse]]), spent_anyway_gbp=0)
            for limit in problem.limits
        ),
        extensions=(),
        stakes=(),
        rolling=(),
        apart=tuple(pair for pair in problem.apart if set(pair) <= ids),
        spans=tuple(span for span in problem.spans if {span.one, span.other} <= ids),
        wave_weeks=problem.wave_weeks,
    )


def _hint(choices: Choices, ids: Mapping[str, int], kept: Mapping[int, Ints], before: Places) -> frozenset[int]:
    """The variables that are 1 where each is as it was."""
    ones: set[int] = set()
    for name, columns in choices.upto.items():
        first = np.flatnonzero(kept[ids[name]] == before[ids[name]]).tolist()
        ones.update(variable for n in first for column in columns[n:] for variable in column.terms)
    return frozenset(ones)
