"""Rows of the relaxation by weeks: what each takes of which options, and how much there is.

A row is a place in one of the five tables of prices (`migration.plan.dual_excess.Prices`), so its price is a price
there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from migration.plan.dual_excess import Prices
from migration.plan.dual_rows import Columns, Floats
from migration.plan.problem import Ints

PEOPLE, MONEY, SUPPORT, ORDER, ROLLING = range(5)
"""The tables, in their order."""

TOLERANCE = 1e-4
"""What is asked too much by less than this part of what there is counts as kept."""

MOST_WEEKS = 8
"""Of the weeks in which one order, contract or user asks too much, so many become rows at once."""

MOST_ROWS = 300
"""So many rows of each table are added in a round: those that are broken most."""


@dataclass(frozen=True, order=True)
class Row:
    """A place in a table. `week` is 0 in the table of money."""

    table: int
    line: int
    week: int


def units(at: Columns) -> Prices:
    """What the rows of each line of each table are counted in: parts of what there is, so that the solver meets numbers
    near to one."""
    people = at.have.mean(axis=1) if at.have.size else np.ones(len(at.have))
    ones = [np.ones(len(lines)) for lines in (at.support_task, at.later_task, at.rolling_task)]
    return np.maximum(people, 1.0), np.maximum(np.abs(at.room), 1.0), ones[0], ones[1], ones[2]


def have(at: Columns, row: Row) -> float:
    """The right-hand side of a row."""
    if row.table == PEOPLE:
        return float(at.have[row.line, row.week])
    if row.table == MONEY:
        return float(at.room[row.line])
    # An application that stays is there in any case.
    return -1.0 if row.table == SUPPORT and at.support_task[row.line] < 0 else 0.0


def takes(at: Columns, row: Row, options: Ints) -> Floats:
    """What each of the options takes of a row."""
    if row.table == MONEY:
        found: Floats = at.cash[row.line, options]
        return found
    if row.table == PEOPLE:
        place = row.line * (at.weeks + 1) + row.week
        total: Floats = np.zeros(len(options))
        for _, need, first, to in at.layers:
            total += np.where((first[options] <= place) & (place < to[options]), need[options], 0.0)
        return total
    task, week = at.task[options], at.week[options]
    if row.table == ORDER:
        earlier: Floats = ((task == at.earlier_task[row.line]) & (at.free_from[options] <= row.week)).astype(np.float64)
        later: Floats = ((task == at.later_task[row.line]) & (week <= row.week)).astype(np.float64)
        return np.subtract(later, earlier)
    lines, stays = (at.rolling_task, at.rolling_off) if row.table == ROLLING else (at.support_task, None)
    last = week if stays is None else week + stays[row.line]
    here: Floats = ((task == lines[row.line]) & (row.week <= last)).astype(np.float64)
    return here


def broken(over: Prices) -> Iterator[Row]:
    """The rows to add for what is asked too much (in the units of the rows): the most of each table."""
    for table, much in enumerate(over):
        if table == MONEY:
            continue
        lines, weeks = np.nonzero(much > TOLERANCE)
        if table != PEOPLE:
            chosen = _spread(lines, much[lines, weeks])
            lines, weeks = lines[chosen], weeks[chosen]
        worst = np.argsort(-much[lines, weeks], kind="stable")[:MOST_ROWS]
        yield from (Row(table, int(lines[n]), int(weeks[n])) for n in worst)


def _spread(lines: Ints, much: Floats) -> list[int]:
    """Some weeks of each line, spread evenly over those in which what is asked too much changes."""
    new = np.flatnonzero((np.diff(lines, prepend=-1) != 0) | (np.diff(much, prepend=-1.0) != 0))
    found: list[int] = []
    for own in np.split(new, np.flatnonzero(np.diff(lines[new])) + 1):
        if len(own):
            places = np.linspace(0, len(own) - 1, min(len(own), MOST_WEEKS)).round().astype(np.int64)
            found += own[places].tolist()
    return found
