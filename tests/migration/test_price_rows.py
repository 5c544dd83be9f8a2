"""Prices of what is scarce, worked out many at a time, are those worked out one by one."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest

from benchmarks.planted_estate import Size, planted
from migration.plan import dual_reply, quarters
from migration.plan.dual_excess import Chosen, excess
from migration.plan.dual_reply import allowed, first_prices, reply
from migration.plan.dual_rows import Columns, columns
from migration.plan.quarters import quarterly


@pytest.fixture(scope="module")
def at() -> Columns:
    """The columns of a planted estate of ten applications with contracts that may be extended."""
    made = columns(planted(Size(10, 40, 24, 2, 6, seed=3)).assembled.problem)
    assert len(made.support_shown) and len(made.later_task)
    return made


def test_P_13_no_week_without_support_is_dearer_than_its_risk(at: Columns) -> None:
    people, money, support, order, rolling = first_prices(at)
    asked = np.random.default_rng(1).uniform(-50.0, 400.0, support.shape)
    found = allowed(at, (people, money, asked, order, rolling))[2]
    total: dict[tuple[int, int], float] = defaultdict(float)
    for row, week in np.argwhere(at.support_needs >= 0).tolist():
        total[int(at.support_stake[row]), week] += max(0.0, asked[row, week])
    assert max(total.values()) > min(at.support_gbp)
    for row, week in np.ndindex(found.shape):
        if at.support_needs[row, week] < 0:
            assert found[row, week] == 0.0
        else:
            part = min(1.0, float(at.support_gbp[row]) / max(total[int(at.support_stake[row]), week], 1e-12))
            assert found[row, week] == pytest.approx(max(0.0, float(asked[row, week])) * part)


def test_P_13_support_lacks_what_is_there_and_not_covered(at: Columns) -> None:
    dice = np.random.default_rng(2)
    picked = np.array([dice.integers(a, b) for a, b in zip(at.starts, [*at.starts[1:], len(at.task)], strict=True)])
    taken = dice.uniform(0.0, 1.0, len(at.extension_cost))
    runs, left = np.zeros(at.rolling_gbp.shape), np.zeros(len(at.room))
    found = excess(at, Chosen(picked, np.ones(len(picked)), runs, taken, left))[2]
    for row, week in np.ndindex(found.shape):
        needed, task = at.support_needs[row, week], at.support_task[row]
        here = task < 0 or at.week[picked[task]] >= week
        assert found[row, week] == pytest.approx(float(here) - taken[needed] if needed >= 0 else 0.0)


def test_P_13_people_and_money_are_charged_option_by_option(at: Columns, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dual_reply, "AT_ONCE", 100)
    dice, first = np.random.default_rng(3), first_prices(at)
    people, money = dice.uniform(0.0, 9.0, at.have.shape), dice.uniform(0.0, 1.0, at.room.shape)
    free, charged = reply(at, first).reduced, reply(at, (people, money, *first[2:])).reduced
    paid = np.append(people, np.zeros((1, at.weeks)), axis=0)
    for option in range(len(at.task)):
        more = float(money @ at.cash[:, option])
        for pool, need, begins, ends in at.layers:
            weeks = slice(*(int(place[option]) - int(pool[option]) * (at.weeks + 1) for place in (begins, ends)))
            more += need[option] * float(paid[pool[option], weeks].sum())
        assert charged[option] - free[option] == pytest.approx(more, abs=1e-6)


def test_P_13_quarters_are_the_same_simplified_or_not(at: Columns, monkeypatch: pytest.MonkeyPatch) -> None:
    simplified = quarterly(at, at.cost)
    monkeypatch.setattr(quarters, "UNSIMPLIFIED", 0)
    plain = quarterly(at, at.cost)
    assert simplified is not None and plain is not None
    bounds = [reply(at, (one.people, one.money, *first_prices(at)[2:])).value for one in (simplified, plain)]
    assert bounds[0] == pytest.approx(bounds[1])
