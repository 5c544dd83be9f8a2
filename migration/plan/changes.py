"""Planning again from where the programme stands, with as little change to the plan before as pays for itself.

Approved and applied waves stay. Work that should have begun by now is taken as begun: a move under way may end later,
an initiative under way stays. Everything else may shift, at a price for each week.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_CEILING

import numpy as np

from migration.model import Plan
from migration.plan.answer import Answer, priced, settled
from migration.plan.assemble import Assembled, assemble
from migration.plan.board import Board
from migration.plan.budget import Budget, Clock, Told
from migration.plan.dated import plan_of
from migration.plan.earlier_decisions import with_earlier_decisions
from migration.plan.inputs import PlanInputs
from migration.plan.least import least_pounds
from migration.plan.moves import ground
from migration.plan.near import mended_weeks, near_weeks
from migration.plan.problem import Need, Problem
from migration.plan.schedule import Mode, best_dates, budget, in_stages, is_large, search_of
from migration.plan.staged import Staged
from migration.plan.today import Before, from_today, standing
from migration.plan.verify import keeps_its_rules
from migration.plan.ways import going, wholes_in

HEADING = "changes of the plan before"
"""The heading of the price of change while a plan is looked for. It is taken out before the pounds are told."""


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
        return with_earlier_decisions(replace(inputs.previous, as_of=inputs.as_of), inputs)
    say = _with_words("with the price of change: ", told)
    whole = assemble(ground(inputs))
    before = standing(inputs.previous, whole)
    free = from_today(whole, before)
    # A third of the time is left for the bound, which is proven without the price of change.
    spent = budget(free, seconds * 2 / 3 if seconds is not None else None, fast, clock)
    mode: Mode = "repeatable" if spent.repeatable else "fast"
    if inputs.folder.programme.objective.stages:
        half = replace(spent, seconds=spent.seconds / 2 if spent.seconds is not None else None)
        found = in_stages(free, half, told or (lambda _text: None))
        kept = replace(found, answer=_near(free, before, found, replace(half, started=half.clock()), say))
        return with_earlier_decisions(plan_of(free, kept.answer, kept.bound, mode, kept.stages()), inputs)
    answer = _best(free, before, spent, say)
    bound = least_pounds(free, answer.objective, spent)
    return with_earlier_decisions(plan_of(free, answer, bound, mode), inputs)


def _with_words(before: str, told: Told | None) -> Told:
    return (lambda text: told(before + text)) if told is not None else (lambda _text: None)


def unchanged(inputs: PlanInputs) -> bool:
    """Whether the files are those of the plan before, and it can still be carried out as it stands."""
    previous = inputs.previous
    if previous is None or not inputs.inputs_sha256 or previous.inputs_sha256 != inputs.inputs_sha256:
        return False
    settled_waves = {g for wave in previous.waves if wave.state != "draft" for g in wave.group_ids}
    late = any(move.cut_over < inputs.as_of for move in previous.moves if move.group_id not in settled_waves)
    return not late and keeps_its_rules(inputs, previous)


def _best(free: Assembled, before: Before, spent: Budget, say: Told) -> Answer:
    """The dates that are best with the price of change, priced without it.

    Keeping all is always one of the plans compared; so is what comes of it when what no longer fits is placed anew.
    """
    costly = _costly(free, before)
    if is_large(free) and _kept(costly, before) is None:
        close = _changed_least(free, costly, before, spent)
        if close is not None:
            say(f"near the plan before: £{close.objective:,}")
            return priced(free.problem, close.positions, close.extended)
    known = _known(free, costly, before, spent, say)
    found, _ = best_dates(replace(free, problem=costly), spent, say)
    best = min((*known, found), key=lambda answer: answer.objective)
    return priced(free.problem, best.positions, best.extended)


def _near(free: Assembled, before: Before, found: Staged, spent: Budget, say: Told) -> Answer:
    """As `_best`, of the plans that hold the stages as they were found without the price of change."""
    costly, goal = _costly(free, before), found.goal()
    start = priced(costly, found.answer.positions, found.answer.extended)
    start = goal.best((start, *_known(free, costly, before, spent, say)))
    best, _ = search_of(free)(replace(free, problem=costly), goal, start, spent, say)
    return priced(free.problem, best.positions, best.extended)


def _costly(free: Assembled, before: Before) -> Problem:
    """The problem with the price of change."""
    gbp = free.at.inputs.folder.programme.objective.change_week_gbp
    return _with_changes(free.problem, before, int(gbp.to_integral_value(ROUND_CEILING)))


def _known(free: Assembled, costly: Problem, before: Before, spent: Budget, say: Told) -> tuple[Answer, ...]:
    """The plan before as it stands, and what comes of it when what no longer fits is placed anew."""
    kept = _kept(costly, before)
    close = near_weeks(costly, *_then(free, before), spent.rounds, spent.rounds_left)
    if close is None and kept is None:
        close = _changed_least(free, costly, before, spent)
    if close is not None:
        say(f"near the plan before: £{close.objective:,}")
    return tuple(one for one in (kept, close) if one is not None)


def _changed_least(free: Assembled, costly: Problem, before: Before, spent: Budget) -> Answer | None:
    """The plan before with what must change in it, and what makes room for that; None where that leads nowhere.

    A large plan is hardly ever the best there is: in a search of the whole, savings that were there before would change
    hundreds of dates that nothing asks to change.
    """
    gbp = int(free.at.inputs.folder.programme.objective.change_week_gbp.to_integral_value(ROUND_CEILING))
    weeks, taken = _then(free, before)
    return mended_weeks(costly, weeks, taken, gbp, spent.in_time)


def _then(free: Assembled, before: Before) -> tuple[dict[str, int], frozenset[Need]]:
    """The weeks of the plan before, and the extensions that it took."""
    previous = free.at.inputs.previous
    ends = previous.contracts if previous is not None else ()
    taken = {(end.contract_id, number) for end in ends for number in range(1, end.extensions + 1)}
    weeks = {task_id: then[0] for task_id, then in before.weeks.items() if len(then) == 1}
    return weeks, frozenset(taken & {(one.contract_id, one.number) for one in free.problem.extensions})


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
    settled_ways = going(problem, wholes_in(problem, positions))
    board = Board(settled_ways, frozenset())
    for number, task in sorted(enumerate(settled_ways.tasks), key=lambda one: (board.depth[one[0]], one[0])):
        position = positions[task.id]
        if position is None and task.must:
            return None
        if position is not None:
            if not board.open_places(number)[position]:
                return None
            board.place(number, position)
    return settled(problem, positions)
