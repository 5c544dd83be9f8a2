"""A list on another day is shown from what was kept, and never from what is stale, damaged or missing."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from command_line import Command, Ran, change_cell

from cloud_unless import kept_lists as kept
from cloud_unless.estate_lists import DATES, FILE, LISTINGS
from cloud_unless.estate_rows import OTHER_LISTS
from cloud_unless.settled_lists import settled_lists
from inventory.lifecycle import support
from inventory.model import Application, Estate, Server
from inventory.products import load_products
from safeio.json_files import read_json

SETTLED_BEFORE = "Nothing has changed since it was written"
SETTLED_NOW = "Written: "
LATER = "2031-06-01"
Change = Callable[[Path], object]


def _list(command: Command, folder: Path, name: str, form: str = "json", day: str = LATER) -> Ran:
    ran = command("estate", "--list", name, "--folder", folder, "--as-of", day, "--format", form)
    assert ran.code == 0
    return ran


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("name", [*LISTINGS, *OTHER_LISTS])
def test_a_kept_list_is_the_settled_list(name: str, form: str, planned: Path, command: Command) -> None:
    (planned / FILE).unlink()
    settled, again = (_list(command, planned, name, form) for _ in range(2))
    assert SETTLED_NOW in settled.err and SETTLED_BEFORE in again.err
    assert again.out == settled.out


def test_each_day_has_its_own_answer(planned: Path, command: Command) -> None:
    early, late = (_list(command, planned, "unsupported", day=day) for day in ("2001-01-01", LATER))
    assert SETTLED_BEFORE in early.err and SETTLED_BEFORE in late.err
    assert json.loads(early.out)["unsupported"] == [] != json.loads(late.out)["unsupported"]


def _spoil(folder: Path, change: Callable[[bytes], bytes]) -> None:
    file = folder / FILE
    file.write_bytes(change(file.read_bytes()))


def _with_hash(change: Callable[[bytes], bytes]) -> Change:
    """A change of the lists by somebody who puts the hash right again."""

    def spoil(folder: Path) -> None:
        head, _, body = (folder / FILE).read_bytes().partition(b"\n")
        body = change(body)
        said = json.loads(head) | {"rest_sha256": kept.sha256_bytes(body)}
        (folder / FILE).write_bytes(json.dumps(said).encode() + b"\n" + body)

    return spoil


SPOILT: dict[str, Change] = {
    "missing": lambda folder: (folder / FILE).unlink(),
    "empty": lambda folder: _spoil(folder, lambda data: b""),
    "cut short": lambda folder: _spoil(folder, lambda data: data[:-40]),
    "one letter other": lambda folder: _spoil(folder, lambda data: data[:-9] + b"x" + data[-8:]),
    "not text": lambda folder: _spoil(folder, lambda data: b"\xff\0" * 1_000),
    "too deep": lambda folder: _spoil(folder, lambda data: b"[" * 100_000 + b"\n"),
    "no lists": _with_hash(lambda body: b""),
    "another shape": _with_hash(lambda body: body.replace(b'"alike":[', b'"alike":[7,', 1)),
    "rows of objects": _with_hash(lambda body: body.partition(b"\n")[0] + b"\n[{}]" * 20),
}
STALE: dict[str, Change] = {
    "estate.json": lambda folder: (folder / "out/estate.json").write_text("{}\n"),
    "no estate.json": lambda folder: (folder / "out/estate.json").unlink(),
    "programme.yaml": lambda folder: _add_line(folder / "programme.yaml"),
    "sources.yaml": lambda folder: _add_line(folder / "sources.yaml"),
    "no sources.yaml": lambda folder: (folder / "sources.yaml").unlink(),
}


def _add_line(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n# looked at again\n", encoding="utf-8")


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_damaged_is_settled_again(name: str, planned: Path, command: Command) -> None:
    before = _list(command, planned, "servers").out
    SPOILT[name](planned)
    mended, again = (_list(command, planned, "servers") for _ in range(2))
    assert SETTLED_NOW in mended.err and SETTLED_BEFORE in again.err
    assert mended.out == again.out == before


@pytest.mark.parametrize("name", STALE)
def test_what_is_stale_is_settled_again(name: str, planned: Path, command: Command) -> None:
    before = _list(command, planned, "unsupported").out
    estate = (planned / "out/estate.json").read_bytes()
    STALE[name](planned)
    mended = _list(command, planned, "unsupported")
    assert SETTLED_NOW in mended.err
    assert mended.out == before
    assert (planned / "out/estate.json").read_bytes() == estate


def test_an_import_is_seen_at_once(planned: Path, command: Command) -> None:
    _list(command, planned, "applications")
    change_cell(planned / "applications.csv", "payroll", "owner", "A. Nother")
    assert command("import", "--folder", planned, "--as-of", "2026-11-22").code == 0
    ran = _list(command, planned, "applications")
    assert SETTLED_NOW in ran.err
    assert "A. Nother" in ran.out


def test_a_scan_that_changes_no_claim_is_seen_too(planned: Path) -> None:
    before = kept.made_from(planned)
    with sqlite3.connect(planned / "estate.db") as store:
        store.execute("INSERT INTO scan_runs (began_on, script_sha256, ended) VALUES ('2026-11-22', 'ab', 1)")
    store.close()
    assert before != kept.made_from(planned) is not None


@pytest.mark.parametrize("part", ["__version__", "products_digest"])
def test_another_version_settles_again(part: str, planned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.made_from(planned)
    if part == "__version__":
        monkeypatch.setattr(kept, part, "9.9.9")
    else:
        monkeypatch.setattr("inventory.products.products_digest", lambda: "ab")
    assert before != kept.made_from(planned) is not None


def test_a_store_that_cannot_be_read_is_told_of_and_nothing_kept_is_shown(planned: Path, command: Command) -> None:
    (planned / "estate.db").write_bytes(b"not a database")
    ran = command("estate", "--list", "servers", "--folder", planned, "--as-of", LATER)
    assert (ran.code, ran.out) == (6, "")


def test_looking_at_the_store_leaves_nothing_behind(planned: Path) -> None:
    before = sorted(path.name for path in planned.iterdir())
    assert kept.made_from(planned)
    assert sorted(path.name for path in planned.iterdir()) == before


def test_every_field_comes_back_as_the_kind_it_was() -> None:
    """Dates and money are text in the file: which fields are which is known by their names alone."""
    for listing in LISTINGS.values():
        thing = get_args(get_type_hints(Estate)[listing.attribute])[0]
        hints = get_type_hints(thing)
        for field in listing.shown:
            kinds = set(get_args(hints.get(field, str))) | {hints.get(field, str)}
            assert (date in kinds) == (field in DATES), field
            assert (Decimal in kinds) == field.endswith("_gbp"), field


def test_the_same_estate_gives_the_same_bytes(planned: Path, command: Command) -> None:
    before = (planned / FILE).read_bytes()
    assert command("estate", "--folder", planned, "--as-of", LATER).code == 0
    assert (planned / FILE).read_bytes() == before


@pytest.mark.parametrize("day", [date(2015, 1, 1), date(2026, 11, 22), date(2031, 6, 1)])
def test_the_lists_stand_as_the_support_that_plans_are_made_from(day: date, planned: Path) -> None:
    estate, products = read_json(planned / "out/estate.json", Estate, canonical=True), load_products()
    standings = settled_lists(estate, products).any_day.standings(day)
    found = {(thing_id, tuple(vars(one).values())) for alike, one in standings for thing_id in alike.ids}
    planned_from = support(estate, products, day)
    assert found == {(one.thing_id, tuple(vars(one)[key] for key in vars(standings[0][1]))) for one in planned_from}
    assert sum(len(alike.ids) for alike, _ in standings) == len(planned_from)


def test_a_server_named_as_an_application_is_listed_as_a_server() -> None:
    server = Server(id="payroll", name="payroll", product="windows-server", cycle="2008")
    estate = Estate(servers=(server,), applications=(Application(id="payroll", name="Payroll"),))
    (alike,) = settled_lists(estate, load_products()).any_day.alike
    assert (alike.kind, alike.ids) == ("servers", ("payroll",))
