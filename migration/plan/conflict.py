"""Why no plan is possible: the smallest set of rules found that cannot hold together, in words."""

from __future__ import annotations

from collections.abc import Iterable

from migration.plan.assemble import Assembled
from migration.plan.choices import declare
from migration.plan.conflict_words import conflict_words
from migration.plan.constraints import CONSTRAINTS
from migration.plan.linear import Because, Linear
from migration.plan.relaxations import relaxations
from migration.plan.releases import releases
from migration.plan.shortages import short
from migration.plan.solve import conflict
from safeio.errors import InfeasibleError

WORK = 20.0
"""Deterministic work allowed for the first conflict; each attempt to shrink it gets a quarter."""

ATTEMPTS = 60
"""Most attempts to shrink: each drops one rule for good or keeps it."""


def explain_conflict(assembled: Assembled, linear: Linear) -> InfeasibleError:
    """The error to raise. What is short whatever the dates is named first: it needs no search."""
    lacking = short(assembled)
    if lacking:
        return short_error(lacking)
    rules = {row.because for row in linear.rows if row.because is not None}
    found = conflict(linear, rules, WORK)
    if found is None:
        return _error(("the rules cannot all hold, and no smaller conflict was found in the time given",))
    smallest = _shrunk(linear, found)
    ways = (*relaxations(assembled, smallest), *releases(assembled, smallest))
    return _error(conflict_words(smallest, assembled), ways, tried=True)


def conflict_of_part(part: Assembled) -> InfeasibleError | None:
    """The error for a part of a problem that has no plan by itself; None where no conflict was found in it.

    What would do is not looked for: it would have to be enough for the rest as well.
    """
    linear = Linear()
    choices = declare(part.problem, linear)
    for add in CONSTRAINTS:
        add(part.problem, choices, linear)
    found = conflict(linear, {row.because for row in linear.rows if row.because is not None}, WORK)
    return _error(conflict_words(_shrunk(linear, found), part)) if found is not None else None


def short_error(lacking: Iterable[str]) -> InfeasibleError:
    """The error for what is short whatever the dates."""
    remedy = "Give them more room in programme.yaml: each at least what it says. Or leave work out. Then plan again."
    return InfeasibleError("plan", f"these are short whatever the dates: {'; '.join(lacking)}", remedy)


def _shrunk(linear: Linear, found: Iterable[Because]) -> tuple[Because, ...]:
    kept = sorted(found, key=str)
    for because in tuple(kept)[:ATTEMPTS]:
        if because in kept and len(kept) > 1:
            smaller = conflict(linear, [b for b in kept if b != because], WORK / 4)
            kept = sorted(smaller, key=str) if smaller is not None else kept
    return tuple(kept)


def _error(reasons: tuple[str, ...], ways: tuple[str, ...] = (), tried: bool = False) -> InfeasibleError:
    listed = "; ".join(reasons)
    none = "No single one of them was found to be enough: more is in conflict. " if tried else ""
    enough = f"Any one of these is enough: {'; '.join(ways)}. " if ways else none
    return InfeasibleError(
        "plan",
        f"these cannot hold together: {listed}",
        f"{enough}Relax one of them in programme.yaml, waves.yaml or initiatives.csv, then plan again.",
    )
