"""The county example: up to date with its script, read without a rejected row, and as large as it is said to be."""

from __future__ import annotations

import importlib.util
import io
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cloud_unless.folder import Read, read_folder
from inventory.importing import import_file
from inventory.lifecycle import support
from inventory.merge import merge
from inventory.model import Claim, Estate
from inventory.products import load_products
from migration.dates import weeks
from migration.decide.assess import assess
from migration.money.costs import group_costs
from migration.money.tables import load_prices
from migration.plan.capacity import person_days
from migration.plan.effort import group_effort
from migration.plan.footprint import footprint
from migration.plan.move_groups import move_groups

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
def claims(county: Read) -> tuple[Claim, ...]:
    registers = [claim for name in REGISTERS for claim in import_file(COUNTY / f"{name}.csv", AS_OF).claims]
    books = [
        claim
        for source in county.sources.imports
        for claim in import_file(COUNTY / source.file, source.seen_on or AS_OF, source.site).claims
    ]
    return (*registers, *books)


@pytest.fixture(scope="module")
def estate(county: Read, claims: tuple[Claim, ...]) -> Estate:
    programme = county.folder.programme
    return merge(claims, programme.sites, programme.organisations, load_products())


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


def test_support_is_lost_as_fast_as_the_county_says(estate: Estate) -> None:
    """42 % of the storage and 75 % of the network is out of contracted support, and the rest falls out by 2028."""
    found = {one.thing_id: one for one in support(estate, load_products(), AS_OF) if one.aspect == "hardware"}
    arrays = [found[array.id] for array in estate.storage_arrays]
    network = [found[device.id] for device in estate.network_devices]
    assert [sum(one.state == "ended" for one in some) for some in (arrays, network)] == [3, 12]
    assert (len(arrays), len(network)) == (7, 16)
    ends = [one.contracted_ends for one in (*arrays, *network)]
    assert all(day is not None and date(2025, 1, 1) <= day <= date(2028, 12, 31) for day in ends)


def test_traffic_shows_what_nobody_declared_and_noise_is_left_out(estate: Estate) -> None:
    unknown = {
        (one.from_application, one.to_application, one.coupling) for one in estate.interfaces if not one.declared
    }
    assert unknown == {
        ("parking", "finance-brackenford", "weak"),
        ("telephony", "income-management", "weak"),
        ("waste-routing", "environmental-health", "strong"),
    }
    assert sum(one.declared and one.observed for one in estate.interfaces) >= 5
    assert len({flow.noise for flow in estate.flows if flow.noise}) >= 6


def test_the_estate_settles_without_a_warning(estate: Estate) -> None:
    assert estate.warnings == ()
    assert all(contract.covers_ids for contract in estate.contracts if contract.covers)
    assert {site.id for site in estate.sites} == {server.site_id for server in estate.servers}


def test_old_systems_behind_firewalls_are_marked_and_dated(estate: Estate) -> None:
    old = [one for one in estate.applications if one.mitigation]
    assert len(old) >= 4
    assert all(one.mitigation_review for one in old)


def test_one_function_is_done_by_several_products(estate: Estate) -> None:
    functions = Counter(one.function for one in estate.applications)
    assert functions["planning"] == functions["finance ledger"] == 3


def test_the_portfolio_is_three_quarters_must_do(county: Read) -> None:
    initiatives = county.folder.initiatives
    assert len(initiatives) == 40
    assert sum(one.must_do for one in initiatives) == 30
    assert all(one.must_do == (not one.scores) for one in initiatives)


def test_people_are_tight_but_enough(county: Read, estate: Estate) -> None:
    """Moves and initiatives together take between half and three quarters of each skill."""
    programme = county.folder.programme
    decided, _ = assess(estate, support(estate, load_products(), AS_OF), county.folder.unless, AS_OF)
    stand, routes = footprint(estate), {one.application_id: one for one in decided}
    known = {application.id: application for application in estate.applications}
    needed: dict[str, Decimal] = defaultdict(Decimal)
    for group in move_groups(estate, decided):
        for skill, days in group_effort(group, known, routes, programme, stand).items():
            needed[skill] += days
    for one in county.folder.initiatives:
        for skill, days in one.effort.items():
            needed[skill] += days
    for skill, days in needed.items():
        mondays = weeks(programme.plan_from, programme.plan_to)
        have = sum(person_days(team, skill, week) for team in programme.teams for week in mondays)
        assert have * Decimal("0.5") < days < have * Decimal("0.75"), skill


def test_every_price_is_known_or_an_allowance(county: Read, estate: Estate) -> None:
    decided, _ = assess(estate, support(estate, load_products(), AS_OF), county.folder.unless, AS_OF)
    prices = (*county.folder.prices, *load_prices())
    costs = group_costs(move_groups(estate, decided), decided, estate, county.folder.programme, prices)
    assert [item.what for group in costs for item in group.items if item.gbp is None] == []


def test_exceptions_are_good_and_one_expires_within_the_programme(county: Read) -> None:
    programme, unless = county.folder.programme, county.folder.unless
    assert all(one.owner and one.approver and one.evidence and one.owner != one.approver for one in unless)
    days = [one.review_by for one in unless if one.review_by]
    assert len(days) == len(unless)
    assert min(days) > AS_OF
    assert min(days) < programme.plan_to
