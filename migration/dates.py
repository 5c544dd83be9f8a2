"""Weeks, months, UK financial years and the bank holidays of England. Pure: no clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


def monday(day: date) -> date:
    """The Monday of the week that holds `day`."""
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> tuple[date, ...]:
    """The Mondays of all weeks that touch the days from `first` to `last`, both included."""
    found, at = [], monday(first)
    while at <= last:
        found.append(at)
        at += WEEK
    return tuple(found)


def month(day: date) -> date:
    """The first day of the month that holds `day`."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after the one that holds `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months; the last day of a shorter month stands in where the day does not exist."""
    index = day.year * 12 + day.month - 1 + months
    first = date(index // 12, index % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), next_month(first) - DAY)


def months(first: date, last: date) -> Iterator[date]:
    """The first days of all months that touch the days from `first` to `last`, both included."""
    at = month(first)
    while at <= last:
        yield at
        at = next_month(at)


def financial_year(day: date) -> str:
    """The UK financial year that holds `day`: 1 April 2026 to 31 March 2027 is "2026/27"."""
    start = day.year if day.month >= 4 else day.year - 1
    return f"{start}/{(start + 1) % 100:02d}"


def year_start(year: str) -> date:
    """1 April of a financial year written "2026/27"."""
    return date(int(year[:4]), 4, 1)


@lru_cache(maxsize=4096)
def financial_years(first: date, last: date) -> tuple[str, ...]:
    """All financial years that touch the months of the days from `first` to `last`, in order."""
    if month(first) > last:
        return ()
    begins, ends = (int(financial_year(day)[:4]) for day in (first, last))
    return tuple(financial_year(date(year, 4, 1)) for year in range(begins, ends + 1))


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_bank_holiday(day: date) -> bool:
    """True on a bank holiday of England (source: the `holidays` package)."""
    return day in _bank_holidays(day.year)
