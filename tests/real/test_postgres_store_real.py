"""The claims database on a real PostgreSQL server: it gives what the SQLite file gives."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from cloud_unless import estate_rows
from cloud_unless.settled_lists import settled_lists
from cloud_unless.showing import as_json
from cloud_unless.stages import read_folder
from cloud_unless.tables import Answer
from inventory.importing import import_file
from inventory.merge import merge
from inventory.model import ScanError
from inventory.products import load_products
from inventory.scan_runs import begin, end, record, scan_errors, unfinished
from inventory.scanners.outcome import Observation
from inventory.store import Store, open_store
from inventory.targets import Target
from safeio.errors import StorageError
from safeio.json_files import canonical_json, sha256_of
from tools.postgres_server import running

pytestmark = pytest.mark.timeout(600)  # a server is started, on a machine that may be busy

DAY = date(2026, 11, 22)
COUNTY = Path(__file__).resolve().parents[2] / "examples" / "county"
HOST = Target(host="10.0.0.1", port=22, user="scan", credential="env:SCAN")
FAULT = ScanError(target=HOST.name, reason="clock-wrong", message="its clock is an hour behind", seen_on=DAY)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as address:
        yield address


@pytest.fixture
def address(server: str) -> str:
    """The server without any of our tables."""
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


def _fill(store: Store) -> None:
    """Import the county twice, as after a correction, and scan a host that has a fault."""
    files = sorted(path for path in COUNTY.iterdir() if path.suffix in (".csv", ".xlsx"))
    read = [(import_file(path, DAY), sha256_of(path)) for path in files if path.name != "initiatives.csv"]
    store.add_all(read, DAY)
    store.add_all(read, date(2026, 11, 23))
    run = begin(store, [HOST], "ab" * 32, DAY)
    record(store, run, Observation(target=HOST, reason="truncated", message="it broke off", errors=(FAULT,)), DAY)
    assert end(store, run) and unfinished(store) is None


def _estate_and_list(store: Store) -> tuple[bytes, str]:
    """out/estate.json, and what is out of support a year later."""
    read = read_folder(COUNTY)
    products = load_products()
    programme = read.folder.programme
    estate = merge(store.claims(), programme.sites, programme.organisations, products, read.sources.noise)
    lists = settled_lists(estate, products)
    day = date(2027, 11, 22)
    table = estate_rows.listed("unsupported", lists, lists.any_day.standings(day), ())
    return canonical_json(estate), as_json(Answer(tables=(table,)))


def test_import_estate_and_list_are_the_same_as_with_sqlite(address: str, tmp_path: Path) -> None:
    found = []
    for where in (str(tmp_path / "estate.db"), address):
        with open_store(where) as store:
            _fill(store)
        with open_store(where) as store:
            found.append((*_estate_and_list(store), scan_errors(store), len(store.imports())))
    assert found[0] == found[1]
    assert found[0][2] == (FAULT,)
    assert '"thing_id"' in found[0][1]


def test_an_import_that_fails_leaves_nothing(address: str) -> None:
    read = import_file(COUNTY / "contracts.csv", DAY)
    with open_store(address) as store:
        with pytest.raises(ZeroDivisionError):
            store.add_all(((read, str(1 // number)) for number in (1, 0)), DAY)
        assert (store.claims(), store.imports()) == ((), ())


def test_a_database_of_something_else_is_left_alone(address: str) -> None:
    engine = create_engine(address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE claims (id integer)"))
    engine.dispose()
    with pytest.raises(StorageError, match="not one of cloud-unless"):
        open_store(address)


def test_a_server_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        open_store(f"postgresql://estate:hunter2@/postgres?host={tmp_path}")
    assert "hunter2" not in f"{caught.value.where} {caught.value.wrong} {caught.value.remedy}"
