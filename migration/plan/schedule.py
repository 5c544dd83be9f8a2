"""From inputs to a plan: put the problem together, look for the best dates, turn the answer back into days."""

from __future__ import annotations

from migration.model import Plan
from migration.plan.assemble import assemble
from migration.plan.budget import Budget, Clock, Told
from migration.plan.dated import plan_of
from migration.plan.inputs import PlanInputs
from migration.plan.large import large
from migration.plan.modelled import modelled
from migration.plan.moves import ground

ROUNDS_A_TASK = 60
"""How often parts of the plan are rebuilt for each task, when no time is set."""

LARGE = 30_000
"""With more dated options than this, the relaxation of the whole takes minutes: prices prove the bound instead."""


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
    assert seconds is None or clock is not None, "a time limit needs a clock"
    now = clock or (lambda: 0.0)
    started = now()
    say = told or (lambda _text: None)
    assembled = assemble(ground(inputs))
    tasks = assembled.problem.tasks
    spent = Budget(seconds, workers=2 if fast else 1, rounds=ROUNDS_A_TASK * len(tasks), clock=now, started=started)
    find = large if sum(len(task.options) for task in tasks) > LARGE else modelled
    answer, bound = find(assembled, spent, say)
    return plan_of(assembled, answer, bound, "repeatable" if spent.repeatable else "fast")
