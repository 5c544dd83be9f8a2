"""The claims database when things go wrong: a clear error, exit 6, and what was stored before is still there."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree

import pytest
from sqlalchemy import Engine, event
from store_imports import DAY, SHA, filled, imported, machines, words

from inventory import database
from inventory.schema import REVISION
from inventory.store import open_store
from safeio.errors import Exit, StorageError


@contextmanager
def refused(wrong: str) -> Iterator[None]:
    """A StorageError that says what is wrong and what to do."""
    with pytest.raises(StorageError, match=wrong) as told:
        yield
    assert told.value.exit_code == Exit.STORAGE
    assert told.value.remedy.endswith(".")


def test_R_03_a_full_disk_keeps_what_was_stored(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with open_store(path) as store:
        before = words(store)

        @event.listens_for(Engine, "connect")
        def small(connection: sqlite3.Connection, _: object) -> None:
            connection.execute("PRAGMA max_page_count = 30")

        try:
            store._engine.dispose()
            with refused("the disk is full"):
                store.add(imported(tmp_path / "b.xlsx", *machines(2000)), SHA, DAY)
        finally:
            event.remove(Engine, "connect", small)
    with open_store(path) as store:
        assert words(store) == before


def test_R_05_whichever_statement_fails_nothing_half_done_is_kept(tmp_path: Path) -> None:
    path = filled(tmp_path, 3)
    with open_store(path) as store:
        before, failed = words(store), 0
        while True:
            left = [failed]

            def fail(*_: object, left: list[int] = left) -> None:
                left[0] -= 1
                if left[0] < 0:
                    raise sqlite3.OperationalError("disk I/O error")

            event.listen(store._engine, "before_cursor_execute", fail)
            try:
                store.add(imported(tmp_path / "b.xlsx", *machines(4), source="rvtools:a.xlsx"), SHA, DAY)
                break
            except StorageError:
                failed += 1
            finally:
                event.remove(store._engine, "before_cursor_execute", fail)
            assert words(store) == before
            assert len(store.imports()) == 1
        assert failed >= 5
        assert len(store.imports()) == 2


def test_R_05_of_several_files_all_are_kept_or_none(tmp_path: Path) -> None:
    good, bad = imported(tmp_path / "b.xlsx", *machines(2)), imported(tmp_path / "c.xlsx", *machines(2, "rvtools:c"))
    with open_store(filled(tmp_path, 3)) as store:
        before = words(store)
        with pytest.raises(AssertionError, match="another source"):
            store.add_all([(good, SHA), (bad, SHA)], DAY)
        assert words(store) == before
        assert len(store.imports()) == 1


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_R_06_what_is_not_a_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "estate.db")
    with refused("it is not an ordinary file"):
        open_store(tmp_path / "estate.db")


@pytest.mark.parametrize(
    ("damage", "wrong"),
    [
        (lambda data: b"not a database at all, but long enough to look", "it is not a database"),
        (lambda data: b"", "it is empty"),
        (lambda data: data[:5000], "damaged|not a database"),
        (lambda data: data[:4096] + b"\x5a" * 4096 + data[8192:], "damaged|not a database"),
        (lambda data: b"SQLite format 3\0" + b"\xff" * 5000, "damaged|not a database"),
    ],
)
def test_R_06_a_damaged_file_is_refused_and_left_alone(tmp_path: Path, damage: object, wrong: str) -> None:
    path = filled(tmp_path, 300)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    before = path.read_bytes()
    with refused(wrong):
        open_store(path)
    assert path.read_bytes() == before


def test_R_06_a_log_of_another_database_is_not_read(tmp_path: Path) -> None:
    path = filled(tmp_path)
    (tmp_path / "estate.db-wal").write_bytes(b"\x37\x7f\x06\x82" + b"\x5a" * 8000)
    with open_store(path) as store:
        assert len(store.claims()) == 20


def test_R_06_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE claims (id)")
    with refused("not one of cloud-unless"):
        open_store(tmp_path / "other.db")


def test_R_06_values_that_are_no_claims_are_told(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE claims SET value = '{broken'")
    with open_store(path) as store, refused("not claims"):
        store.claims()


def test_a_locked_database_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other, open_store(path, wait_seconds=0.01) as store:
        other.execute("BEGIN IMMEDIATE")
        with refused("another program is writing"):
            store.add(imported(tmp_path / "b.xlsx", *machines(1)), SHA, DAY)
        assert len(store.claims()) == 20


def test_R_11_a_database_that_may_only_be_read_can_be_read(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as store:
        event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        store._engine.dispose()
        assert len(store.claims()) == 20
        with refused("may only be read"):
            store.add(imported(tmp_path / "b.xlsx", *machines(1)), SHA, DAY)


def test_a_link_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(filled(tmp_path))
    with refused("it is a link"):
        open_store(tmp_path / "link.db")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with refused("not a folder"):
        open_store(tmp_path / "file" / "estate.db")


def test_R_11_a_share_without_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", no_links)
    with open_store(filled(tmp_path)) as store:
        assert len(store.claims()) == 20


def test_R_10_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path)
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    with refused("newer version"):
        open_store(path)


NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "9001", "{newest}"
def upgrade():
    op.add_column("claims", sa.Column("note", sa.Text))
    {fault}
"""


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations of a later version of the program; the file of its newest is returned."""
    folder = tmp_path / "migrations"
    copytree(database.MIGRATIONS, folder)
    monkeypatch.setattr(database, "MIGRATIONS", folder)
    monkeypatch.setattr(database, "REVISION", "9001")
    return folder / "versions" / "9001_note.py"


def test_R_10_an_older_schema_is_copied_then_brought_up_to_date(tmp_path: Path, newer: Path) -> None:
    newer.write_text(NEXT.format(newest=REVISION, fault=""))
    path = older(tmp_path)
    with open_store(path) as store:
        assert len(store.claims()) == 20
    assert columns(path).count("note") == 1
    assert columns(tmp_path / "data" / f"estate.db.before-{REVISION}").count("note") == 0


def test_R_10_a_migration_that_breaks_off_can_be_run_again(tmp_path: Path, newer: Path) -> None:
    newer.write_text(NEXT.format(newest=REVISION, fault="raise KeyboardInterrupt"))
    path = older(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        open_store(path)
    assert "note" not in columns(path)
    newer.write_text(NEXT.format(newest=REVISION, fault=""))
    with open_store(path) as store:
        assert len(store.claims()) == 20


def older(folder: Path) -> Path:
    """A database as the version before made it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", Path(database.__file__).with_name("migrations"))
        patch.setattr(database, "REVISION", REVISION)
        return filled(folder / "data")


def columns(path: Path) -> list[str]:
    """The columns of the claims."""
    with closing(sqlite3.connect(path)) as plain:
        return [row[1] for row in plain.execute("PRAGMA table_info(claims)")]


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("mysql://root:secret@host/x", "not supported"),
        ("postgresql+nothing://u:secret@host/x", "driver|refuses|plugin"),
        ("://", "not the address"),
    ],
)
def test_an_address_that_cannot_be_opened_is_told_without_its_password(address: str, wrong: str) -> None:
    with refused(wrong):
        open_store(address)
    with pytest.raises(StorageError) as told:
        open_store(address)
    assert "secret" not in str(told.value)
