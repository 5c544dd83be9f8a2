"""The product files: complete, unambiguous, and read the same by both readers."""

import importlib.util
import re
from collections import Counter
from datetime import date
from importlib import resources
from pathlib import Path
from types import ModuleType

import pytest

from inventory.model import Product
from inventory.products import load_products, parse_product
from safeio.errors import InputError
from safeio.yaml_files import parse_yaml

PRODUCTS = load_products()
FOLDER = resources.files("inventory.products")
FILES = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir() if file.name.endswith(".yaml")}
TOOL = Path(__file__).parents[2] / "tools" / "products_from_feed.py"


def test_enough_products_of_each_kind() -> None:
    kinds = Counter(product.kind for product in PRODUCTS)
    assert sum(kinds[kind] for kind in ("os", "database", "hypervisor", "middleware")) >= 45
    assert [product.id for product in PRODUCTS] == sorted({product.id for product in PRODUCTS})


def test_each_file_is_named_after_its_product() -> None:
    assert sorted(FILES) == sorted(f"{product.id}.yaml" for product in PRODUCTS)


@pytest.mark.parametrize("name", sorted(FILES))
def test_fast_reading_and_yaml_reading_agree(name: str) -> None:
    assert parse_product(FILES[name], name) == parse_yaml(FILES[name], name, Product)


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_a_head_names_source_and_date(product: Product) -> None:
    assert product.source
    assert product.as_of >= date(2026, 8, 22)
    assert product.cycles


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_a_name_means_one_cycle(product: Product) -> None:
    assert max(Counter(cycle.cycle for cycle in product.cycles).values()) == 1
    names = Counter(name.lower() for cycle in product.cycles for name in cycle.names)
    assert all(count == 1 for count in names.values()), names.most_common(1)
    assert not names.keys() & {text.lower() for text in product.unclear}


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_T_05_a_cycle_has_a_date_or_a_yes_or_no(product: Product) -> None:
    for cycle in product.cycles:
        assert (cycle.vendor_ends is None) == (cycle.supported is not None), cycle


@pytest.mark.parametrize("product", PRODUCTS, ids=lambda product: product.id)
def test_patterns_are_plain(product: Product) -> None:
    for pattern in product.patterns:
        compiled = re.compile(pattern)
        assert not compiled.match(""), pattern
        assert set(compiled.groupindex) <= {"cycle", "version"}
        assert not re.search(r"[*+]\)[*+]", pattern), "a repeat within a repeat may backtrack without end"


def test_aliases_name_one_product() -> None:
    aliases = Counter(alias for product in PRODUCTS for alias in {product.id, *product.aliases})
    assert max(aliases.values()) == 1, aliases.most_common(1)


def test_dates_of_windows_server_2012_r2() -> None:
    server = next(product for product in PRODUCTS if product.id == "windows-server")
    cycle = next(cycle for cycle in server.cycles if cycle.cycle == "2012-r2")
    assert cycle.mainstream_ends == date(2018, 10, 9)
    assert cycle.vendor_ends == date(2023, 10, 10)
    assert cycle.extended_ends == date(2026, 10, 13)


def test_products_are_read_once() -> None:
    assert load_products() is load_products()


def test_a_broken_head_is_named() -> None:
    with pytest.raises(InputError, match=r"broken\.yaml"):
        parse_product("id: x\nnmae: y\ncycles:\n", "broken.yaml")


@pytest.fixture(name="tool")
def the_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("products_from_feed", TOOL)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def test_the_tool_writes_files_as_they_stand(tool: ModuleType) -> None:
    """What people wrote by hand survives a refresh: reading a file and writing it gives the same bytes."""
    for name, text in FILES.items():
        assert tool.product_text(parse_product(text, name)) == text


def test_the_tool_keeps_what_people_wrote_and_takes_new_dates(tool: ModuleType) -> None:
    rows = [{"cycle": "7.2.6", "releaseDate": "2026-12-01", "eol": False}, {"cycle": "7.2.5", "eol": "2029-01-01"}]
    products = {"ibm-aix": {"title": "AIX", "cycles": rows}}
    feed = {"commit": "0" * 40, "commit_date": "2027-01-02T00:00:00", "products": products}
    before = next(product for product in PRODUCTS if product.id == "ibm-aix")
    after = tool.refreshed(before, feed)
    assert after.patterns == before.patterns
    assert (after.cycles[0].cycle, after.cycles[0].supported) == ("7.2.6", True)
    assert (after.cycles[1].vendor_ends, after.cycles[1].names) == (date(2029, 1, 1), ("7200-05*", "7.2 TL5"))
    assert len(after.cycles) == len(before.cycles) + 1


def test_the_tool_takes_the_name_that_people_use_once(tool: ModuleType) -> None:
    rows = [
        {"cycle": "18.0", "releaseLabel": "2028 '__CODENAME__' SP1"},
        {"cycle": "13.0", "releaseLabel": "2016"},
    ]
    products = {"mssqlserver": {"title": "Microsoft SQL Server", "cycles": rows}}
    feed = {"commit": "0" * 40, "commit_date": "2027-01-02T00:00:00", "products": products}
    before = next(product for product in PRODUCTS if product.id == "mssqlserver")
    after = tool.refreshed(before, feed)
    assert [one.label for one in after.cycles[:2]] == ["2028 SP1", "2016 RTM"]


def test_the_licence_of_the_dates_is_kept() -> None:
    notice = (TOOL.parent.parent / "NOTICE").read_text(encoding="utf-8")
    assert "Copyright 2020 endoflife.date contributors" in notice
    assert all("MIT licence, see NOTICE" in product.source for product in PRODUCTS)


def test_releases_whose_names_are_codes_have_the_names_that_people_use() -> None:
    said = {(one.id, cycle.cycle): cycle.label for one in load_products() for cycle in one.cycles}
    assert said["mssqlserver", "11.0-sp4"] == "2012 SP4"
    assert said["mssqlserver", "13.0"] == "2016 RTM"
    assert said["windows-server", "2008-r2-sp1"] == "2008 R2 SP1"
    assert said["windows-server", "2016"] is None


@pytest.mark.parametrize("product", load_products(), ids=lambda one: one.id)
def test_no_two_releases_of_a_product_are_called_the_same(product: Product) -> None:
    called = [cycle.label or cycle.cycle for cycle in product.cycles]
    assert len(called) == len(set(called))
