"""A handful of plans to choose between, none worse than another in pace, risk and money.

Each is planned again near the first plan with other weights or limits, and told in the pounds of the programme as it
stands. All are plans that can be carried out. That no better one lies between them is not proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal

import numpy as np

from migration.model import Plan
from migration.plan.answer import priced
from migration.plan.budget import Clock, Told
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.dated import plan_of
from migration.plan.inputs import PlanInputs
from migration.plan.moves import STAYING_ON
from migration.plan.near import Again
from migration.plan.problem import Problem, Task
from migration.plan.schedule import best_dates, budget
from migration.plan.today import assembled_today
from migration.plan.worth import MOST_CHANGES, Change, Worth, cheapest, limit_changes, worth
from safeio.errors import InputError

Measures = tuple[int, Decimal, Decimal]
"""Pace, risk and money of a plan: of each, less is better."""


@dataclass(frozen=True)
class Aim:
    """What to weigh otherwise: the price of a week without support, and of a week that a server stays on premise."""

    name: str
    risk: Decimal
    pace: Decimal


AIMS = (
    Aim("as the programme weighs", Decimal(1), Decimal(1)),
    Aim("less risk", Decimal(5), Decimal(1)),
    Aim("less money", Decimal("0.2"), Decimal(1)),
    Aim("sooner", Decimal(1), Decimal(10)),
    Aim("soonest", Decimal(1), Decimal(100)),
    Aim("sooner, less risk", Decimal(5), Decimal(10)),
)


@dataclass(frozen=True)
class Point:
    """A plan to choose. `money_gbp` is its pounds without the priced risk, `risk_gbp` that risk, both at the
    programme's prices; half of its moves are done by `half_by`."""

    aim: Aim
    plan: Plan
    money_gbp: Decimal
    risk_gbp: Decimal
    half_by: date | None
    last: date | None


@dataclass(frozen=True)
class Frontier:
    """`points` by pace, none worse than another in all three; `left_out` names the aims whose plan was."""

    points: tuple[Point, ...]
    left_out: tuple[str, ...]
    worth: tuple[Worth, ...]


def frontier(
    inputs: PlanInputs,
    seconds: float | None = None,
    fast: bool = False,
    told: Told | None = None,
    clock: Clock | None = None,
) -> Frontier:
    """Plan by each aim, and for each change of a limit. Half of `seconds` goes to the first plan.

    Raises as `schedule`, and InputError where the programme has stages: these plans are told apart by weights.
    """
    if inputs.folder.programme.objective.stages:
        remedy = "Take objective.stages out, in programme.yaml or with --scenario FILE."
        raise InputError("plan --frontier", "it weighs risk, pace and money, and programme.yaml has stages", remedy)
    say = told or (lambda _text: None)
    assembled = assembled_today(inputs)
    spent = budget(assembled, seconds / 2 if seconds is not None else None, fast, clock)
    found, bound = best_dates(assembled, spent, say)
    mode: Literal["repeatable", "fast"] = "repeatable" if spent.repeatable else "fast"
    again = Again(assembled.problem, len(AIMS) + MOST_CHANGES, seconds, clock, say)
    by_aim = {aim: again.find(aim.name, _weighed(assembled.problem, aim), found) or found for aim in AIMS}
    changes = limit_changes(assembled, found)
    tried = [again.find(change.name, change.problem, found) for change in changes]
    met = [found, *by_aim.values(), *(answer for answer in tried if answer is not None)]
    base = cheapest(Change("", assembled.problem), met)
    assert base is not None, "the first plan keeps every limit"
    points = []
    for aim, answer in by_aim.items():
        chosen = base if aim == AIMS[0] else priced(assembled.problem, answer.positions, answer.extended)
        points.append(_point(aim, plan_of(assembled, chosen, bound, mode)))
    best = not_worse(points)
    names = {point.aim.name for point in best}
    return Frontier(
        points=best,
        left_out=tuple(aim.name for aim in AIMS if aim.name not in names),
        worth=tuple(worth(assembled, change, met, base) for change in changes),
    )


def not_worse(points: Sequence[Point]) -> tuple[Point, ...]:
    """Those that no other is as good as in pace, risk and money and better in one; of equals the first. By pace."""
    kept = [
        point
        for number, point in enumerate(points)
        if not any(_beats(_measures(other), _measures(point), before < number) for before, other in enumerate(points))
    ]
    return tuple(sorted(kept, key=lambda point: (_measures(point), point.aim.name)))


def _beats(one: Measures, other: Measures, first: bool) -> bool:
    return first if one == other else one[0] <= other[0] and one[1] <= other[1] and one[2] <= other[2]


def _measures(point: Point) -> Measures:
    """Pace as the sum of all days of cut-over: a middle or last day alone would hide the rest."""
    return sum(move.cut_over.toordinal() for move in point.plan.moves), point.risk_gbp, point.money_gbp


def _point(aim: Aim, plan: Plan) -> Point:
    risk = sum((cost.gbp for cost in plan.costs if cost.what == RISK), Decimal(0))
    days = sorted(move.cut_over for move in plan.moves)
    half = days[(len(days) - 1) // 2] if days else None
    return Point(aim, plan, plan.objective - risk, risk, half, days[-1] if days else None)


def _weighed(problem: Problem, aim: Aim) -> Problem:
    """The problem with the prices of an aim."""

    def scaled(task: Task) -> Task:
        cost = {
            what: np.ceil(gbp * float(aim.pace)).astype(np.int64) if what == STAYING_ON else gbp
            for what, gbp in task.options.cost.items()
        }
        return replace(task, options=replace(task.options, cost=cost))

    return replace(
        problem,
        tasks=tuple(scaled(task) for task in problem.tasks),
        stakes=tuple(replace(stake, gbp=int(stake.gbp * aim.risk)) for stake in problem.stakes),
    )
