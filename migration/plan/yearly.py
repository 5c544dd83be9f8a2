"""Money by purse (organisation, financial year, capital or revenue), in whole pounds rounded up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from migration.dates import DAY, financial_year, financial_years, year_start
from migration.model import CashFlow, CostItem
from migration.plan.joint import Purse
from migration.plan.problem import Ints

Floats = NDArray[np.float64]


PENNY_A_MONTH = Decimal("0.12")
"""Amounts in the cash flow are rounded to pence month by month: so much may come on top in a year, for each item."""


def pounds_up(amounts: Mapping[Purse, Decimal], items: int = 1) -> dict[Purse, int]:
    """Whole pounds, rounded up with room for the pennies, so that a plan that fits these fits the exact sums."""
    room = PENNY_A_MONTH * items
    return {p: int((a + room).to_integral_value(ROUND_CEILING)) for p, a in sorted(amounts.items()) if a}


def columns_up(amounts: Mapping[Purse, Floats], items: int = 1) -> dict[Purse, Ints]:
    """The same for many dates at once, one entry an option. Purses that no option touches are left out."""
    room = float(PENNY_A_MONTH * items)
    found = {}
    for purse, gbp in sorted(amounts.items()):
        if gbp.any():
            # Floats carry sixteen digits: a billionth of a pound is below the pennies there is room for.
            up = np.ceil(gbp + room - 1e-9).astype(np.int64)
            found[purse] = np.where(gbp != 0, up, 0)
    return found


def items_by_purse(items: Iterable[CostItem], starts: Mapping[str, Ints], plan_to: date) -> dict[Purse, Floats]:
    """What cost items come to for each of many moves; `starts` gives their dates as day numbers.

    Items without a price add nothing here: the ceilings they touch are reported as not proven.
    """
    total: dict[Purse, Floats] = {}
    begun = {name: _months(days) for name, days in starts.items()}
    for item in items:
        begin = starts[item.starts]
        if item.gbp is None or not len(begin):
            continue
        for year in financial_years(date.fromordinal(int(begin.min())), plan_to):
            first, last = year_start(year), min(year_start(_after(year)) - DAY, plan_to)
            if item.every == "once":
                parts = ((begin >= first.toordinal()) & (begin <= last.toordinal())).astype(np.float64)
            else:
                parts = months_inside(begun[item.starts], first, last)
            purse = (item.organisation_id, year, item.spend)
            total[purse] = total.get(purse, np.zeros(len(begin))) + float(item.gbp) * parts
    return total


def months_inside(begun: Floats, first: date, last: date) -> Floats:
    """Months from each start, but not before the day `first`, to the end of the day `last`; part months by their days.
    0 where it begins later. `begun` is in months since 1970."""
    inside: Floats = np.maximum(_month(last.toordinal() + 1) - np.maximum(begun, _month(first.toordinal())), 0.0)
    return inside


def days_inside(begin: Ints, end: Ints, year: str) -> tuple[Ints, int]:
    """How many of the days from `begin` to `end`, both included, lie in a financial year; and the days it has."""
    first, after = year_start(year).toordinal(), year_start(_after(year)).toordinal()
    return np.maximum(np.minimum(end, after - 1) - np.maximum(begin, first) + 1, 0), after - first


def _after(year: str) -> str:
    return financial_year(year_start(year) + timedelta(days=366))


def _months(days: Ints) -> Floats:
    """Months since 1970 at the start of each day, part months by their days."""
    at = (days - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    month = at.astype("datetime64[M]")
    start, after = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    part: Floats = (at - start).astype(np.int64) / (after - start).astype(np.int64)
    return month.astype(np.int64) + part


@lru_cache(maxsize=256)
def _month(day: int) -> float:
    return float(_months(np.array([day]))[0])


def rows_by_purse(rows: Iterable[CashFlow]) -> dict[Purse, Decimal]:
    """What cash-flow rows come to."""
    total: dict[Purse, Decimal] = defaultdict(Decimal)
    for row in rows:
        year = financial_year(row.month)
        for spend, gbp in (("capital", row.capital_gbp), ("revenue", row.revenue_gbp)):
            if gbp:
                total[row.organisation_id, year, spend] += gbp
    return total


def merged_items(items: Iterable[CostItem]) -> tuple[CostItem, ...]:
    """Items that differ only in what they are for, added up: fewer to count for every candidate date."""
    total: dict[tuple[str, str, str, str], Decimal] = defaultdict(Decimal)
    kept: dict[tuple[str, str, str, str], CostItem] = {}
    for item in items:
        if item.gbp is not None:
            key = (item.organisation_id, item.spend, item.every, item.starts)
            total[key] += item.gbp
            kept.setdefault(key, item)
    return tuple(
        CostItem(
            what="all",
            organisation_id=item.organisation_id,
            spend=item.spend,
            every=item.every,
            starts=item.starts,
            gbp=total[key],
        )
        for key, item in sorted(kept.items())
    )
