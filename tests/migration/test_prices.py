"""Which price row counts, what it comes to in a month, and how pence are split (T-06)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_estate import price

from migration.design.sizes import disk_tiers, vm_sizes
from migration.model import Price, SkuLine
from migration.money.pence import by_month, by_year, in_parts, spread
from migration.money.prices import find_price, monthly_gbp
from migration.money.tables import load_prices

ON = date(2026, 11, 22)


def test_the_users_own_price_beats_a_newer_list_price_of_the_region() -> None:
    own = price("x", "9", effective=date(2025, 4, 1))
    listed = price("x", "7", region="uksouth", effective=date(2026, 10, 1), list_price=True)
    assert find_price((listed, own), "x", "uksouth", ON) is own
    assert find_price((listed,), "x", "uksouth", ON) is listed


def test_a_price_of_the_region_beats_one_for_every_region() -> None:
    anywhere, here = price("x", "9", effective=date(2026, 6, 1)), price("x", "7", region="uksouth")
    assert find_price((anywhere, here), "x", "uksouth", ON) is here
    assert find_price((anywhere, here), "x", "ukwest", ON) is anywhere


def test_the_latest_price_in_force_counts_from_its_own_first_day() -> None:
    old, new = price("x", "9", effective=date(2025, 4, 1)), price("x", "7", effective=ON)
    later = price("x", "1", effective=date(2026, 11, 23))
    assert find_price((old, new, later), "x", "uksouth", ON) is new
    assert find_price((new, later), "x", "uksouth", date(2026, 11, 21)) is None


def test_no_row_and_an_empty_row_are_no_price() -> None:
    assert find_price((price("x", None),), "x", "uksouth", ON) is None
    assert find_price((), "x", "uksouth", ON) is None


@pytest.mark.parametrize(
    ("unit", "quantity", "row", "expected"),
    [
        ("hour", "2", {"unit": "hour", "price_gbp": Decimal("0.1")}, "146.0"),
        ("month", "3", {"unit": "month", "price_gbp": Decimal("0.1")}, "0.3"),
        ("user-month", "40", {"unit": "user-month", "allowance_gbp": Decimal("12.5")}, "500.0"),
        ("user-month", "40", {"unit": "year", "allowance_gbp": Decimal("24000")}, "2000"),
        ("user-month", None, {"unit": "month", "allowance_gbp": Decimal("2000")}, "2000"),
        ("user-month", None, {"unit": "user-month", "allowance_gbp": Decimal("12.5")}, None),
        ("month", None, {"unit": "month", "price_gbp": Decimal("0.1")}, None),
    ],
)
def test_a_month_of_a_line(unit: str, quantity: str | None, row: dict[str, object], expected: str | None) -> None:
    line = SkuLine(sku="x", unit=unit, quantity=None if quantity is None else Decimal(quantity), what="")
    found = monthly_gbp(line, price("x", None, **row))
    assert found == (None if expected is None else Decimal(expected))


def test_T_06_without_a_price_a_month_is_unknown_not_nothing() -> None:
    assert monthly_gbp(SkuLine(sku="x", unit="month", quantity=Decimal(1), what=""), None) is None


def test_the_list_prices_are_dated_sourced_and_of_the_united_kingdom() -> None:
    rows = load_prices()
    assert len(rows) > 100
    assert {row.region for row in rows} == {"uksouth", "ukwest"}
    for row in rows:
        assert row.list_price
        assert row.price_gbp
        assert row.price_gbp > 0
        assert row.effective.isoformat() in row.source
        assert "USD" not in row.source or "USD 1 = GBP 0.7547 on 2026-10-07" in row.source
    assert len({(row.sku, row.region, row.effective) for row in rows}) == len(rows)


def test_every_size_and_disk_has_a_list_price_in_uk_south() -> None:
    wanted = [f"{size.name} {os}" for size in vm_sizes() for os in ("Linux", "Windows")]
    wanted += [tier.name for family in ("premium", "standard") for tier in disk_tiers(family)]
    missing = [sku for sku in wanted if find_price(load_prices(), sku, "uksouth", ON) is None]
    assert missing == []


@pytest.mark.parametrize("sku", ["SQL Database vCore", "Azure Files GB", "PostgreSQL Flexible Server vCore"])
def test_what_has_no_public_price_here_stays_unknown(sku: str) -> None:
    assert find_price(load_prices(), sku, "uksouth", ON) is None


def known(sku: str, region: str) -> Price:
    """The list price on ON, which must be there."""
    found = find_price(load_prices(), sku, region, ON)
    assert found is not None
    return found


def test_a_list_price_checked_by_hand() -> None:
    assert known("Standard_D4s_v5 Windows", "uksouth").price_gbp == Decimal("0.306408"), "0.406 x 0.7547"
    assert known("Azure VM Protected Instance", "uksouth").price_gbp == Decimal("7.5475"), "the newer row, in pounds"


pence = st.decimals(min_value=0, max_value=10**15, places=2)
days = st.dates(date(2026, 4, 1), date(2030, 3, 31))


def test_T_06_tenths_and_thirds_are_exact() -> None:
    assert sum(in_parts(Decimal("0.1") + Decimal("0.2"), [Decimal(1)] * 3)) == Decimal("0.30")
    assert in_parts(Decimal("100.00"), [Decimal(1)] * 3) == (Decimal("33.33"), Decimal("33.34"), Decimal("33.33"))
    assert in_parts(Decimal(10) ** 15, [Decimal(1), Decimal(2)])[0] == Decimal("333333333333333.33")


@given(pence, st.lists(st.decimals(min_value=0, max_value=5, places=2), min_size=1, max_size=7))
def test_T_06_parts_sum_to_the_whole_and_none_is_negative(amount: Decimal, weights: list[Decimal]) -> None:
    parts = in_parts(amount, weights)
    assert sum(parts) == amount
    assert all(part >= 0 for part in parts)


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2), days, days)
def test_T_06_a_sum_spread_over_days_comes_back_whole(total: Decimal, one: date, other: date) -> None:
    first, last = sorted((one, other))
    assert sum(gbp for _, gbp in spread(total, first, last, last)) == total


@given(pence, days, days, days)
def test_a_spread_that_is_cut_off_is_the_start_of_the_whole(total: Decimal, a: date, b: date, c: date) -> None:
    first, cut, last = sorted((a, b, c))
    whole, part = dict(spread(total, first, last, last)), dict(spread(total, first, last, cut))
    assert all(whole[at] == gbp for at, gbp in list(part.items())[:-1])
    assert sum(part.values()) <= total


@given(pence)
def test_T_06_a_whole_financial_year_comes_to_the_yearly_price(annual: Decimal) -> None:
    for start in (2026, 2027):
        found = list(by_year(annual, date(start, 4, 1), date(start + 1, 3, 31)))
        assert len(found) == 12
        assert sum(gbp for _, gbp in found) == annual


@given(pence, days, days, days)
def test_a_yearly_price_does_not_depend_on_where_it_is_cut(annual: Decimal, a: date, b: date, c: date) -> None:
    first, cut, last = sorted((a, b, c))
    cut = cut.replace(day=1)
    before = sum(gbp for _, gbp in by_year(annual, first, date.fromordinal(cut.toordinal() - 1)))
    after = sum(gbp for _, gbp in by_year(annual, max(first, cut), last))
    assert before + after == sum(gbp for _, gbp in by_year(annual, first, last))


def test_part_months_are_paid_by_their_days() -> None:
    found = list(by_month([Decimal("31.00")], date(2027, 1, 17), date(2027, 3, 10)))
    assert found == [
        (date(2027, 1, 1), Decimal("15.00")),
        (date(2027, 2, 1), Decimal("31.00")),
        (date(2027, 3, 1), Decimal("10.00")),
    ]
