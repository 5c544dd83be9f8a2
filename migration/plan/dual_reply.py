"""What the tasks of a programme say to prices: each picks its cheapest option, and the sum is a bound. What is tied by
packages and exclusions picks together.

Whatever the prices are, no plan costs less than all tasks at their cheapest under them, less what the scarce things
are worth (Lagrangian duality: M. Fisher, The Lagrangian relaxation method for solving integer programming problems,
1981).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from migration.plan.dual_excess import Chosen, Prices, excess
from migration.plan.dual_rows import Columns, Floats, Links
from migration.plan.dual_ties import pick_together
from migration.plan.problem import Ints
from migration.plan.solve import SLACK

AT_ONCE = 16_384
"""So many options are charged at a time: what is added up stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Reply:
    """The bound that prices prove, what each task picks, by how much each row is asked too much of, and the cost of
    every option under the prices."""

    prices: Prices
    value: float
    picked: Ints
    excess: Prices
    reduced: Floats

    @property
    def bound(self) -> int:
        """Proven, in whole pounds: the value less what sums of floating numbers may be wrong by."""
        return math.ceil(self.value - SLACK * max(1.0, abs(self.value)))


def first_prices(at: Columns) -> Prices:
    """Nothing is scarce; a week without support is charged in full, a rolling contract to all its users alike."""
    shown = at.support_needs >= 0
    users = np.bincount(at.rolling_of, minlength=len(at.rolling_gbp))
    each = at.rolling_gbp[at.rolling_of] / users[at.rolling_of][:, None]
    first: Prices = (
        np.zeros_like(at.have),
        np.zeros_like(at.room),
        np.where(shown, at.support_gbp[:, None], 0.0),
        np.zeros((len(at.later_task), at.weeks)),
        each,
    )
    return allowed(at, first)


def allowed(at: Columns, prices: Prices) -> Prices:
    """The nearest prices that prove something: none negative, and no week without support dearer than its risk."""
    people, money, order, rolling = (np.maximum(prices[n], 0.0) for n in (0, 1, 3, 4))
    support, shown = np.zeros_like(prices[2]), at.support_shown
    if len(shown):
        row, week = np.divmod(shown, at.weeks)
        asked = np.maximum(prices[2].ravel()[shown], 0.0)
        stake = at.support_stake[row] * at.weeks + week
        total = np.bincount(stake, asked)[stake]
        support.ravel()[shown] = asked * np.minimum(1.0, at.support_gbp[row] / np.maximum(total, 1e-12))
    return people, money, support, order, rolling


def reply(at: Columns, prices: Prices) -> Reply:
    """Let every task pick under prices that are `allowed`."""
    people, money, support, order, rolling = prices
    reduced = at.cost.copy()
    _charge_money(reduced, at, money)
    _charge_people(reduced, at, people)
    _charge(reduced, at.support, _up_to(support))
    _charge_waiting(reduced, at, order)
    _charge(reduced, at.rolling, _up_to(rolling))
    value = at.constant - float(np.sum(people * at.have)) - float(money @ at.room)
    value += float(np.sum(support[at.support_task < 0]))
    runs, saved = _running(at, money, rolling)
    taken, gained = _extensions(at, money, support)
    cheapest = np.minimum.reduceat(reduced, at.starts)
    hits = np.flatnonzero(reduced == cheapest[at.task])
    picked = hits[np.searchsorted(at.task[hits], np.arange(len(at.starts)))]
    left, spared = _left(at, money)
    value += saved + gained + spared + float(np.sum(cheapest))
    value += pick_together(at.webs, at.starts, at.sizes, reduced, picked)
    chosen = Chosen(picked, np.ones(len(picked)), runs, taken, left)
    return Reply(prices, value, picked, excess(at, chosen), reduced)


def _up_to(prices: Floats) -> Floats:
    """The sum of the prices of all weeks before each week."""
    total = np.zeros((len(prices), prices.shape[1] + 1))
    np.cumsum(prices, axis=1, out=total[:, 1:])
    return total


def _from(prices: Floats) -> Floats:
    """The sum of the prices of each week and all after it."""
    total = np.zeros((len(prices), prices.shape[1] + 1))
    total[:, :-1] = np.cumsum(prices[:, ::-1], axis=1)[:, ::-1]
    return total


def _charge_money(reduced: Floats, at: Columns, money: Floats) -> None:
    """Add to each option what the money it spends is worth."""
    priced = np.flatnonzero(money).tolist()
    for some in _stretches(len(reduced)):
        for n in priced:
            reduced[some] += money[n] * at.cash[n, some]


def _charge_people(reduced: Floats, at: Columns, people: Floats) -> None:
    """Add to each option what the people it needs are worth."""
    table = np.zeros((len(at.have) + 1, at.weeks + 1))
    np.cumsum(people, axis=1, out=table[:-1, 1:])
    paid = table.ravel()
    for some in _stretches(len(reduced)):
        for _, need, first, to in at.layers:
            reduced[some] += need[some] * (paid.take(to[some]) - paid.take(first[some]))


def _stretches(count: int) -> Iterator[slice]:
    return (slice(start, start + AT_ONCE) for start in range(0, count, AT_ONCE))


def _charge_waiting(reduced: Floats, at: Columns, order: Floats) -> None:
    """Add to each option what waiting costs it, less what it saves those that wait for it.

    Summed by task and week first: the options of all pairs together are many times as many.
    """
    priced = np.flatnonzero(order.max(axis=1, initial=0.0))
    if not len(priced):
        return
    row = at.task * (at.weeks + 1)
    for tasks, weeks, charge in ((at.later_task, at.week, np.add), (at.earlier_task, at.free_from, np.subtract)):
        owner = tasks[priced]
        by_owner = np.argsort(owner, kind="stable")
        firsts = np.flatnonzero(np.diff(owner[by_owner], prepend=-1))
        table = np.zeros((len(at.starts), at.weeks + 1))
        table[owner[by_owner][firsts]] = _from(np.add.reduceat(order[priced[by_owner]], firsts, axis=0))
        charge(reduced, table.ravel().take(row + weeks), out=reduced)


def _charge(reduced: Floats, links: Links, table: Floats) -> None:
    """Add to each linked option what its row's table says."""
    if len(links.option):
        reduced += np.bincount(links.option, weights=table.ravel().take(links.at), minlength=len(reduced))


def _running(at: Columns, money: Floats, rolling: Floats) -> tuple[Floats, float]:
    """The weeks in which running each rolling contract pays, as 0 or 1, and what that is worth."""
    runs, total = np.zeros(at.rolling_gbp.shape), 0.0
    for n, gbp in enumerate(at.rolling_gbp):
        net = gbp + at.rolling_cash[n] @ money - rolling[at.rolling_of == n].sum(axis=0)
        runs[n] = net < 0
        total += float(np.minimum(net, 0.0).sum())
    return runs, total


def _extensions(at: Columns, money: Floats, support: Floats) -> tuple[Floats, float]:
    """The extensions that pay, as 0 or 1, and what they are worth."""
    shown = at.support_shown
    needs = at.support_needs.ravel()[shown]
    worth = np.bincount(needs, weights=support.ravel()[shown], minlength=len(at.extension_cost))
    net = at.extension_cost + at.extension_cash @ money - worth
    taken, total = np.zeros(len(net)), 0.0
    for chain in at.chains:
        sums = np.cumsum(net[chain])
        last = int(np.argmin(sums))
        if sums[last] < 0:
            taken[chain[: last + 1]] = 1.0
            total += float(sums[last])
    return taken, total


def _left(at: Columns, money: Floats) -> tuple[Floats, float]:
    """Leaving each contract when that pays best, whoever still uses it: pounds by ceiling, and what it is worth."""
    spent, total = np.zeros(len(at.room)), 0.0
    for gbp, cash in at.exits:
        net = gbp + cash @ money
        best = int(np.argmin(net))
        if net[best] < 0:
            spent += cash[best]
            total += float(net[best])
    return spent, total
