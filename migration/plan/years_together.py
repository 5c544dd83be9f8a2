"""Ceilings that are too low together: over several years, or capital with revenue, whatever the dates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from migration.dates import financial_years
from migration.plan.assemble import Assembled
from migration.plan.clashes import most_spared, only_grows
from migration.plan.problem import Ints, Problem, Rolling, Task

SPENDS = (("capital",), ("revenue",), ("capital", "revenue"))
"""What is looked at together, each over every stretch of years."""

UNLIMITED = 10**15
"""Pounds of a year without a ceiling: no stretch with such a year is short."""

_MOST_NAMED = 3


@dataclass(frozen=True, eq=False)
class Stretches:
    """One entry for each stretch of years, `first` to `last` included: pounds that the ceilings leave, that are spent
    anyway, and that each task takes at the least."""

    first: Ints
    last: Ints
    ceiling: Ints
    anyway: Ints
    tasks: dict[str, Ints]

    def short(self) -> Ints:
        """Pounds by which each stretch is short: below zero where there is room."""
        short: Ints = self.anyway + sum(self.tasks.values(), np.zeros_like(self.anyway)) - self.ceiling
        return short


def too_low_together(assembled: Assembled) -> tuple[str, ...]:
    """For each organisation the stretch that lacks most, with the figures; none where all have room."""
    problem, programme = assembled.problem, assembled.at.inputs.folder.programme
    years = financial_years(programme.plan_from, programme.plan_to)
    found = []
    for organisation in sorted({limit.purse[0] for limit in problem.limits}):
        looks = [(spends, _stretches(problem, organisation, years, spends)) for spends in SPENDS]
        spends, worst = max(looks, key=lambda look: int(look[1].short().max(initial=0)))
        if worst.short().max(initial=0) > 0:
            found.append(_words(organisation, spends, years, worst))
    return tuple(found)


def _stretches(problem: Problem, organisation: str, years: tuple[str, ...], spends: tuple[str, ...]) -> Stretches:
    limits = {limit.purse: limit for limit in problem.limits}
    ceiling, anyway = np.zeros(len(years), dtype=np.int64), np.zeros(len(years), dtype=np.int64)
    for n, year in enumerate(years):
        for spend in spends:
            limit = limits.get((organisation, year, spend))
            ceiling[n] += limit.ceiling_gbp if limit is not None else UNLIMITED
            anyway[n] += limit.spent_anyway_gbp - most_spared(problem, limit.purse) if limit is not None else 0
    first, last = np.triu_indices(len(years))
    purses = [[(organisation, year, spend) for spend in spends] for year in years]
    shares, tasks = _shares(problem, purses), {}
    own = {purse for together in purses for purse in together}
    users = frozenset[str]().union(*(users for _, users, _ in shares))
    for task in problem.tasks:
        spends_here = task.id in users or not own.isdisjoint(task.options.cash)
        if task.must and len(task.options) and spends_here:
            least = _least(_spent(task, purses) + _running(task, shares), first, last)
            if least.any():
                tasks[task.id] = least
    return Stretches(first, last, _sums(ceiling, first, last), _sums(anyway, first, last), tasks)


def _spent(task: Task, purses: list[list[tuple[str, str, str]]]) -> Ints:
    """Pounds by option and year."""
    found = np.zeros((len(task.options), len(purses)), dtype=np.int64)
    for n, together in enumerate(purses):
        for purse in together:
            if purse in task.options.cash:
                found[:, n] += task.options.cash[purse]
    return found


def _shares(problem: Problem, purses: list[list[tuple[str, str, str]]]) -> list[tuple[Rolling, frozenset[str], Ints]]:
    """The rolling contracts, with their users, and the part of each user by year and weeks that they run: a contract
    runs at least until each of them is off, so all may share it."""
    found = []
    for rolling in filter(only_grows, problem.rolling):
        weekly = np.array([[sum(cash.get(p, 0) for p in year) for cash in rolling.cash] for year in purses])
        total = np.zeros((len(purses), len(rolling.cash) + 1), dtype=np.int64)
        np.cumsum(weekly, axis=1, out=total[:, 1:])
        if total.any():
            found.append((rolling, frozenset(rolling.users), total // len(rolling.users)))
    return found


def _running(task: Task, shares: list[tuple[Rolling, frozenset[str], Ints]]) -> Ints:
    """Its part of rolling contracts, by option and year."""
    found = np.zeros((len(task.options), 1), dtype=np.int64)
    for rolling, users, part in shares:
        if task.id in users:
            paid = np.minimum(task.options.week + rolling.off_weeks + 1, part.shape[1] - 1)
            found = found + part[:, paid].T
    return found


def _least(spent: Ints, first: Ints, last: Ints) -> Ints:
    total = np.zeros((spent.shape[0], spent.shape[1] + 1), dtype=np.int64)
    np.cumsum(spent, axis=1, out=total[:, 1:])
    least: Ints = (total[:, last + 1] - total[:, first]).min(axis=0)
    return least


def _sums(by_year: Ints, first: Ints, last: Ints) -> Ints:
    total = np.concatenate([[0], np.cumsum(by_year)])
    found: Ints = total[last + 1] - total[first]
    return found


def _words(organisation: str, spends: tuple[str, ...], years: tuple[str, ...], at: Stretches) -> str:
    short = at.short()
    # Of stretches that lack as much, the shortest says most.
    worst = min(range(len(short)), key=lambda n: (-short[n], at.last[n] - at.first[n], n))
    first, last = years[at.first[worst]], years[at.last[worst]]
    when = f"{first} to {last}" if first != last else first
    needed = int(at.ceiling[worst] + short[worst])
    largest = sorted(((int(gbp[worst]), task) for task, gbp in at.tasks.items() if gbp[worst]), reverse=True)
    named = ", ".join(f"{task} £{gbp:,}" for gbp, task in largest[:_MOST_NAMED])
    return (
        f"{organisation} {' and '.join(spends)} of {when} together: the ceilings leave £{max(0, at.ceiling[worst]):,} "
        f"after contingency, and contracts already signed (£{at.anyway[worst]:,}) with work that must be done need at "
        f"least £{needed:,}, £{short[worst]:,} more" + (f" (largest: {named})" if named else "")
    )
