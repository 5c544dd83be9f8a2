"""A proven bound for programmes too large for the relaxation: what is scarce gets a price, and each task looks out for
itself.

Whatever the prices are, no plan costs less than all tasks at their cheapest under them, less what the scarce things
are worth (Lagrangian duality: M. Fisher, The Lagrangian relaxation method for solving integer programming problems,
1981). Better prices are found round by round with the volume method (F. Barahona and R. Anbil, The volume algorithm:
producing primal solutions with a subgradient method, 2000).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from migration.plan.dual_rows import Columns, Floats, Links
from migration.plan.problem import Ints
from migration.plan.quarters import quarterly
from migration.plan.solve import SLACK

FIRST_STEP, LARGEST_STEP, SMALLEST_STEP = 1.0, 2.0, 1e-4
"""How far to go towards the value aimed at: at first, and at the most and least."""

PATIENCE = 15
"""After so many rounds without a better bound the step is made smaller."""

MEMORY = 0.1
"""The part of a round in the running averages."""

Prices = tuple[Floats, Floats, Floats, Floats, Floats]
"""Pounds for: people by pool and week, money by ceiling, support by row and week, order by pair and week, rolling
contracts by row and week. Never negative."""


@dataclass(frozen=True)
class Bounded:
    """`bound` is proven, in whole pounds. `wanted` is the week each task is decided in on average (infinity: left out);
    `scarcity` what each option costs with what it takes from others, in whole pounds."""

    bound: int
    wanted: Mapping[str, float]
    scarcity: Mapping[str, list[float]]
    prices: Prices


def bounded(at: Columns, best_known: int | None, go_on: Callable[[int], bool], start: Prices | None = None) -> Bounded:
    """Look for prices while `go_on(rounds so far)`, from `start` on.

    `best_known` is what some plan costs: it only sets the pace. Without it the first bound and a tenth stands in.
    """
    problem, scale = at.problem, _scale(at)
    best, week = _first_answer(at) if start is None else _started(at, start)
    best_known = best_known if best_known is not None else int(best.value + abs(best.value) / 10)
    average = best.excess
    step, since, rounds = FIRST_STEP, 0, 0
    while go_on(rounds) and best.value < best_known * (1 - SLACK):
        rounds += 1
        length = sum(float(np.sum(over**2 * by)) for over, by in zip(average, scale, strict=True))
        pace = step * (best_known - best.value) / max(length, 1e-12)
        moved = tuple(p + pace * over * by for p, over, by in zip(best.prices, average, scale, strict=True))
        found = _answer(at, _allowed(at, moved))  # type: ignore[arg-type]
        average = tuple((1 - MEMORY) * a + MEMORY * b for a, b in zip(average, found.excess, strict=True))  # type: ignore[assignment]
        week = (1 - MEMORY) * week + MEMORY * at.week[found.picked]
        if found.value > best.value:
            since = 0 if found.value > best.value + 1e-5 * abs(best.value) else since + 1
            best, step = found, min(LARGEST_STEP, step * 1.05)
        else:
            since += 1
        if since > PATIENCE:
            step, since = max(SMALLEST_STEP, step * 0.7), 0
    left_out = week > at.weeks - 0.5
    tasks = [task.id for task in problem.tasks]
    return Bounded(
        bound=math.ceil(best.value - SLACK * max(1.0, abs(best.value))),
        wanted={t: math.inf if out else round(float(w), 2) for t, w, out in zip(tasks, week, left_out, strict=True)},
        scarcity=_by_task(at, best.reduced),
        prices=best.prices,
    )


@dataclass(frozen=True, eq=False)
class _Answer:
    """What the tasks say to prices: the bound they prove, what each picks, by how much each row is asked too much of,
    and the cost of every option under the prices."""

    prices: Prices
    value: float
    picked: Ints
    excess: Prices
    reduced: Floats


def _first_answer(at: Columns) -> tuple[_Answer, Floats]:
    """The answer to the prices of people and money that quarters suggest, and the week of each task on average.

    Without them, where quarters have no answer or prove less than that nothing is scarce.
    """
    plain, week = _started(at, _first_prices(at))
    found = quarterly(at, plain.reduced)
    if found is None:
        return plain, week
    priced = _answer(at, (found.people, found.money, *plain.prices[2:]))
    return max(plain, priced, key=lambda answer: answer.value), found.week


def _started(at: Columns, prices: Prices) -> tuple[_Answer, Floats]:
    answer = _answer(at, prices)
    return answer, at.week[answer.picked].astype(np.float64)


def _first_prices(at: Columns) -> Prices:
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
    return _allowed(at, first)


def _scale(at: Columns) -> Prices:
    """How far each price goes for one unit too many: people and money are counted as parts of what there is."""
    mean = np.maximum(at.have.mean(axis=1, keepdims=True), 1.0) if at.have.size else np.ones((len(at.have), 1))
    one = np.ones((1, 1))
    return 1 / mean**2, 1 / np.maximum(np.abs(at.room), 1.0) ** 2, one, one, one


def _allowed(at: Columns, prices: Prices) -> Prices:
    """The nearest prices that prove something: none negative, and no week without support dearer than its risk."""
    people, money, support, order, rolling = (np.maximum(p, 0.0) for p in prices)
    support = np.where(at.support_needs >= 0, support, 0.0)
    if len(support):
        groups = np.flatnonzero(np.diff(at.support_stake, prepend=-1))
        total = np.repeat(np.add.reduceat(support, groups), np.diff([*groups, len(support)]), axis=0)
        support *= np.minimum(1.0, at.support_gbp[:, None] / np.maximum(total, 1e-12))
    return people, money, support, order, rolling


def _answer(at: Columns, prices: Prices) -> _Answer:
    people, money, support, order, rolling = prices
    reduced = at.cost.copy()
    for n in np.flatnonzero(money):
        reduced += money[n] * at.cash[n]
    paid = np.zeros((len(at.have) + 1, at.weeks + 1))
    np.cumsum(people, axis=1, out=paid[:-1, 1:])
    for _, need, first, to in at.layers:
        reduced += need * (paid.ravel().take(to) - paid.ravel().take(first))
    waiting = _from(order)
    _charge(reduced, at.support, _up_to(support))
    _charge(reduced, at.later, waiting)
    _charge(reduced, at.earlier, -waiting)
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
    return _Answer(prices, value, picked, _excess(at, picked, runs, taken, left), reduced)


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


def _charge(reduced: Floats, links: Links, table: Floats) -> None:
    """Add to each linked option what its row's table says."""
    if len(links.option):
        reduced += np.bincount(links.option, weights=table.ravel().take(links.at), minlength=len(reduced))


def _running(at: Columns, money: Floats, rolling: Floats) -> tuple[list[Floats], float]:
    """The weeks in which running each rolling contract pays, as 0 or 1, and what that is worth."""
    runs, total = [], 0.0
    for n, gbp in enumerate(at.rolling_gbp):
        net = gbp + at.rolling_cash[n] @ money - rolling[at.rolling_of == n].sum(axis=0)
        runs.append((net < 0).astype(np.float64))
        total += float(np.minimum(net, 0.0).sum())
    return runs, total


def _extensions(at: Columns, money: Floats, support: Floats) -> tuple[Floats, float]:
    """The extensions that pay, as 0 or 1, and what they are worth."""
    shown = at.support_needs >= 0
    worth = np.bincount(at.support_needs[shown], weights=support[shown], minlength=len(at.extension_cost))
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


def _excess(at: Columns, picked: Ints, runs: list[Floats], taken: Floats, left: Floats) -> Prices:
    """By how much what the tasks pick asks too much of each row (negative: there is room)."""
    weeks = np.arange(at.weeks)
    change = np.zeros((len(at.have) + 1, at.weeks + 1))
    for _, need, first, to in at.layers:
        np.add.at(change.reshape(-1), first[picked], need[picked])
        np.add.at(change.reshape(-1), to[picked], -need[picked])
    people = np.cumsum(change[:-1], axis=1)[:, :-1] - at.have
    money = at.cash[:, picked].sum(axis=1) - at.room + taken @ at.extension_cash + left
    for n, run in enumerate(runs):
        money = money + run @ at.rolling_cash[n]
    week, free = at.week[picked], at.free_from[picked]
    stays = at.support_task < 0
    here = stays[:, None] | (weeks <= np.where(stays, 0, week[at.support_task])[:, None])
    shown = at.support_needs >= 0
    covered = np.append(taken, 0.0)[at.support_needs]
    support = np.where(shown, here - covered, 0.0)
    order = (weeks >= week[at.later_task][:, None]) * 1.0 - (weeks >= free[at.earlier_task][:, None])
    needed = weeks <= (week[at.rolling_task] + at.rolling_off)[:, None]
    rolling = needed - (np.array(runs).reshape(-1, at.weeks)[at.rolling_of])
    found = (people, money, support, order, rolling)
    return tuple(over.astype(np.float64) for over in found)  # type: ignore[return-value]


def _by_task(at: Columns, reduced: Floats) -> dict[str, list[float]]:
    """The options of each task, without the one of leaving it out."""
    found = {}
    for n, task in enumerate(at.problem.tasks):
        first = int(at.starts[n])
        found[task.id] = np.round(reduced[first : first + len(task.options)]).tolist()
    return found
