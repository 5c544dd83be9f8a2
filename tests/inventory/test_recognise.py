"""Names that exports, hosts and people use, and what they are recognised as."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.product_names import LONGEST
from inventory.products import load_products
from inventory.recognise import recognise

GOLDEN = Path(__file__).parent / "golden" / "recognised.txt"
LINES = GOLDEN.read_text(encoding="utf-8").splitlines()[1:]
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in LINES]


@pytest.mark.parametrize(("text", "version", "product", "cycle"), ROWS, ids=[f"{row[0]} {row[1]}" for row in ROWS])
def test_names_are_recognised(text: str, version: str, product: str, cycle: str) -> None:
    found = recognise(text, load_products(), version or None)
    assert found == (None if product == "-" else (product, None if cycle == "-" else cycle))


@pytest.mark.parametrize("text", ["CentOS 4/5/6/7 (64-bit)", "Microsoft Windows Server 2016 or later (64-bit)"])
def test_T_05_a_name_for_several_cycles_gives_none(text: str) -> None:
    found = recognise(text, load_products())
    assert found is not None
    assert found[1] is None


def test_T_05_a_version_that_contradicts_the_name_gives_no_cycle() -> None:
    assert recognise("Windows Server 2012", load_products(), "2016") == ("windows-server", None)


def test_version_makes_the_name_narrower() -> None:
    assert recognise("SQL Server 2016", load_products()) == ("mssqlserver", "13.0-sp3")
    assert recognise("SQL Server 2016", load_products(), "13.0.5026.0") == ("mssqlserver", "13.0-sp2")
    assert recognise("FreeBSD 12", load_products(), "12.1-RELEASE") == ("freebsd", "12.1")


def test_parts_of_a_product_are_not_the_product() -> None:
    products = load_products()
    assert recognise("Microsoft SQL Server 2012 Native Client", products) is None
    assert recognise("MySQL Workbench 8.0 CE", products) is None


def test_every_product_is_recognised_by_its_id() -> None:
    products = load_products()
    unnamed = [product.id for product in products if recognise(product.id, products) != (product.id, None)]
    assert unnamed == ["windows"], "only the word Windows may mean two products"


def test_every_numbered_cycle_is_found_by_its_own_number() -> None:
    products = load_products()
    for product in products:
        named = {name for cycle in product.cycles for name in cycle.names}
        for cycle in product.cycles:
            if cycle.cycle in named | {*product.unclear} or not cycle.cycle.replace(".", "").isdigit():
                continue
            assert recognise(product.aliases[0], products, cycle.cycle) == (product.id, cycle.cycle)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=2 * LONGEST), st.one_of(st.none(), st.text(max_size=40)))
def test_any_text_gives_a_known_cycle_or_none(text: str, version: str | None) -> None:
    products = {product.id: product for product in load_products()}
    found = recognise(text, load_products(), version)
    if found is not None:
        assert found[1] is None or found[1] in {cycle.cycle for cycle in products[found[0]].cycles}


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([row[0] for row in ROWS]), st.text(alphabet=" ./-()0123456789rspv\x1b<>=|'", max_size=60))
def test_hostile_endings_never_fail(name: str, ending: str) -> None:
    found = recognise(name + ending, load_products())
    assert found is None or found[0] in {product.id for product in load_products()}


@pytest.mark.parametrize("unit", ["sql server 2016 ", "1.", "(", " -/_", "oracle 12c ", "windows server ", "9" * 50])
def test_long_repeats_are_read_at_once(unit: str) -> None:
    """A pattern that backtracks without end would run into the time limit of the test."""
    for start in ("", "sql server 2016 ", "oracle database 12c ", "red hat enterprise linux "):
        found = recognise(start + unit * 100_000, load_products())
        assert found is None or found[0] in {product.id for product in load_products()}
