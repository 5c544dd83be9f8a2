"""Where a programme stands today: what the plan before said, and the dates that have not passed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from migration.dates import WEEK, monday
from migration.model import InitiativeSlot, Move, Plan
from migration.plan.assemble import Assembled, assemble
from migration.plan.inputs import PlanInputs
from migration.plan.moves import ground
from migration.plan.problem import Ints, Options, Task
from migration.plan.ways import narrowed
from safeio.errors import InfeasibleError

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Before:
    """The plan before, as this problem knows it: each task's deciding weeks, as positions from the first week. A group
    that was several has several."""

    weeks: Mapping[str, tuple[int, ...]]
    moves: Mapping[str, Move]
    slots: Mapping[str, InitiativeSlot]


def assembled_today(inputs: PlanInputs) -> Assembled:
    """The problem of these inputs, without the dates that have passed. Raises as `assemble` and `from_today`."""
    whole = assemble(ground(inputs))
    return from_today(whole, standing(inputs.previous, whole))


def standing(previous: Plan | None, at: Assembled) -> Before:
    """What the plan before says of the tasks of this problem. Nothing where there is none."""
    if previous is None:
        return Before({}, {}, {})
    first = at.problem.weeks[0]
    moves = {move.group_id: move for move in previous.moves}
    slots = {slot.initiative_id: slot for slot in previous.initiatives}
    held = {app: moves[g.id] for g in previous.groups for app in g.application_ids if g.id in moves}
    weeks: dict[str, tuple[int, ...]] = {
        task_id: (_week(slots[task_id].starts, first),) for task_id in at.initiatives if task_id in slots
    }
    for group_id, planned in at.groups.items():
        then = {held[app].cut_over for app in planned.group.application_ids if app in held}
        if then:
            weeks[group_id] = tuple(sorted({_week(day, first) for day in then}))
    return Before(weeks, moves, slots)


def _week(day: date, first: date) -> int:
    return (monday(day) - first) // WEEK


def from_today(at: Assembled, before: Before) -> Assembled:
    """The problem without the dates that have passed. What the plan before has under way may go on.

    Raises InfeasibleError where none is left for something that must be done.
    """
    as_of, first = at.at.inputs.as_of, at.problem.weeks[0]
    if as_of <= first:
        return at
    masks = {task.id: _open(task, at, before, as_of, first) for task in at.problem.tasks}
    for task in at.problem.tasks:
        if task.must and len(task.options) and not masks[task.id].any():
            raise _too_late(task.id, as_of)
    passed = {task.id for task in at.problem.tasks if task.one_way and not masks[task.id].any()}
    for either in at.problem.eithers:
        if either.whole in passed and not passed.isdisjoint(either.parts):
            raise _too_late(either.whole, as_of)
    tasks = tuple(replace(task, options=_only(task.options, masks[task.id])) for task in at.problem.tasks)
    groups = {
        group_id: replace(
            planned,
            window=replace(
                planned.window,
                prepare_from=planned.window.prepare_from[masks[group_id]],
                seeding_from=planned.window.seeding_from[masks[group_id]],
                cut_over=planned.window.cut_over[masks[group_id]],
                old_off=planned.window.old_off[masks[group_id]],
            ),
        )
        for group_id, planned in at.groups.items()
    }
    return replace(at, groups=groups, problem=narrowed(replace(at.problem, tasks=tasks), passed))


def _too_late(task_id: str, as_of: date) -> InfeasibleError:
    return InfeasibleError(
        task_id,
        f"as of {as_of} no date is left for it",
        "Mark its wave applied in waves.yaml if it has moved. Or give plan_to or its deadline more room.",
    )


def _open(task: Task, at: Assembled, before: Before, as_of: date, first: date) -> Mask:
    """Which options of a task have not passed."""
    if task.pinned:
        return np.ones(len(task.options), dtype=np.bool_)
    now = monday(as_of)
    if task.kind == "initiative":
        slot = before.slots.get(task.id)
        if slot is not None and slot.starts < now:
            as_then: Mask = task.options.week == _week(slot.starts, first)
            if as_then.any():
                return as_then
        return np.asarray(task.options.week >= _week(now, first))
    window, move = at.groups[task.id].window, before.moves.get(task.id)
    begin = min(now, move.prepare_from) if move is not None else now
    return np.asarray((window.cut_over >= as_of.toordinal()) & (window.prepare_from >= begin.toordinal()))


def _only(options: Options, mask: Mask) -> Options:
    def part(column: Ints) -> Ints:
        return column[mask]

    return replace(
        options,
        week=part(options.week),
        work_from=part(options.work_from),
        free_from=part(options.free_from),
        cost={what: part(gbp) for what, gbp in options.cost.items()},
        cash={purse: part(gbp) for purse, gbp in options.cash.items()},
    )
