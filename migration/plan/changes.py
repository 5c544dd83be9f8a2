"""Planning again from where the programme stands, with as little change to the plan before as pays for itself.

Approved and applied waves stay. Work that should have begun by now is taken as begun: a move under way may end later,
an initiative under way stays. Everything else may shift, at a price for each week.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_CEILING

import numpy as np
from numpy.typing import NDArray

from migration.dates import WEEK, monday
from migration.model import InitiativeSlot, Move, Plan
from migration.plan.answer import Answer, priced, settled
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import Board
from migration.plan.budget import Budget, Clock, Told
from migration.plan.dated import plan_of
from migration.plan.inputs import PlanInputs
from migration.plan.least import least_pounds
from migration.plan.moves import ground
from migration.plan.problem import Ints, Options, Problem, Task
from migration.plan.schedule import best_dates, budget
from migration.plan.verify import verify
from safeio.errors import InfeasibleError

HEADING = "changes of the plan before"
"""The heading of the price of change while a plan is looked for. It is taken out before the pounds are told."""

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Before:
    """The plan before, as this problem knows it: each task's deciding weeks, as positions from the first week. A group
    that was several has several."""

    weeks: Mapping[str, tuple[int, ...]]
    moves: Mapping[str, Move]
    slots: Mapping[str, InitiativeSlot]


def replan(
    inputs: PlanInputs,
    seconds: float | None = None,
    fast: bool = False,
    told: Told | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan again, changing no more of `inputs.previous` than the price `change_week_gbp` allows for.

    The objective, bound and gap are pounds of the plan without that price. Where nothing changed, neither does the
    plan. Raises as `schedule`, and InfeasibleError for what can no longer be done in time.
    """
    assert inputs.previous is not None, "there must be a plan to keep to"
    if unchanged(inputs):
        return replace(inputs.previous, as_of=inputs.as_of)
    say = _with_words("with the price of change: ", told)
    whole = assemble(ground(inputs))
    before = _before(inputs.previous, whole)
    free = from_today(whole, before)
    # A third of the time is left for the bound, which is proven without the price of change.
    spent = budget(free, seconds * 2 / 3 if seconds is not None else None, fast, clock)
    answer = _best(free, before, spent, say)
    bound = least_pounds(free, answer.objective, spent)
    return plan_of(free, answer, bound, "repeatable" if spent.repeatable else "fast")


def _with_words(before: str, told: Told | None) -> Told:
    return (lambda text: told(before + text)) if told is not None else (lambda _text: None)


def unchanged(inputs: PlanInputs) -> bool:
    """Whether the files are those of the plan before, and it can still be carried out as it stands."""
    previous = inputs.previous
    if previous is None or not inputs.inputs_sha256 or previous.inputs_sha256 != inputs.inputs_sha256:
        return False
    settled_waves = {g for wave in previous.waves if wave.state != "draft" for g in wave.group_ids}
    late = any(move.cut_over < inputs.as_of for move in previous.moves if move.group_id not in settled_waves)
    return not late and not any(found.severity == "broken" for found in verify(inputs, previous))


def _best(free: Assembled, before: Before, spent: Budget, say: Told) -> Answer:
    """The dates that are best with the price of change, priced without it. Keeping all is always one of them."""
    gbp = free.at.inputs.folder.programme.objective.change_week_gbp
    costly = _with_changes(free.problem, before, int(gbp.to_integral_value(ROUND_CEILING)))
    found, _ = best_dates(replace(free, problem=costly), spent, say)
    kept = _kept(costly, before)
    if kept is not None and kept.objective <= found.objective:
        found = kept
    return priced(free.problem, found.positions, found.extended)


def _before(previous: Plan, at: Assembled) -> Before:
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
    """The problem without the dates that have passed.

    Raises InfeasibleError where none is left for something that must be done.
    """
    as_of, first = at.at.inputs.as_of, at.problem.weeks[0]
    masks = {task.id: _open(task, at, before, as_of, first) for task in at.problem.tasks}
    for task in at.problem.tasks:
        if task.must and len(task.options) and not masks[task.id].any():
            raise InfeasibleError(
                task.id,
                f"as of {as_of} no date is left for it",
                "Mark its wave applied in waves.yaml if it has moved. Or give plan_to or its deadline more room.",
            )
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
    return replace(at, groups=groups, problem=replace(at.problem, tasks=tasks))


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


def _with_changes(problem: Problem, before: Before, gbp: int) -> Problem:
    """The problem in which each week that a task shifts has its price; leaving out what was in costs as much as
    shifting it to the end of the plan."""
    tasks = []
    for task in problem.tasks:
        then = before.weeks.get(task.id, ())
        shift = np.zeros(len(task.options), dtype=np.int64)
        for week in then:
            shift += np.abs(task.options.week - week)
        gone = 0 if task.must else gbp * max(0, sum(len(problem.weeks) - week for week in then))
        options = replace(task.options, cost={**task.options.cost, HEADING: gbp * shift})
        tasks.append(replace(task, options=options, left_out_gbp=task.left_out_gbp + gone))
    return replace(problem, tasks=tuple(tasks))


def _kept(problem: Problem, before: Before) -> Answer | None:
    """The plan before as it stands. None where it breaks a rule now, or something must be done that it lacks."""
    positions: dict[str, int | None] = {}
    for task in problem.tasks:
        then = before.weeks.get(task.id, ())
        at = np.flatnonzero(task.options.week == then[0]) if len(then) == 1 else np.zeros(0, dtype=np.int64)
        if not len(at) and (task.must or then):
            return None
        positions[task.id] = int(at[0]) if len(at) else None
    board = Board(problem, frozenset())
    for number, task in sorted(enumerate(problem.tasks), key=lambda one: (board.depth[one[0]], one[0])):
        position = positions[task.id]
        if position is not None:
            if not board.open_places(number)[position]:
                return None
            board.place(number, position)
    return settled(problem, positions)
