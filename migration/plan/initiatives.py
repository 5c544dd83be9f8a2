"""Initiatives as tasks: must-do work uses people and money; scored work is worth its score."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_CEILING, Decimal

import numpy as np

from migration.dates import DAY, WEEK, financial_years
from migration.model import Initiative, InitiativeSlot, Programme
from migration.plan.capacity import serving
from migration.plan.gate_dates import gate_opens
from migration.plan.joint import Purse
from migration.plan.moves import centi_days
from migration.plan.problem import Ints, Options, Task
from migration.plan.yearly import Floats, columns_up, days_inside

LEAST_WEEKS = 5
"""Work under a month is left out of the portfolio, as the councils this was learned from do."""

WHAT = "initiatives"
BENEFIT = "benefits not yet had"


def too_short(initiative: Initiative) -> bool:
    """Whether an initiative is work under a month. A roll-out is not: it is a part of longer work."""
    return initiative.duration_weeks < LEAST_WEEKS and initiative.rollout_of is None


def slot(initiative: Initiative, week: date) -> InitiativeSlot:
    """The days an initiative takes when it starts in the week of that Monday."""
    last = week + initiative.duration_weeks * WEEK - DAY
    return InitiativeSlot(initiative_id=initiative.id, starts=week, ends=last)


def score(initiative: Initiative, programme: Programme) -> Decimal:
    """Weighted points: the sum of score times weight over the programme's criteria."""
    return sum((initiative.scores.get(c, Decimal(0)) * w for c, w in programme.scoring.items()), Decimal(0))


def initiative_task(
    initiative: Initiative,
    programme: Programme,
    weeks: tuple[date, ...],
    as_of: date,
    started: date | None = None,
) -> Task:
    """The initiative as a task of the solver: one option for each week it can start in. `started` is when it was to
    start in the plan before."""
    gates = {gate.id: gate for gate in programme.gates}
    opens = gate_opens(initiative.gate_ids, gates, as_of, f"initiatives.csv {initiative.id} gate_ids", started)
    owners = frozenset(initiative.organisation_ids)
    starts = [week for week in weeks if opens is None or week > opens[0]]
    starts = [week for week in starts if slot(initiative, week).ends <= programme.plan_to]
    teams = {skill: serving(programme.teams, skill, owners) for skill in initiative.effort}
    if not initiative.must_do and lacking(initiative.effort, teams):
        # Nobody can do it: it may be left out, and is. Must-do work is refused by name.
        starts = []
    worth = score(initiative, programme) * programme.objective.score_point_gbp + _benefit(initiative, None, programme)
    return Task(
        id=initiative.id,
        kind="initiative",
        must=initiative.must_do,
        left_out_gbp=0 if initiative.must_do else int(worth.to_integral_value(ROUND_CEILING)),
        options=_options(initiative, starts, weeks[0], programme),
        effort={
            skill: centi_days(days, initiative.duration_weeks)
            for skill, days in sorted(initiative.effort.items())
            if days > 0
        },
        teams=teams,
    )


def lacking(effort: Mapping[str, Decimal] | Mapping[str, int], teams: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The skills that are needed and that no team which serves its organisations has, sorted."""
    return tuple(sorted(skill for skill, days in effort.items() if days > 0 and not teams[skill]))


def _options(initiative: Initiative, starts: list[date], first: date, programme: Programme) -> Options:
    begin = np.array([week.toordinal() for week in starts], dtype=np.int64)
    end = begin + 7 * initiative.duration_weeks - 1
    cash = columns_up(initiative_purses(initiative, begin, end, programme))
    missed = np.maximum(end - programme.plan_from.toordinal() + 1, 0)
    late = float((initiative.benefit_gbp_per_year or 0) * programme.objective.benefit_weight) * missed / 365
    position = (begin - first.toordinal()) // 7
    nothing = np.zeros(len(begin), dtype=np.int64)
    return Options(
        week=position,
        work_from=position,
        work_weeks=initiative.duration_weeks,
        free_from=position + initiative.duration_weeks + initiative.lag_weeks,
        cost={
            WHAT: np.sum([*cash.values(), nothing], axis=0, dtype=np.int64),
            BENEFIT: np.ceil(late - 1e-9).astype(np.int64),
        },
        cash=cash,
    )


def initiative_purses(initiative: Initiative, begin: Ints, end: Ints, programme: Programme) -> dict[Purse, Floats]:
    """What an initiative spends by purse, for each of its starts: the sums of its cash flow by financial year, without
    the months. `begin` and `end` are day numbers, both worked.

    Capital evenly over its days, revenue from the day after its end, equally over its organisations.
    """
    owners = initiative.organisation_ids or tuple(o.id for o in programme.organisations)
    total: dict[Purse, Floats] = {}
    years = financial_years(date.fromordinal(int(begin.min())), programme.plan_to) if len(begin) else ()
    until = np.full(len(begin), programme.plan_to.toordinal())
    for year in years:
        working, _ = days_inside(begin, end, year)
        running, in_year = days_inside(end + 1, until, year)
        for owner in owners:
            if initiative.capital_gbp:
                part = working / (7 * initiative.duration_weeks)
                total[owner, year, "capital"] = float(initiative.capital_gbp) * part / len(owners)
            if initiative.revenue_gbp_per_year:
                yearly = float(initiative.revenue_gbp_per_year)
                total[owner, year, "revenue"] = yearly * running / in_year / len(owners)
    return total


def _benefit(initiative: Initiative, ends: date | None, programme: Programme) -> Decimal:
    """Benefit missed because the initiative ends on `ends` (None: never), against having it from the start."""
    until = programme.plan_to if ends is None else ends
    days = max(0, (until - programme.plan_from).days + 1)
    return (initiative.benefit_gbp_per_year or Decimal(0)) * programme.objective.benefit_weight * days / 365
