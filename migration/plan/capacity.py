"""Person-days that teams have, by skill and week, and which teams may do whose work."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from migration.dates import is_bank_holiday
from migration.model import Team


def person_days(team: Team, skill: str, week: date) -> Decimal:
    """Days of a skill a team has in the week of that Monday: five per full-time equivalent, bank holidays off,
    absence of `fte` people taken off on each of its working days, never below zero."""
    fte = team.skills.get(skill, Decimal(0))
    total = Decimal(0)
    for offset in range(5):
        day = week + timedelta(days=offset)
        if not is_bank_holiday(day):
            away = sum((a.fte for a in team.absence if a.starts <= day <= a.ends), Decimal(0))
            total += max(Decimal(0), fte - away)
    return total


def serving(teams: Iterable[Team], skill: str, organisations: frozenset[str]) -> frozenset[str]:
    """Teams with the skill that serve any of these organisations; every team where none is named."""
    return frozenset(
        team.id
        for team in teams
        if team.skills.get(skill, Decimal(0)) > 0 and (not organisations or organisations & set(team.serves))
    )


def tight_sets(may_serve: Iterable[frozenset[str]]) -> tuple[tuple[frozenset[str], tuple[frozenset[str], ...]], ...]:
    """Which sums decide whether all work can be shared out among the teams (Hall's condition).

    Work of kind K may be done by the teams in K. All of it can be shared out exactly when, for every union U of such
    sets, the work of the kinds inside U is no more than the teams in U have. Returns (U, kinds inside U).
    Source: P. Hall, On Representatives of Subsets, 1935, in its form for divisible work.
    """
    kinds = sorted(set(may_serve), key=sorted)
    unions: set[frozenset[str]] = set()
    for size in range(1, len(kinds) + 1):
        before = len(unions)
        unions |= {frozenset().union(*some) for some in combinations(kinds, size)}
        if len(unions) == before:
            break
    return tuple((union, tuple(k for k in kinds if k <= union)) for union in sorted(unions, key=sorted))
