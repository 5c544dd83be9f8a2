"""Why no plan is possible: the smallest set of rules found that cannot hold together, in words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from migration.plan.assemble import Assembled
from migration.plan.linear import Because, Linear
from migration.plan.problem import Task
from migration.plan.relaxations import relaxations
from migration.plan.solve import conflict
from safeio.errors import InfeasibleError

WORK = 20.0
"""Deterministic work allowed for the first conflict; each attempt to shrink it gets a quarter."""

ATTEMPTS = 60
"""Most attempts to shrink: each drops one rule for good or keeps it."""


def explain_conflict(assembled: Assembled, linear: Linear) -> InfeasibleError:
    """The error to raise. Ceilings that even the cheapest dates break are named first: they need no search."""
    short = too_low(assembled)
    if short:
        return _error(short)
    rules = {row.because for row in linear.rows if row.because is not None}
    found = conflict(linear, rules, WORK)
    if found is None:
        return _error(("the rules cannot all hold, and no smaller conflict was found in the time given",))
    smallest = _shrunk(linear, found)
    purses = {because.subject for because in smallest if because.kind == "money"}
    words = tuple(_words(because, assembled, purses) for because in smallest)
    return _error(words, relaxations(assembled, smallest), tried=True)


def too_low(assembled: Assembled) -> tuple[str, ...]:
    """Ceilings below what must be spent whatever the dates: each with the figures."""
    found, problem = [], assembled.problem
    for limit in problem.limits:
        parts = {t.id: _least(t, limit.purse) for t in problem.tasks if t.must}
        # Leaving contracts early may give some of it back.
        spared = sum(min(0, *(cash.get(limit.purse, 0) for cash in exit_.cash.values())) for exit_ in problem.exits)
        needed = limit.spent_anyway_gbp + sum(parts.values()) + spared
        if needed > limit.ceiling_gbp:
            organisation, year, spend = limit.purse
            largest = sorted(((gbp, task) for task, gbp in parts.items() if gbp), reverse=True)[:3]
            named = ", ".join(f"{task} £{gbp:,}" for gbp, task in largest)
            found.append(
                f"{organisation} {year} {spend}: the ceiling leaves £{max(0, limit.ceiling_gbp):,} after contingency, "
                f"and contracts already signed (£{limit.spent_anyway_gbp:,}) with work that must be done "
                f"need at least £{needed:,}, £{needed - limit.ceiling_gbp:,} more"
                + (f" (largest: {named})" if named else "")
            )
    return tuple(found)


def _least(task: Task, purse: tuple[str, str, str]) -> int:
    return int(task.options.cash[purse].min()) if purse in task.options.cash and len(task.options) else 0


def _shrunk(linear: Linear, found: Iterable[Because]) -> tuple[Because, ...]:
    kept = sorted(found, key=str)
    for because in tuple(kept)[:ATTEMPTS]:
        if because in kept and len(kept) > 1:
            smaller = conflict(linear, [b for b in kept if b != because], WORK / 4)
            kept = sorted(smaller, key=str) if smaller is not None else kept
    return tuple(kept)


def _words(because: Because, assembled: Assembled, purses: set[str]) -> str:
    if because.kind == "must":
        return _window_words(because.subject, assembled) + _need_words(because.subject, assembled, purses)
    if because.kind == "money":
        purse = next(x for x in assembled.problem.limits if " ".join(x.purse) == because.subject)
        left = purse.ceiling_gbp - purse.spent_anyway_gbp
        return f"{because.subject}: £{max(0, left):,} is left for new work after contingency and signed contracts"
    if because.kind == "change":
        return f"{because.subject} is {max(one.have[0] for one in assembled.problem.pools if one.kind == 'cut-overs')}"
    if because.kind == "links":
        pool = next(one for one in assembled.problem.pools if one.words == because.subject)
        return f"{because.subject} carries {max(pool.have) // 100:,} GiB a week"
    if because.kind == "people":
        return f"{because.subject} have only so many days a week"
    return because.subject


def _window_words(task_id: str, assembled: Assembled) -> str:
    options = next(t for t in assembled.problem.tasks if t.id == task_id).options
    weeks = assembled.problem.weeks
    verb = "move" if task_id in assembled.groups else "start"
    return f"{task_id} must {verb} between the weeks of {weeks[options.week[0]]} and {weeks[options.week[-1]]}"


def _need_words(task_id: str, assembled: Assembled, purses: set[str]) -> str:
    """What a task takes at the least from the ceilings of the conflict, wherever in the plan it is put."""
    task = next(t for t in assembled.problem.tasks if t.id == task_id)
    asked = [gbp for purse, gbp in task.options.cash.items() if " ".join(purse) in purses]
    least = int(np.sum(asked, axis=0).min()) if asked and len(task.options) else 0
    return f" and needs at least £{least:,} of these ceilings" if least else ""


def _error(reasons: tuple[str, ...], ways: tuple[str, ...] = (), tried: bool = False) -> InfeasibleError:
    listed = "; ".join(reasons)
    none = "No single one of them was found to be enough: more is in conflict. " if tried else ""
    enough = f"Any one of these is enough: {'; '.join(ways)}. " if ways else none
    return InfeasibleError(
        "plan",
        f"these cannot hold together: {listed}",
        f"{enough}Relax one of them in programme.yaml, waves.yaml or initiatives.csv, then plan again.",
    )
