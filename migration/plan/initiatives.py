"""Initiatives as tasks: must-do work uses people and money; scored work is worth its score."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import ROUND_CEILING, Decimal

from migration.dates import DAY, WEEK
from migration.model import Initiative, InitiativeSlot, Programme
from migration.plan.capacity import serving
from migration.plan.moves import centi_days
from migration.plan.problem import Purse, Task, TaskOption
from migration.plan.windows import gate_opens
from migration.plan.yearly import days_by_year, pounds_up

LEAST_WEEKS = 5
"""Work under a month is left out of the portfolio, as the councils this was learned from do."""

WHAT = "initiatives"
BENEFIT = "benefits not yet had"


def slot(initiative: Initiative, week: date) -> InitiativeSlot:
    """The days an initiative takes when it starts in the week of that Monday."""
    last = week + initiative.duration_weeks * WEEK - DAY
    return InitiativeSlot(initiative_id=initiative.id, starts=week, ends=last)


def score(initiative: Initiative, programme: Programme) -> Decimal:
    """Weighted points: the sum of score times weight over the programme's criteria."""
    return sum((initiative.scores.get(c, Decimal(0)) * w for c, w in programme.scoring.items()), Decimal(0))


def initiative_task(initiative: Initiative, programme: Programme, weeks: tuple[date, ...], as_of: date) -> Task:
    """The initiative as a task of the solver: one option for each week it can start in."""
    gates = {gate.id: gate for gate in programme.gates}
    opens = gate_opens(initiative.gate_ids, gates, as_of, f"initiatives.csv {initiative.id} gate_ids")
    owners = frozenset(initiative.organisation_ids)
    options = []
    for position, week in enumerate(weeks):
        fits = slot(initiative, week).ends <= programme.plan_to
        if fits and (opens is None or week > opens[0]):
            options.append(_option(initiative, position, week, programme))
    worth = score(initiative, programme) * programme.objective.score_point_gbp + _benefit(initiative, None, programme)
    return Task(
        id=initiative.id,
        kind="initiative",
        must=initiative.must_do,
        left_out_gbp=0 if initiative.must_do else int(worth.to_integral_value(ROUND_CEILING)),
        options=tuple(options),
        effort={
            skill: centi_days(days, initiative.duration_weeks)
            for skill, days in sorted(initiative.effort.items())
            if days > 0
        },
        teams={skill: serving(programme.teams, skill, owners) for skill in initiative.effort},
    )


def _option(initiative: Initiative, position: int, week: date, programme: Programme) -> TaskOption:
    when = slot(initiative, week)
    cash = pounds_up(initiative_purses(initiative, when, programme))
    late = _benefit(initiative, when.ends, programme)
    return TaskOption(
        week=position,
        work_from=position,
        work_weeks=initiative.duration_weeks,
        free_from=position + initiative.duration_weeks,
        cost={WHAT: sum(cash.values()), BENEFIT: int(late.to_integral_value(ROUND_CEILING))},
        cash=cash,
    )


def initiative_purses(initiative: Initiative, when: InitiativeSlot, programme: Programme) -> dict[Purse, Decimal]:
    """What an initiative spends by purse: the sums of its cash flow by financial year, without the months.

    Capital evenly over its days, revenue from the day after its end, equally over its organisations.
    """
    owners = initiative.organisation_ids or tuple(o.id for o in programme.organisations)
    total: dict[Purse, Decimal] = defaultdict(Decimal)
    days = (when.ends - when.starts).days + 1
    for spend, gbp, first, last, whole in (
        ("capital", initiative.capital_gbp, when.starts, when.ends, days),
        ("revenue", initiative.revenue_gbp_per_year, when.ends + DAY, programme.plan_to, None),
    ):
        for year, part, in_year in days_by_year(first, last) if gbp else ():
            for owner in owners:
                total[owner, year, spend] += (gbp or Decimal(0)) * part / (whole or in_year) / len(owners)
    return total


def _benefit(initiative: Initiative, ends: date | None, programme: Programme) -> Decimal:
    """Benefit missed because the initiative ends on `ends` (None: never), against having it from the start."""
    until = programme.plan_to if ends is None else ends
    days = max(0, (until - programme.plan_from).days + 1)
    return (initiative.benefit_gbp_per_year or Decimal(0)) * days / 365
