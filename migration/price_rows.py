"""Reads the user's own prices and allowances. Pure: rows in, values out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from inventory.model import RejectedRow, Warned
from migration.model import Price
from migration.register_rows import BadRowError, as_value, check_amount, given, read_rows, rejected_row, unknown_columns
from safeio.csv_files import CsvFile
from safeio.values import value

REQUIRED = ("sku", "unit", "effective", "source")
COLUMNS = ("sku", "region", "unit", "price_gbp", "allowance_gbp", "effective", "source", "spend")
UNITS = ("once", "hour", "month", "user-month", "year")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@value
class PricesRead:
    """What one file of prices says. `rejected` rows are not in `prices`."""

    prices: tuple[Price, ...] = ()
    rejected: tuple[RejectedRow, ...] = ()
    warnings: tuple[Warned, ...] = ()


def read_prices(found: CsvFile, name: str) -> PricesRead:
    """The price rows of a file whose name in the folder is `name`, sorted.

    A row with a bad cell, with neither or both of price and allowance, or that repeats another is rejected.
    """
    good, rejected = read_rows(found, name, _price)
    first: dict[tuple[str, str | None, object], int] = {}
    kept, bad = [], {}
    for number, price in good:
        key = price.sku, price.region, price.effective
        if key in first:
            wrong = f"this sku, region and date already stand on row {first[key]}"
            bad[number] = BadRowError("sku", wrong, "Keep one of the rows.")
        else:
            first[key] = number
            kept.append(price)
    more = tuple(rejected_row(found, name, row, bad[row.number]) for row in found.rows if row.number in bad)
    return PricesRead(
        prices=tuple(sorted(kept, key=lambda price: (price.sku, price.region or "", price.effective))),
        rejected=tuple(sorted((*rejected, *more), key=lambda row: row.row)),
        warnings=unknown_columns(found, name, COLUMNS),
    )


def _price(cells: Mapping[str, str]) -> Price:
    effective = cells.get("effective", "")
    if not _DAY.fullmatch(effective):
        wrong = f"{effective!r} is not written as YYYY-MM-DD" if effective else "the cell is empty"
        raise BadRowError("effective", wrong, "Write the first day the price holds, such as 2026-04-01.")
    price = as_value({"region": None} | given(cells, *COLUMNS), Price)
    if price.unit not in UNITS:
        raise BadRowError("unit", f"{price.unit!r} is not a unit known here", f"Use one of: {', '.join(UNITS)}.")
    amounts = [amount for amount in (price.price_gbp, price.allowance_gbp) if amount is not None]
    if len(amounts) != 1:
        wrong = (
            "the row has both a price and an allowance" if amounts else "the row has neither a price nor an allowance"
        )
        raise BadRowError("price_gbp", wrong, "Fill in one of price_gbp and allowance_gbp.")
    check_amount("price_gbp" if price.price_gbp is not None else "allowance_gbp", amounts[0])
    return price
