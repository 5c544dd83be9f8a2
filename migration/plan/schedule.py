"""From inputs to a plan: put the problem together, look for the best dates, turn the answer back into days."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from migration.model import Plan
from migration.plan.answer import Answer
from migration.plan.assemble import Assembled
from migration.plan.budget import Budget, Clock, Told
from migration.plan.dated import plan_of
from migration.plan.dual_rows import columns
from migration.plan.earlier_decisions import with_earlier_decisions
from migration.plan.inputs import PlanInputs
from migration.plan.modelled import modelled
from migration.plan.proven_short import proven_short
from migration.plan.refusal import refused
from migration.plan.stage_search import Search, by_prices, by_rows
from migration.plan.staged import Staged, share, staged
from migration.plan.today import assembled_today
from migration.plan.ways import floor
from migration.plan.ways_search import large_ways
from safeio.errors import NotEvaluatedError

Mode = Literal["repeatable", "fast"]

ROUNDS_A_TASK = 60
"""How often parts of the plan are rebuilt for each task, when no time is set."""

LARGE, LARGEST = 15_000, 60_000
"""With more dated options than LARGE, the relaxation of the whole takes minutes: prices prove the bound instead. Up to
LARGEST the whole can still be written down, for the case that no plan is found without."""


def schedule(
    inputs: PlanInputs,
    seconds: float | None = None,
    fast: bool = False,
    told: Told | None = None,
    clock: Clock | None = None,
) -> Plan:
    """Plan every group and initiative. Repeatable unless `seconds` or `fast` (two workers) is asked for.

    `seconds` needs a `clock`: nothing below the command reads one by itself.

    Raises InfeasibleError with the smallest conflict found, in words; NotEvaluatedError when time ran out first.
    """
    assembled = assembled_today(inputs)
    spent = budget(assembled, seconds, fast, clock)
    say = told or (lambda _text: None)
    mode: Mode = "repeatable" if spent.repeatable else "fast"
    if not inputs.folder.programme.objective.stages:
        answer, bound = best_dates(assembled, spent, say)
        return with_earlier_decisions(plan_of(assembled, answer, bound, mode), inputs)
    found = in_stages(assembled, spent, say)
    return with_earlier_decisions(plan_of(assembled, found.answer, found.bound, mode, found.stages()), inputs)


def in_stages(assembled: Assembled, spent: Budget, say: Told) -> Staged:
    """The best dates stage by stage, from the best dates by pounds. Raises as `schedule` does."""
    objective = assembled.at.inputs.folder.programme.objective
    each = share(spent, len(objective.stages) + 2)
    first = best_dates(assembled, each(), say)
    return staged(assembled, first, search_of(assembled), each, say)


def search_of(assembled: Assembled) -> Search:
    """The search of one stage of this problem."""
    return by_prices if is_large(assembled) else by_rows


def budget(assembled: Assembled, seconds: float | None, fast: bool, clock: Clock | None) -> Budget:
    """How long to look for a plan of this problem. `seconds` needs a `clock`."""
    assert seconds is None or clock is not None, "a time limit needs a clock"
    now = clock or (lambda: 0.0)
    rounds = ROUNDS_A_TASK * len(assembled.problem.tasks)
    return Budget(seconds, workers=2 if fast else 1, rounds=rounds, clock=now, started=now())


def is_large(assembled: Assembled) -> bool:
    """Whether prices, and not the relaxation of the whole, prove the bound."""
    return sum(len(task.options) for task in assembled.problem.tasks) > LARGE


def best_dates(assembled: Assembled, spent: Budget, say: Told) -> tuple[Answer, int]:
    """The best dates found, and pounds that no plan goes below. Raises as `schedule` does."""
    if not is_large(assembled):
        return modelled(assembled, spent, say)
    least = floor(assembled.problem)
    why = refused(replace(assembled, problem=least))
    if why is not None:
        raise why
    best, bound = large_ways(assembled, spent, say)
    if best is not None:
        return best, bound
    why = proven_short(columns(least))
    if why is not None:
        raise why
    if sum(len(task.options) for task in assembled.problem.tasks) > LARGEST:
        raise NotEvaluatedError(
            "plan",
            "no plan was found in the work allowed, and none was ruled out",
            "Give a ceiling, a team or plan_to more room, or look longer with --seconds 300.",
        )
    answer, relaxed = modelled(assembled, spent, say)
    return answer, max(bound, relaxed)
