"""Work by skill and week can be shared out among the teams that may do it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from migration.dates import WEEK, monday
from migration.model import Programme, Violation
from migration.plan.capacity import person_days, serving
from migration.plan.case import Case
from migration.plan.effort import group_effort

CONSTRAINT = "people"

TINY = Decimal("0.000001")
"""Person-days below this are the crumbs of a division."""

Work = dict[tuple[date, str], dict[frozenset[str], Decimal]]


def check(case: Case) -> Iterator[Violation]:
    """Person-days asked of each skill in each week against what the teams have."""
    for (week, skill), asked in sorted(_work(case).items()):
        short = shortfall(case.inputs.folder.programme, week, skill, asked)
        if short > Decimal("0.01"):
            total = sum(asked.values(), Decimal(0))
            yield Violation(
                constraint=CONSTRAINT,
                subject=skill,
                message=f"in the week of {week} the plan asks {total:.1f} person-days of {skill}; "
                f"{short:.1f} more than the teams that may do it have",
                amount=f"{short:.1f} person-days",
                dates=(week,),
            )


def _work(case: Case) -> Work:
    found: Work = defaultdict(lambda: defaultdict(Decimal))
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        if group is not None:
            moving = replace(group, application_ids=tuple(filter(case.moves_on, group.application_ids)))
            effort = group_effort(
                moving, case.applications, case.dispositions, case.inputs.folder.programme, case.stand
            )
            owners = frozenset(o for app in group.application_ids for o in case.applications[app].organisation_ids)
            weeks = (monday(move.cut_over) - monday(move.prepare_from)) // WEEK + 1
            _spread(case, found, effort, owners, monday(move.prepare_from), weeks)
    for initiative_id, slot in case.slots.items():
        initiative = case.initiatives.get(initiative_id)
        if initiative is not None:
            weeks = (monday(slot.ends) - monday(slot.starts)) // WEEK + 1
            owners = frozenset(initiative.organisation_ids)
            _spread(case, found, dict(initiative.effort), owners, monday(slot.starts), weeks)
    return found


def _spread(
    case: Case, found: Work, effort: dict[str, Decimal], owners: frozenset[str], first: date, weeks: int
) -> None:
    for skill, days in effort.items():
        teams = serving(case.inputs.folder.programme.teams, skill, owners)
        for n in range(weeks):
            if first + n * WEEK >= case.plan.plan_from:
                found[first + n * WEEK, skill][teams] += days / weeks


def shortfall(programme: Programme, week: date, skill: str, asked: Mapping[frozenset[str], Decimal]) -> Decimal:
    """Person-days that no team can take: the work less the largest flow from work to teams that may do it."""
    left: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    near: dict[str, set[str]] = defaultdict(set)
    for team in programme.teams:
        left[f"team {team.id}", "done"] = person_days(team, skill, week)
        near[f"team {team.id}"].add("done")
    for teams, days in asked.items():
        kind = "work " + " ".join(sorted(teams))
        left["work", kind] = days
        near["work"].add(kind)
        near[kind] |= {f"team {team}" for team in teams}
        for team_id in teams:
            left[kind, f"team {team_id}"] = days
            near[f"team {team_id}"].add(kind)
    total = sum(asked.values(), Decimal(0))
    while (path := _path(left, near)) is not None:
        step = min(left[edge] for edge in path)
        total -= step
        for a, b in path:
            left[a, b] -= step
            left[b, a] += step
    return total


def _path(left: dict[tuple[str, str], Decimal], near: dict[str, set[str]]) -> list[tuple[str, str]] | None:
    """A way for more work to be done: breadth first over what is left (Ford and Fulkerson, Edmonds and Karp)."""
    before: dict[str, str] = {}
    waiting = ["work"]
    while waiting:
        at = waiting.pop(0)
        for other in sorted(near[at]):
            if other not in before and left[at, other] > TINY:
                before[other] = at
                waiting.append(other)
    if "done" not in before:
        return None
    path, at = [], "done"
    while at != "work":
        path.append((before[at], at))
        at = before[at]
    return path
