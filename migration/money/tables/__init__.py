"""The list prices this product ships, each with its source and date. tools/price_tables.py makes the table."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files

from migration.model import Price


@lru_cache(maxsize=1)
def load_prices() -> tuple[Price, ...]:
    """Public list prices of UK South and UK West in pounds, sorted by sku, region and date.

    What is not in the table has no known price: Azure SQL, Azure Files, software as a service, data going out.
    """
    text = (files(__package__) / "list_prices.csv").read_text(encoding="utf-8")
    return tuple(
        Price(
            sku=row["sku"],
            region=row["region"],
            unit=row["unit"],
            price_gbp=Decimal(row["price_gbp"]),
            effective=date.fromisoformat(row["effective"]),
            source=row["source"],
            list_price=True,
        )
        for row in csv.DictReader(text.splitlines())
    )
