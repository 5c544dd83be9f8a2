"""prices/*.csv: the user's own prices and allowances."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from programme_folder import new_folder

from cloud_unless.folder import Read, read_folder

HEAD = "sku,region,unit,price_gbp,allowance_gbp,effective,source\n"


def with_rows(tmp_path: Path, *rows: str) -> Read:
    folder = new_folder(tmp_path / "p")
    (folder / "prices" / "allowances.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return read_folder(folder)


def test_a_price_and_an_allowance_are_told_apart(tmp_path: Path) -> None:
    found = with_rows(tmp_path, "B,uksouth,month,10.05,,2026-04-01,quote", "A,,hour,,0.1,2026-04-01,guess").folder
    first, second = found.prices
    assert (first.sku, first.region, first.price_gbp, first.allowance_gbp) == ("A", None, None, Decimal("0.1"))
    assert (second.sku, second.region, second.price_gbp) == ("B", "uksouth", Decimal("10.05"))
    assert not first.list_price


REJECTED = {
    "A,,month,,,2026-04-01,q": ("price_gbp", "neither"),
    "A,,month,1,1,2026-04-01,q": ("price_gbp", "both"),
    "A,,month,-1,,2026-04-01,q": ("price_gbp", "below zero"),
    "A,,month,1e999999999,,2026-04-01,q": ("price_gbp", "too large"),
    "A,,fortnight,1,,2026-04-01,q": ("unit", "fortnight"),
    "A,,month,1,,31/02/2027,q": ("effective", "31/02/2027"),
    "A,,month,1,,2027-02-31,q": ("effective", "2027-02-31"),
    "A,,month,1,,,q": ("effective", "empty"),
    ",,month,1,,2026-04-01,q": ("sku", "missing"),
    "A,,month,1,,2026-04-01,": ("source", "missing"),
}


@pytest.mark.parametrize("row", REJECTED)
def test_a_bad_row_is_rejected_alone(row: str, tmp_path: Path) -> None:
    read = with_rows(tmp_path, "good,,month,1,,2026-04-01,q", row)
    (bad,) = read.rejected
    field, words = REJECTED[row]
    assert (bad.file, bad.row, bad.field) == ("prices/allowances.csv", 3, field)
    assert words in bad.wrong
    assert [price.sku for price in read.folder.prices] == ["good"]


def test_a_row_that_repeats_another_is_rejected(tmp_path: Path) -> None:
    row = "A,,month,1,,2026-04-01,q"
    read = with_rows(tmp_path, row, row)
    assert [(bad.row, bad.field) for bad in read.rejected] == [(3, "sku")]


def test_several_files_are_read_in_order_of_name(tmp_path: Path) -> None:
    folder = new_folder(tmp_path / "p")
    (folder / "prices" / "zz.csv").write_text(HEAD + "AA,,month,1,,2026-04-01,q\n", encoding="utf-8")
    read = read_folder(folder)
    assert "prices/zz.csv" in read.files
    assert [price.sku for price in read.folder.prices] == sorted(price.sku for price in read.folder.prices)
