"""By how much a choice of dates, in whole or in parts, asks too much of each row that has a price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints

Prices = tuple[Floats, Floats, Floats, Floats, Floats]
"""Pounds for: people by pool and week, money by ceiling, support by row and week, order by pair and week, rolling
contracts by row and week. Never negative."""


@dataclass(frozen=True, eq=False)
class Chosen:
    """Options, and how large a part of each; the weeks in which rolling contracts run, the extensions taken, as parts;
    and pounds by ceiling of contracts left early."""

    options: Ints
    parts: Floats
    runs: Floats
    taken: Floats
    left: Floats


def excess(at: Columns, chosen: Chosen) -> Prices:
    """How much too much is asked of each row (negative: there is room). A week without support counts as one."""
    weeks = np.arange(at.weeks)
    here = np.ones((len(at.starts) + 1, at.weeks))
    decided = _so_far(at, chosen, at.week)
    here[:-1, 1:] -= decided[:, : at.weeks - 1]
    money = at.cash[:, chosen.options] @ chosen.parts - at.room + chosen.taken @ at.extension_cash + chosen.left
    for run, cash in zip(chosen.runs, at.rolling_cash, strict=True):
        money = money + run @ cash
    # What stays is task -1: the last row, which is always here.
    support, shown = np.zeros(at.support_needs.shape), at.support_shown
    row, week = np.divmod(shown, at.weeks)
    support.ravel()[shown] = here[at.support_task[row], week] - chosen.taken[at.support_needs.ravel()[shown]]
    order = decided[at.later_task]
    order -= _so_far(at, chosen, at.free_from)[at.earlier_task]
    since = np.maximum(weeks - at.rolling_off[:, None], 0)
    rolling = here[at.rolling_task[:, None], since] - chosen.runs[at.rolling_of]
    return _people(at, chosen), money, support, order, rolling


def _people(at: Columns, chosen: Chosen) -> Floats:
    wide = at.weeks + 1
    change = np.zeros((len(at.have) + 1) * wide)
    for _, need, first, to in at.layers:
        takes = need[chosen.options] * chosen.parts
        change += np.bincount(first[chosen.options], takes, len(change))
        change -= np.bincount(to[chosen.options], takes, len(change))
    found: Floats = np.cumsum(change.reshape(-1, wide)[:-1], axis=1)[:, :-1] - at.have
    return found


def _so_far(at: Columns, chosen: Chosen, weeks: Ints) -> Floats:
    """How large a part of each task has its week by each week of the plan."""
    wide = at.weeks + 1
    place = at.task[chosen.options] * wide + weeks[chosen.options]
    found: Floats = np.cumsum(np.bincount(place, chosen.parts, len(at.starts) * wide).reshape(-1, wide), axis=1)
    return found[:, :-1]
