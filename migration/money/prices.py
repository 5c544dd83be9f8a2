"""Which row of the price tables counts on a day, and what it comes to in a month."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from migration.model import Price, SkuLine

HOURS_A_MONTH = 730
"""365 days of 24 hours over 12 months: how Azure's own calculator turns an hourly price into a month."""

MONTHS_A_YEAR = 12


def find_price(prices: Iterable[Price], sku: str, region: str, on: date) -> Price | None:
    """The price of `sku` in `region` on the day `on`, or None when no row gives one.

    A user's own row comes before a list price, a row of the region before one for every region, a later row before
    an earlier one. Rows that start after `on`, and rows with neither price nor allowance, do not count.
    """
    found = [
        price
        for price in prices
        if price.sku == sku
        and price.region in (region, None)
        and price.effective <= on
        and (price.price_gbp is not None or price.allowance_gbp is not None)
    ]
    return max(found, key=_weight, default=None)


def _weight(price: Price) -> tuple[bool, bool, date, bool]:
    return not price.list_price, price.region is not None, price.effective, price.price_gbp is not None


def monthly_gbp(line: SkuLine, price: Price | None) -> Decimal | None:
    """Pounds a month for `line` at `price`, unrounded; None where the price or the quantity is not known.

    The price row's unit decides: "hour", "month", "user-month" or "year". Without a price the allowance counts.
    A price for users is multiplied by the quantity only if the line counts users; a flat price is not.
    """
    if price is None:
        return None
    each = price.price_gbp if price.price_gbp is not None else price.allowance_gbp
    assert each is not None, "find_price leaves out rows without an amount"
    flat = line.unit == "user-month" and price.unit != "user-month"
    quantity = Decimal(1) if flat else line.quantity
    if quantity is None:
        return None
    if price.unit == "hour":
        return each * quantity * HOURS_A_MONTH
    return each * quantity / MONTHS_A_YEAR if price.unit == "year" else each * quantity


def is_allowance(price: Price | None) -> bool:
    """True where only an allowance is known: it is shown as illustrative."""
    return price is not None and price.price_gbp is None
