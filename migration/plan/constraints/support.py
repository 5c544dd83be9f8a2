"""A week on something unsupported has a price, unless the contract is extended for it."""

from __future__ import annotations

from migration.plan.choices import Choices
from migration.plan.linear import Linear, Sum
from migration.plan.problem import Need, Problem, Stake

WHAT = "risk: weeks without support"


def add(problem: Problem, choices: Choices, linear: Linear) -> None:
    """Each application-week is moved, covered by every contract it needs, or paid for as risk."""
    for stake in problem.stakes:
        for lapse in stake.lapses:
            for week in range(lapse.first, lapse.last + 1):
                _add_week(choices, linear, stake, week, lapse.needs)


def _add_week(choices: Choices, linear: Linear, stake: Stake, week: int, needs: tuple[Need, ...]) -> None:
    if not needs:
        linear.cost(WHAT, _still_here(choices, stake.task_id, week), stake.gbp)
        return
    risk = linear.boolean(f"risk {stake.application_id} {week}")
    linear.cost(WHAT, risk, stake.gbp)
    for need in needs:
        uncovered = _still_here(choices, stake.task_id, week).add(choices.extended[need], -1)
        linear.at_most(uncovered.add(risk, -1), 0)


def _still_here(choices: Choices, task_id: str | None, week: int) -> Sum:
    """1 in a week whose Monday comes before the cut-over: decided in this week or later. 0: it goes another way."""
    here = Sum({}, 1)
    if task_id is None:
        return here
    return here.add(choices.by_week(task_id, week - 1), -1).add(choices.elsewhere(task_id), -1)
