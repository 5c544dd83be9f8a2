"""The county example: up to date with its script, read without a rejected row, and as large as it is said to be."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cloud_unless.folder import Read, read_folder
from inventory.importing import import_file
from inventory.model import Claim

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
COUNTY = EXAMPLES / "county"
AS_OF = date(2026, 11, 22)
REGISTERS = ("applications", "contracts", "deployments", "interfaces", "licences", "things")


@pytest.fixture(scope="module")
def make() -> Callable[[], dict[str, bytes]]:
    """The function that makes every file of the county."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        spec = importlib.util.spec_from_file_location("make_county", EXAMPLES / "make_county.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(EXAMPLES))
    county: Callable[[], dict[str, bytes]] = module.county
    return county


@pytest.fixture(scope="module")
def county() -> Read:
    return read_folder(COUNTY)


@pytest.fixture(scope="module")
def claims() -> tuple[Claim, ...]:
    paths = [COUNTY / f"{name}.csv" for name in REGISTERS] + sorted(COUNTY.glob("*.xlsx"))
    return tuple(claim for path in paths for claim in import_file(path, AS_OF).claims)


def members(data: bytes) -> object:
    """The parts of a workbook unpacked, so that another version of the packer does not matter; else the bytes."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_the_example_is_what_its_script_makes(make: Callable[[], dict[str, bytes]]) -> None:
    made = make()
    kept = {
        str(path.relative_to(COUNTY)): path.read_bytes()
        for path in COUNTY.rglob("*")
        if path.is_file() and "out" not in path.relative_to(COUNTY).parts and not path.name.startswith("estate.db")
    }
    assert sorted(kept) == sorted(made)
    stale = [name for name, data in made.items() if members(data) != members(kept[name])]
    assert stale == [], "run: .venv/bin/python examples/make_county.py"


def test_the_script_makes_the_same_bytes_each_time(make: Callable[[], dict[str, bytes]]) -> None:
    assert make() == make()


def test_the_folder_reads_without_a_complaint(county: Read) -> None:
    assert (county.rejected, county.warnings) == ((), ())


@pytest.mark.parametrize("name", [*(f"{name}.csv" for name in REGISTERS)])
def test_every_register_imports_without_a_rejected_row(name: str) -> None:
    found = import_file(COUNTY / name, AS_OF)
    assert (found.rejected, found.warnings) == ((), ())


def test_both_workbooks_import_without_a_rejected_row(county: Read) -> None:
    for source in county.sources.imports:
        assert source.seen_on
        found = import_file(COUNTY / source.file, source.seen_on, source.site, source.organisation)
        assert found.rejected == ()
        assert found.rows > 20


def count(claims: tuple[Claim, ...], kind: str) -> int:
    return len({claim.thing_id for claim in claims if claim.thing_id.startswith(f"{kind}/")})


def test_the_estate_is_as_large_as_promised(claims: tuple[Claim, ...]) -> None:
    assert 60 <= count(claims, "server") <= 100
    assert 25 <= count(claims, "application") <= 40
    assert count(claims, "network-device") == 16
    sizes = [
        int(str(claim.value))
        for claim in claims
        if claim.field == "used_gib" and claim.thing_id.split("/")[0] in ("server", "share")
    ]
    assert 170 <= sum(sizes) * 2**30 / 10**12 <= 190, "terabytes"


def test_support_contracts_of_arrays_and_network_end_as_the_county_says(claims: tuple[Claim, ...]) -> None:
    facts: dict[str, dict[str, object]] = {}
    for claim in claims:
        facts.setdefault(claim.thing_id, {})[claim.field] = claim.value
    ends = [str(found["ends"]) for found in facts.values() if found.get("kind") == "support"]
    assert min(ends) >= "2025-01-01"
    assert max(ends) <= "2028-12-31"
    assert any(day < AS_OF.isoformat() for day in ends)


def test_the_portfolio_is_three_quarters_must_do(county: Read) -> None:
    initiatives = county.folder.initiatives
    assert len(initiatives) == 40
    assert sum(one.must_do for one in initiatives) == 30
    assert all(one.must_do == (not one.scores) for one in initiatives)


def test_people_are_tight_but_enough(county: Read) -> None:
    programme = county.folder.programme
    weeks = (programme.plan_to - programme.plan_from).days // 7
    for skill in ("platform", "dba", "network", "applications", "security"):
        days = sum(one.effort.get(skill, 0) for one in county.folder.initiatives)
        capacity = sum(team.skills.get(skill, 0) for team in programme.teams) * 5 * weeks
        assert days < capacity * 3 / 4, skill


def test_exceptions_are_good_and_one_expires_within_the_programme(county: Read) -> None:
    programme, unless = county.folder.programme, county.folder.unless
    assert all(one.owner and one.approver and one.evidence and one.owner != one.approver for one in unless)
    days = [one.review_by for one in unless if one.review_by]
    assert len(days) == len(unless)
    assert min(days) > AS_OF
    assert min(days) < programme.plan_to
