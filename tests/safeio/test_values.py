"""Money, dates and quantities are taken exactly, or not at all."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from safeio.values import Day, Money, Quantity


def read(kind: Any, raw: object) -> Any:
    return TypeAdapter(kind).validate_python(raw)


@pytest.mark.parametrize(
    ("raw", "pounds"),
    [
        ("1250", "1250"),
        ("1,250.00", "1250.00"),
        ("£1,250,000", "1250000"),
        ("-£5", "-5"),
        (7, "7"),
        ("0.0451", "0.0451"),
    ],
)
def test_amounts_are_exact(raw: object, pounds: str) -> None:
    assert str(read(Money, raw)) == pounds


@pytest.mark.parametrize("raw", [12.5, "12,5", "1e9", "NaN", "Infinity", True, "", "1_0", "9" * 16, "1 GBP", "1,25,0"])
def test_what_could_be_misread_as_money_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        read(Money, raw)


def test_money_is_written_so_that_it_can_be_read() -> None:
    for amount in (Decimal("1E+3"), Decimal("0E-10"), Decimal("-12.50")):
        assert read(Money, TypeAdapter(Money).dump_python(amount)) == amount


@pytest.mark.parametrize("raw", ["20217600", 20217600, "03/04/2026", "2026-4-1", "2026-02-30", "2026-04-01T00:00", ""])
def test_T_02_a_day_is_written_one_way(raw: object) -> None:
    with pytest.raises(ValidationError, match=r"date_parsing|date_from_datetime"):
        read(Day, raw)


def test_days_from_dates_and_moments() -> None:
    moment = datetime.fromisoformat("2026-04-01T13:30")
    assert read(Day, "2026-04-01") == read(Day, date(2026, 4, 1)) == read(Day, moment) == date(2026, 4, 1)


@pytest.mark.parametrize(("raw", "number"), [(2.5, "2.5"), (0.1, "0.1"), ("3", "3"), (4, "4")])
def test_quantities_keep_their_digits(raw: object, number: str) -> None:
    assert str(read(Quantity, raw)) == number


@pytest.mark.parametrize("raw", [True, "NaN", float("inf"), "many"])
def test_what_is_not_a_number_is_no_quantity(raw: object) -> None:
    with pytest.raises(ValidationError):
        read(Quantity, raw)
