"""Money by purse (organisation, financial year, capital or revenue), in whole pounds rounded up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache

from migration.dates import DAY, financial_year, financial_years, months, next_month, year_start
from migration.model import CashFlow, CostItem
from migration.plan.problem import Purse


@lru_cache(maxsize=4096)
def months_by_year(first: date, last: date) -> tuple[tuple[str, Decimal], ...]:
    """Months from `first` to `last`, both included, by financial year; part months by their days."""
    total: dict[str, Decimal] = defaultdict(Decimal)
    for at in months(first, last):
        after = next_month(at)
        days = (min(after - DAY, last) - max(at, first)).days + 1
        total[financial_year(at)] += Decimal(days) / Decimal((after - at).days)
    return tuple(total.items())


@lru_cache(maxsize=4096)
def days_by_year(first: date, last: date) -> tuple[tuple[str, int, int], ...]:
    """Financial years from `first` to `last`: year, days inside the stretch, days in the whole year."""
    found = []
    for year in financial_years(first, last) if first <= last else ():
        starts = year_start(year)
        ends = year_start(financial_year(starts + timedelta(days=366))) - DAY
        found.append((year, (min(last, ends) - max(first, starts)).days + 1, (ends - starts).days + 1))
    return tuple(found)


PENNY_A_MONTH = Decimal("0.12")
"""Amounts in the cash flow are rounded to pence month by month: so much may come on top in a year, for each item."""


def pounds_up(amounts: Mapping[Purse, Decimal], items: int = 1) -> dict[Purse, int]:
    """Whole pounds, rounded up with room for the pennies, so that a plan that fits these fits the exact sums."""
    room = PENNY_A_MONTH * items
    return {p: int((a + room).to_integral_value(ROUND_CEILING)) for p, a in sorted(amounts.items()) if a}


def items_by_purse(items: Iterable[CostItem], starts: Mapping[str, date], plan_to: date) -> dict[Purse, Decimal]:
    """What cost items come to when the move has these dates. Items without a price add nothing here:
    the ceilings they touch are reported as not proven."""
    total: dict[Purse, Decimal] = defaultdict(Decimal)
    for item in items:
        start = starts[item.starts]
        if item.gbp is None or start > plan_to:
            continue
        if item.every == "once":
            total[item.organisation_id, financial_year(start), item.spend] += item.gbp
        else:
            for year, count in months_by_year(start, plan_to):
                total[item.organisation_id, year, item.spend] += item.gbp * count
    return total


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
