"""`cost` by month: sums, and the words that warn about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from cloud_unless.commands.cost import months_table
from migration.model import CashFlow


def cash(cause: Literal["cloud", "benefit"], revenue: str | None) -> CashFlow:
    """Revenue of the county in April 2027."""
    return CashFlow(
        month=date(2027, 4, 1),
        organisation_id="county",
        capital_gbp=Decimal(0),
        revenue_gbp=None if revenue is None else Decimal(revenue),
        cause=cause,
        subject="x",
    )


def test_a_month_is_the_sum_of_its_rows_less_benefits() -> None:
    (row,) = months_table([cash("cloud", "10.50"), cash("benefit", "-3")]).rows
    assert row == (date(2027, 4, 1), "county", Decimal(0), Decimal("7.50"), ())


def test_a_month_with_a_price_that_is_not_known_is_incomplete() -> None:
    (row,) = months_table([cash("cloud", "10"), cash("cloud", None)]).rows
    assert row[-1] == ("incomplete",)


def test_a_benefit_that_is_not_known_hides_no_spend() -> None:
    (row,) = months_table([cash("cloud", "10"), cash("benefit", None)]).rows
    assert row[-1] == ()
