"""The state of a database is told without changing a byte of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from inventory import database_state as database_state_module
from inventory.database_state import database_state
from inventory.schema import REVISION
from inventory.store import open_store
from safeio.errors import StorageError


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "estate.db"
    open_store(path).close()
    return path


def _change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_new_database_is_current_and_empty(database: Path) -> None:
    before = database.read_bytes()
    state = database_state(database)
    assert (state.is_current, state.imports, state.last_import) == (True, 0, None)
    assert database.read_bytes() == before
    assert list(database.parent.iterdir()) == [database]


def test_the_last_import_is_told(database: Path) -> None:
    _change(database, "INSERT INTO sources VALUES (1, 'a', 'a.csv')")
    _change(database, "INSERT INTO imports VALUES (1, 1, 'things', 'x', '2026-11-22', 1, 1, 0)")
    state = database_state(database)
    assert (state.imports, state.last_import) == (1, date(2026, 11, 22))


def test_what_is_being_written_is_not_in_the_way(database: Path) -> None:
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("INSERT INTO sources VALUES (1, 'a', 'a.csv')")
        writer.execute("INSERT INTO imports VALUES (1, 1, 'things', 'x', '2026-11-22', 1, 1, 0)")
        assert database_state(database).imports == 0
        writer.commit()
        assert database_state(database).imports == 1


def test_someone_who_begins_to_write_meanwhile_is_no_damage(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = database.with_name("estate.db-wal")
    told: list[str] = []
    state = database_state_module._state

    def seen(path: Path, wait_seconds: float, how: str) -> database_state_module.DatabaseState:
        told.append(how)
        if len(told) == 1:
            log.touch()
            raise StorageError(str(path), "it is damaged", "")
        return state(path, wait_seconds, how)

    monkeypatch.setattr(database_state_module, "_state", seen)
    assert database_state(database).is_current
    assert told == ["mode=ro&immutable=1", "mode=ro"]


def test_an_older_schema_is_told_and_left_as_it_is(database: Path) -> None:
    _change(database, "UPDATE alembic_version SET version_num = '0001'")
    state = database_state(database)
    assert (state.is_current, state.revision, state.newest) == (False, "0001", REVISION)
    assert database_state(database).revision == "0001"


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "made by a newer version"),
        ("DROP TABLE alembic_version", "not one of cloud-unless"),
    ],
)
def test_what_is_no_database_of_this_version_is_refused(database: Path, statement: str, says: str) -> None:
    _change(database, statement)
    with pytest.raises(StorageError, match=says):
        database_state(database)


def test_what_is_no_database_is_refused(tmp_path: Path, database: Path) -> None:
    (tmp_path / "text").write_text("This is not a database, and longer than the header of one is. " * 20)
    (tmp_path / "link").symlink_to(database)
    for name in ("text", "link", "none", "."):
        with pytest.raises(StorageError):
            database_state(tmp_path / name)


def test_a_damaged_database_is_refused(database: Path) -> None:
    data = bytearray(database.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    database.write_bytes(data)
    with pytest.raises(StorageError):
        database_state(database)
