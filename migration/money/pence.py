"""Exact money: sums are split and spread in whole pence, and no penny is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import lcm

from migration.dates import DAY, financial_year, financial_years, months, next_month, year_start

PENNY = Decimal("0.01")


def to_pence(amount: Decimal) -> Decimal:
    """`amount` to the nearest penny, half a penny up."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def in_parts(amount: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Split `amount` in proportion to `weights` (none negative). Each part is whole pence; the parts sum to `amount`
    in pence. Where all weights are 0 the parts are equal."""
    assert weights, "an amount cannot be split over nobody"
    total = to_pence(amount)
    if len(weights) == 1:
        return (total,)
    shares = _whole_numbers(weights)
    whole, passed, given, parts = sum(shares), 0, Decimal(0), []
    for share in shares:
        passed += share
        upto = _portion(total, passed, whole)
        parts.append(upto - given)
        given = upto
    return tuple(parts)


def spread(total: Decimal, first: date, last: date, until: date) -> Iterator[tuple[date, Decimal]]:
    """Spread `total` evenly over the days from `first` to `last`, by month, leaving out the days after `until`.

    Yields the first day of each month and its amount in whole pence. With `until` at or after `last` the months
    sum to `total`.
    """
    exact = to_pence(total)
    days = (last - first).days + 1
    given = Decimal(0)
    for at in months(first, min(last, until)):
        upto = min(next_month(at) - DAY, last, until)
        passed = _portion(exact, (upto - first).days + 1, days)
        yield at, passed - given
        given = passed


def by_year(annual: Decimal, first: date, last: date) -> Iterator[tuple[date, Decimal]]:
    """A yearly sum paid day by day from `first` to `last`, by month. A whole financial year comes to `annual`."""
    for year in financial_years(first, last) if first <= last else ():
        starts = year_start(year)
        ends = date(starts.year + 1, 3, 31)
        assert financial_year(ends) == year
        before = Decimal(0) if first <= starts else _until(annual, starts, ends, first - DAY)
        for at in months(max(first, starts), min(last, ends)):
            upto = _until(annual, starts, ends, min(next_month(at) - DAY, last))
            yield at, upto - before
            before = upto


def by_month(monthly: Sequence[Decimal], first: date, last: date) -> Iterator[tuple[date, Decimal]]:
    """Monthly sums from `first` to `last`, added up. In part months each is paid by its days, to the nearest penny."""
    exact = [to_pence(gbp) for gbp in monthly]
    whole = sum(exact, Decimal(0))
    for at in months(first, last) if first <= last else ():
        ends = next_month(at) - DAY
        days = (min(ends, last) - max(at, first)).days + 1
        full = days == ends.day
        yield at, whole if full else sum((_portion(gbp, days, ends.day) for gbp in exact), Decimal(0))


def _until(annual: Decimal, starts: date, ends: date, day: date) -> Decimal:
    """What is paid of a yearly sum from the start of its year to the end of `day`."""
    return _portion(to_pence(annual), (day - starts).days + 1, (ends - starts).days + 1)


def _portion(amount: Decimal, part: int, whole: int) -> Decimal:
    """`part` of `whole` parts of an amount in whole pence, to the nearest penny. Whole numbers, so that a third is a
    third."""
    pence = int(abs(amount) * 100)
    portion = (2 * pence * part + whole) // (2 * whole)
    return Decimal(portion if amount >= 0 else -portion) * PENNY


def _whole_numbers(weights: Sequence[Decimal]) -> list[int]:
    """The weights as whole numbers in the same proportion; all 1 where they are equal."""
    if all(weight == weights[0] for weight in weights):
        return [1] * len(weights)
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = lcm(*(bottom for _, bottom in ratios))
    return [top * (common // bottom) for top, bottom in ratios]
