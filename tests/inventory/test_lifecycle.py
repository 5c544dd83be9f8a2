"""Which date decides the support state of a thing, on either side of it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_estate import contract, server, small_estate, support_table

from inventory.lifecycle import support
from inventory.model import Contract, Estate, NetworkDevice, Product, ProductCycle, Server, StorageArray, Support
from inventory.products import load_products

GOLDEN = Path(__file__).parent / "golden" / "support.txt"
VENDOR_ENDS = date(2026, 3, 31)
EXTENDED_ENDS = date(2029, 3, 31)
DATED = ProductCycle(cycle="1", vendor_ends=VENDOR_ENDS, extended_ends=EXTENDED_ENDS)
DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


def product(*cycles: ProductCycle) -> Product:
    return Product(id="thing-os", name="Thing OS", kind="os", source="a table", as_of=date(2026, 1, 1), cycles=cycles)


def of_software(as_of: date, *contracts: Contract, cycle: ProductCycle = DATED, physical: bool = False) -> Support:
    estate = Estate(servers=(server("s", "thing-os", cycle.cycle, physical),), contracts=contracts)
    return next(one for one in support(estate, (product(cycle),), as_of) if one.aspect == "software")


def of_hardware(as_of: date, *contracts: Contract) -> Support:
    (found,) = support(Estate(storage_arrays=(StorageArray(id="s", name="s"),), contracts=contracts), (), as_of)
    return found


def test_support_table_of_a_small_estate() -> None:
    found = support_table(support(small_estate(), load_products(), date(2026, 9, 1)))
    assert found == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize(("days", "state"), [(-1, "supported"), (0, "supported"), (1, "ended")])
def test_T_01_the_vendors_last_day_counts(days: int, state: str) -> None:
    found = of_software(VENDOR_ENDS + timedelta(days=days))
    assert (found.state, found.ends) == (state, VENDOR_ENDS)


@pytest.mark.parametrize(("days", "state"), [(-1, "supported"), (0, "supported"), (1, "ended")])
def test_T_01_the_contracts_last_day_counts(days: int, state: str) -> None:
    found = of_hardware(VENDOR_ENDS + timedelta(days=days), contract("c", "s", ends="2026-03-31"))
    assert (found.state, found.ends, found.contracted_ends) == (state, VENDOR_ENDS, VENDOR_ENDS)


@pytest.mark.parametrize(("days", "state"), [(0, "extended"), (1, "ended")])
def test_T_01_the_last_day_of_extended_support_counts(days: int, state: str) -> None:
    found = of_software(EXTENDED_ENDS + timedelta(days=days), contract("c", "s", ends="2031-03-31"))
    assert (found.state, found.ends) == (state, EXTENDED_ENDS)


def test_a_contract_carries_software_on_and_its_end_is_the_last_day() -> None:
    esu = contract("esu", "s", kind="licence", starts="2026-04-01", ends="2027-03-31")
    assert of_software(date(2026, 1, 1), esu).ends == date(2027, 3, 31)
    assert of_software(date(2026, 1, 1), esu).state == "supported"
    assert of_software(date(2027, 3, 31), esu).state == "extended"
    assert of_software(date(2027, 4, 1), esu).state == "ended"


def test_a_contract_cannot_carry_what_the_vendor_does_not_extend() -> None:
    cycle = ProductCycle(cycle="1", vendor_ends=VENDOR_ENDS)
    assert of_software(date(2026, 4, 1), contract("c", "s"), cycle=cycle).state == "ended"


def test_hardware_support_of_a_physical_server_does_not_extend_its_software() -> None:
    assert of_software(date(2026, 4, 1), contract("c", "s"), physical=True).state == "ended"
    assert of_software(date(2026, 4, 1), contract("c", "s", kind="licence"), physical=True).state == "extended"


@pytest.mark.parametrize(("supported", "state"), [(True, "supported-no-date"), (False, "ended"), (None, "unknown")])
def test_T_05_without_a_date_the_vendors_word_stands(supported: bool | None, state: str) -> None:
    found = of_software(date(2026, 4, 1), cycle=ProductCycle(cycle="1", supported=supported))
    assert (found.state, found.ends) == (state, None)


def test_T_05_what_is_not_recognised_is_unknown() -> None:
    estate = Estate(servers=(Server(id="s", name="s", os_name="Other 3.x or later Linux (64-bit)"),))
    (found,) = support(estate, load_products(), date(2026, 4, 1))
    assert (found.state, found.product, found.vendor_ends) == ("unknown", None, None)


def test_no_contract_known_is_unknown_and_not_ended() -> None:
    assert of_hardware(date(2026, 4, 1)).state == "unknown"
    assert of_hardware(date(2026, 4, 1), contract("c", "s", starts="2026-04-02")).state == "unknown"


def test_a_rolling_contract_has_no_end() -> None:
    found = of_hardware(date(2026, 4, 1), contract("c", "s", starts="2020-01-01"))
    assert (found.state, found.ends) == ("supported-no-date", None)


def test_a_line_for_broadband_supports_no_machine() -> None:
    assert of_hardware(date(2026, 4, 1), contract("c", "s", kind="connectivity")).state == "unknown"


@pytest.mark.parametrize("day", [date.min, date.max])
def test_T_02_the_ends_of_the_calendar_are_no_trouble(day: date) -> None:
    cycle = ProductCycle(cycle="1", vendor_ends=date.max, extended_ends=date.max)
    assert of_software(day, contract("c", "s", ends="9999-12-31"), cycle=cycle).state == "supported"
    assert of_hardware(day, contract("c", "s", starts="0001-01-01", ends="9999-12-31")).state == "supported"


@given(DAYS, DAYS)
def test_supported_until_its_end_and_not_after(as_of: date, ends: date) -> None:
    found = of_software(as_of, contract("c", "s", ends=ends.isoformat()))
    assert found.ends is not None
    assert (as_of <= found.ends) == (found.state in ("supported", "extended"))


@given(st.permutations(small_estate().contracts), st.permutations(small_estate().servers))
def test_the_order_of_the_estate_does_not_matter(contracts: list[Contract], servers: list[Server]) -> None:
    shuffled = replace(small_estate(), contracts=tuple(contracts), servers=tuple(servers))
    as_of = date(2026, 9, 1)
    assert support(shuffled, load_products(), as_of) == support(small_estate(), load_products(), as_of)


def test_one_support_for_each_thing_and_aspect() -> None:
    found = support(small_estate(), load_products(), date(2026, 9, 1))
    keys = [(one.thing_id, one.aspect) for one in found]
    assert keys == sorted(set(keys))
    assert {"hardware", "software"} == {one.aspect for one in found if one.thing_id == "db-metal"}


def test_a_network_device_shows_the_vendors_date_beside_the_contract() -> None:
    device = NetworkDevice(id="s", name="s", product="PAN-OS", version="9.1.13")
    estate = Estate(network_devices=(device,), contracts=(contract("c", "s", ends="2027-03-31"),))
    (found,) = support(estate, load_products(), date(2026, 9, 1))
    assert (found.product, found.cycle, found.state) == ("pan-os", "9.1", "supported")
    assert found.vendor_ends is not None
    assert found.sources[-1] == "contract c"
