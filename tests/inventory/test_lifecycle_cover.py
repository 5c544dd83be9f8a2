"""Contracts that follow on each other, overlap, or leave a gap."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from support_estate import contract

from inventory.cover import cover
from inventory.model import Contract

DAY = date(2026, 9, 1)
DAYS = st.dates(min_value=date(2024, 1, 1), max_value=date(2029, 12, 31))


def test_the_next_contract_carries_on_without_a_gap() -> None:
    found = cover([contract("a", ends="2026-12-31"), contract("b", starts="2027-01-01", ends="2027-12-31")], DAY)
    assert (found.in_force, found.until, found.contract_ids) == (True, date(2027, 12, 31), ("a", "b"))


def test_a_day_between_two_contracts_is_a_gap() -> None:
    found = cover([contract("a", ends="2026-12-31"), contract("b", starts="2027-01-02", ends="2027-12-31")], DAY)
    assert (found.until, found.contract_ids) == (date(2026, 12, 31), ("a",))


def test_of_two_in_force_the_later_end_counts() -> None:
    found = cover([contract("a", ends="2027-12-31"), contract("b", ends="2026-12-31")], DAY)
    assert found.until == date(2027, 12, 31)


def test_a_rolling_contract_that_starts_later_takes_over() -> None:
    found = cover([contract("a", ends="2026-12-31"), contract("b", starts="2026-10-01")], DAY)
    assert (found.in_force, found.until) == (True, None)


def test_of_those_that_are_over_the_last_is_named() -> None:
    found = cover([contract("a", ends="2024-12-31"), contract("b", ends="2025-12-31")], DAY)
    assert (found.in_force, found.until, found.contract_ids) == (False, date(2025, 12, 31), ("b",))


def test_a_contract_that_has_not_started_covers_nothing_yet() -> None:
    found = cover([contract("a", starts="2026-09-02", ends="2027-12-31")], DAY)
    assert (found.in_force, found.until, found.contract_ids) == (False, None, ())


@st.composite
def _contracts(draw: st.DrawFn) -> list[Contract]:
    spans = draw(st.lists(st.tuples(DAYS, st.integers(0, 400)), max_size=5))
    ends = [(start, start + timedelta(days=length)) for start, length in spans]
    return [contract(f"c{n}", starts=str(start), ends=str(end)) for n, (start, end) in enumerate(ends)]


@given(_contracts(), DAYS)
def test_every_day_until_the_last_is_covered_and_the_next_is_not(contracts: list[Contract], day: date) -> None:
    """The definition, day by day, without the sorting that the function does."""
    days = {
        one.starts + timedelta(days=n)
        for one in contracts
        if one.starts and one.ends
        for n in range((one.ends - one.starts).days + 1)
    }
    found = cover(contracts, day)
    assert found.in_force == (day in days)
    if found.in_force and found.until:
        assert all(day + timedelta(days=n) in days for n in range((found.until - day).days + 1))
        assert found.until + timedelta(days=1) not in days
