"""Which ceilings, or which people, are too little together: proven by prices, where no plan of a large programme was
found.

Whatever the prices are, work that must be done takes at least what it takes at its cheapest under them. Where that is
worth more than all there is, there is no plan. With prices of one pound at the most for a pound, the difference is what
is short at the least.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from migration.plan.dual import bounded
from migration.plan.dual_excess import Prices
from migration.plan.dual_rows import Columns, Floats
from migration.plan.quarters import Scarce, least_over
from migration.plan.shortages import days
from safeio.errors import InfeasibleError

TELLING = 0.9
"""What can be left out of the proof without making it fall below this part of what is short is not told."""

TINY = 1e-6


@dataclass(frozen=True, eq=False)
class _Proof:
    """The prices, and what is short at the least: whole pounds, or hundredths of person-days."""

    prices: Prices
    short: int


def proven_short(at: Columns) -> InfeasibleError | None:
    """The error that names them, with the amount. None where nothing is proven."""
    bare = _without_costs(at)
    kinds: tuple[Scarce, ...] = ("money", "people")
    for kind in kinds:
        proof = _proof(at, bare, kind)
        if proof is not None and proof.short > 0:
            return _error(at, kind, _told(bare, proof))
    return None


def _without_costs(at: Columns) -> Columns:
    """The same problem in which nothing costs anything but what is scarce."""
    return replace(
        at,
        cost=np.zeros_like(at.cost),
        constant=0.0,
        support_gbp=np.zeros_like(at.support_gbp),
        rolling_gbp=np.zeros_like(at.rolling_gbp),
        extension_cost=np.zeros_like(at.extension_cost),
        exits=tuple((np.zeros_like(gbp), cash) for gbp, cash in at.exits),
    )


def _proof(at: Columns, bare: Columns, kind: Scarce) -> _Proof | None:
    """Prices by the quarter, and what they prove of the weeks. None where quarters give none."""
    found = least_over(at, kind)
    if found is None:
        return None
    own = found.money if kind == "money" else found.people
    # No more than one: what comes out is then pounds, or hundredths of days.
    largest = max(1.0, float(own.max(initial=0.0)))
    prices = _prices(at, found.people / largest, found.money / largest)
    return _Proof(prices, _short(bare, prices))


def _prices(at: Columns, people: Floats, money: Floats) -> Prices:
    """With what rolling contracts take of the ceilings shared by all their users: they run until each is off."""
    users = np.bincount(at.rolling_of, minlength=len(at.rolling_cash))
    worth = np.array([cash @ money for cash in at.rolling_cash]).reshape(-1, at.weeks)
    return (
        people,
        money,
        np.zeros(at.support_needs.shape),
        np.zeros((len(at.later_task), at.weeks)),
        np.maximum(0.0, worth[at.rolling_of] / users[at.rolling_of][:, None]),
    )


def _short(bare: Columns, prices: Prices) -> int:
    return bounded(bare, None, lambda _done: False, prices).bound


def _told(bare: Columns, proof: _Proof) -> _Proof:
    """The proof without what adds little to it: all people, then each pool and ceiling in turn."""
    least = proof.short * TELLING
    people, money = proof.prices[0], proof.prices[1]
    tries = [np.arange(len(people)), *(np.array([n]) for n in np.flatnonzero(people.max(axis=1, initial=0.0) > TINY))]
    for pools in tries:
        without = people.copy()
        without[pools] = 0.0
        if (without != people).any() and _short(bare, _prices(bare, without, money)) >= least:
            people = without
    for ceiling in np.flatnonzero(money > TINY).tolist():
        without = money.copy()
        without[ceiling] = 0.0
        if _short(bare, _prices(bare, people, without)) >= least:
            money = without
    prices = _prices(bare, people, money)
    return _Proof(prices, _short(bare, prices))


def _error(at: Columns, kind: Scarce, proof: _Proof) -> InfeasibleError:
    people, money = proof.prices[0], proof.prices[1]
    ceilings = _ceilings(at, money)
    pools = _pools(at, people)
    if kind == "money":
        held = f", with no more people than there are ({'; '.join(pools)})" if pools else ""
        wrong = f"these ceilings are short together by at least £{proof.short:,} whatever the dates{held}: "
        return _infeasible(wrong + "; ".join(ceilings))
    wrong = f"these people are short together by at least {days(proof.short)} days whatever the dates: "
    return _infeasible(wrong + "; ".join(pools))


def _infeasible(wrong: str) -> InfeasibleError:
    remedy = "Give one of them at least so much more in programme.yaml, or several together. Or leave work out."
    return InfeasibleError("plan", wrong, f"{remedy} Then plan again: more may be short.")


def _ceilings(at: Columns, money: Floats) -> list[str]:
    """The ceilings of the proof: those of one organisation and one kind with their years."""
    limits = [at.problem.limits[n] for n in np.flatnonzero(money > TINY).tolist()]
    ordered = sorted(limits, key=lambda one: (one.purse[0], one.purse[2], one.purse[1]))
    found = []
    for (organisation, spend), group in groupby(ordered, key=lambda one: (one.purse[0], one.purse[2])):
        own = list(group)
        left = sum(max(0, one.ceiling_gbp - one.spent_anyway_gbp) for one in own)
        years = ", ".join(one.purse[1] for one in own)
        found.append(f"{organisation} {spend} {years}, £{left:,} left after contingency and signed contracts")
    return found


def _pools(at: Columns, people: Floats) -> list[str]:
    """The pools of the proof, with the weeks from the first to the last that count, and what there is in them."""
    found = []
    for n in np.flatnonzero(people.max(axis=1, initial=0.0) > TINY).tolist():
        weeks = np.flatnonzero(people[n] > TINY)
        have = days(int(at.have[n, weeks].sum()))
        first, last = at.problem.weeks[weeks[0]], at.problem.weeks[weeks[-1]]
        found.append(f"{at.problem.pools[n].words}, {have} between the weeks of {first} and {last}")
    return found
