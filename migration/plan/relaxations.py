"""By how much one rule of a conflict must give so that there is a plan: the least that does, found by planning again.

Each is tried alone, with every other rule kept. A rule that cannot mend the conflict by itself is not told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from migration.plan.assemble import Assembled
from migration.plan.linear import Because
from migration.plan.parts import wholes
from migration.plan.possible import can_be_planned, has_plan
from migration.plan.problem import drawn

MOST_RULES = 6
"""Rules tried: each takes up to a dozen looks."""

STEP_GBP, STEP_FTE, STEP_CENTI_DAYS, STEP_PERCENT = 1_000, Decimal("0.1"), 50, 10
"""The grain of an answer: a thousand pounds; a tenth of a full-time equivalent, which is half a day a week; a tenth of
a line."""


def relaxations(assembled: Assembled, rules: Iterable[Because]) -> tuple[str, ...]:
    """What would do by itself, in words with its amount, in the order of the rules."""
    found = []
    for because in [one for one in rules if one.kind in WAYS][:MOST_RULES]:
        said = WAYS[because.kind](assembled, because.subject)
        found += [said] if said else []
    return tuple(found)


def _money(assembled: Assembled, subject: str) -> str | None:
    problem = assembled.problem
    limit = next(one for one in problem.limits if " ".join(one.purse) == subject)
    largest = [int(t.options.cash[limit.purse].max()) for t in problem.tasks if limit.purse in t.options.cash]
    most = limit.spent_anyway_gbp + sum(largest) + sum(e.cash.get(limit.purse, 0) for e in problem.extensions)
    most += sum(cash.get(limit.purse, 0) for rolling in problem.rolling for cash in rolling.cash)

    def possible(steps: int) -> bool:
        raised = replace(limit, ceiling_gbp=limit.ceiling_gbp + steps * STEP_GBP)
        return has_plan(replace(problem, limits=tuple(raised if one is limit else one for one in problem.limits)))

    steps = _least(possible, -(-max(0, most - limit.ceiling_gbp) // STEP_GBP))
    return f"£{steps * STEP_GBP:,} more in {subject}" if steps is not None else None


def _people(assembled: Assembled, subject: str) -> str | None:
    inputs, problem = assembled.at.inputs, assembled.problem
    pool = next(one for one in problem.pools if one.words == subject)
    first = min(pool.teams)
    most = sum(task.effort.get(pool.skill, 0) for task in problem.tasks)

    def possible(steps: int) -> bool:
        # The whole problem again: with more people a move takes fewer weeks, and more people in each.
        programme = inputs.folder.programme
        teams = tuple(
            replace(
                team, skills={**team.skills, pool.skill: team.skills.get(pool.skill, Decimal(0)) + steps * STEP_FTE}
            )
            if team.id == first
            else team
            for team in programme.teams
        )
        return can_be_planned(replace(inputs, folder=replace(inputs.folder, programme=replace(programme, teams=teams))))

    steps = _least(possible, -(-most // STEP_CENTI_DAYS))
    return f"{steps * STEP_FTE:f} full-time equivalents more {pool.skill} in {first}" if steps is not None else None


def _links(assembled: Assembled, subject: str) -> str | None:
    problem = assembled.problem
    pool = next(one for one in problem.pools if one.words == subject)
    asked = sum(drawn(task, pool)[0] for task in problem.tasks)

    def possible(steps: int) -> bool:
        wider = replace(pool, have=tuple(have * (100 + steps * STEP_PERCENT) // 100 for have in pool.have))
        return has_plan(replace(problem, pools=tuple(wider if one is pool else one for one in problem.pools)))

    steps = _least(possible, -(-100 * asked // (STEP_PERCENT * max(1, min(pool.have)))))
    return f"{steps * STEP_PERCENT} % more on {subject}" if steps is not None else None


def _deadline(assembled: Assembled, subject: str) -> str | None:
    planned = assembled.groups.get(subject)
    asked = planned.window.asked if planned is not None else None
    if planned is None or asked is None or asked.deadline is None:
        return None
    inputs, deadline = assembled.at.inputs, asked.deadline
    of = wholes(inputs.parts)
    members = {*planned.group.application_ids, *(of.get(app, app) for app in planned.group.application_ids)}

    def possible(weeks: int) -> bool:
        pins = tuple(
            replace(pin, deadline=max(pin.deadline, deadline + timedelta(weeks=weeks)))
            if pin.application_id in members and pin.deadline
            else pin
            for pin in inputs.folder.pins
        )
        return can_be_planned(replace(inputs, folder=replace(inputs.folder, pins=pins)))

    weeks = _least(possible, max(0, (inputs.folder.programme.plan_to - deadline).days // 7 + 1))
    return f"the deadline of {subject} {weeks} week{'s' if weeks != 1 else ''} later" if weeks is not None else None


def _parts(assembled: Assembled, subject: str) -> str | None:
    problem = assembled.problem
    within = next(span.weeks for span in problem.spans if span.words == subject)

    def possible(weeks: int) -> bool:
        return has_plan(replace(problem, spans=tuple(replace(one, weeks=within + weeks) for one in problem.spans)))

    weeks = _least(possible, len(problem.weeks) - within)
    return f"{within + weeks} weeks in splitting.within_weeks" if weeks is not None else None


def _pilots(assembled: Assembled, subject: str) -> str | None:
    problem = assembled.problem
    lead = next(one for one in problem.leads if one.words == subject)

    def possible(fewer: int) -> bool:
        shorter = replace(lead, weeks=lead.weeks - fewer)
        return has_plan(replace(problem, leads=tuple(shorter if one is lead else one for one in problem.leads)))

    fewer = _least(possible, lead.weeks)
    return f"{lead.weeks - fewer} weeks in pilots.weeks" if fewer is not None else None


WAYS: dict[str, Callable[[Assembled, str], str | None]] = {
    "money": _money,
    "people": _people,
    "links": _links,
    "must": _deadline,
    "parts": _parts,
    "pilots": _pilots,
}
"""How each kind of rule can give."""


def _least(possible: Callable[[int], bool], most: int) -> int | None:
    """The fewest steps that do, where more never harm; None where even the most do not, or it was not found out.

    Where more can harm (more people shorten a move), still a number that does while one less does not.
    """
    if most < 1 or not possible(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if possible(middle) else (middle, high)
    return high
