"""The claims database: what goes in comes out, nothing is doubled or lost, and only its owner may read it."""

import multiprocessing
import sqlite3
import stat
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from import_files import said
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from store_imports import DAY, SHA, filled, imported, machines, words

from inventory.claim_rows import keeping
from inventory.schema import METADATA, REVISION
from inventory.store import ImportRecord, open_store


def test_claims_come_back_as_they_went_in(tmp_path: Path) -> None:
    claims = said("server/a", name="=cmd|<script>", cpus=4, physical=False, addresses=["10.0.0.1", "é\u2028"], note="")
    with open_store(tmp_path / "estate.db") as store:
        store.add(imported(tmp_path / "a.xlsx", claims), SHA, DAY)
        assert list(store.claims()) == claims
        assert [type(claim.value) for claim in store.claims()] == [str, int, bool, list, str]


def test_the_same_import_twice_doubles_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "estate.db") as store:
        for _ in range(2):
            store.add(imported(tmp_path / "a.xlsx", *machines(3)), SHA, DAY)
        assert len(store.claims()) == 6
        assert len(store.imports()) == 2


def test_a_claim_seen_again_keeps_its_latest_day(tmp_path: Path) -> None:
    with open_store(tmp_path / "estate.db") as store:
        for day in (20, 22, 21):
            store.add(imported(tmp_path / "a.xlsx", said("server/a", day=day, name="a")), SHA, DAY)
        assert [claim.seen_on for claim in store.claims()] == [date(2026, 11, 22)]


def test_what_the_newest_import_of_a_file_no_longer_says_does_not_count_and_is_kept(tmp_path: Path) -> None:
    path = filled(tmp_path, 3)
    with open_store(path) as store:
        store.add(
            imported(tmp_path / "b.csv", said("server/b", "register:b.csv", name="b"), source="register:b.csv"),
            SHA,
            DAY,
        )
        store.add(imported(tmp_path / "a.xlsx", *machines(2)), SHA, DAY)
        assert {thing for thing, *_ in words(store)} == {"server/s0", "server/s1", "server/b"}
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM claims WHERE thing_id = 'server/s2'").fetchone() == (2,)
    plain.close()


def test_two_files_of_one_name_are_two_sources(tmp_path: Path) -> None:
    with open_store(tmp_path / "estate.db") as store:
        for folder in ("north", "south"):
            store.add(imported(tmp_path / folder / "a.xlsx", said("server/dc1", name="dc1", site_id=folder)), SHA, DAY)
        assert {claim.source for claim in store.claims()} == {"rvtools:a.xlsx", "rvtools:south/a.xlsx"}
        assert len(store.claims()) == 4


def test_imports_are_listed_oldest_first(tmp_path: Path) -> None:
    with open_store(filled(tmp_path, 2)) as store:
        assert store.imports() == (
            ImportRecord(
                source="rvtools:a.xlsx",
                path="a.xlsx",
                format="rvtools",
                sha256=SHA,
                at=DAY,
                rows=2,
                claims=4,
                rejected=0,
            ),
        )


def test_a_moved_folder_knows_its_files(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    filled(tmp_path / "old", 3)
    (tmp_path / "old").rename(tmp_path / "new")
    with open_store(tmp_path / "new" / "estate.db") as store:
        store.add(imported(tmp_path / "new" / "a.xlsx", *machines(1)), SHA, DAY)
        assert len(store.claims()) == 2


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    path = filled(tmp_path / "made")
    with open_store(path) as store:
        store.claims()
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_nothing_is_left_beside_it(tmp_path: Path) -> None:
    filled(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["estate.db"]


def test_I_03_hostile_texts_are_data(tmp_path: Path) -> None:
    hostile = ["'; DROP TABLE claims; --", '" OR 1=1', "%s %(x)s :name ?", "Robert'); --"]
    with open_store(tmp_path / "estate.db") as store:
        for n, text in enumerate(hostile):
            claims = said(f"server/{text}", f"x:{text}", name=text, **{text: text})
            store.add(imported(tmp_path / f"{n}{text.replace('/', '')}", claims, source=f"x:{text}"), text, DAY)
        assert [claim.value for claim in store.claims()] == [text for text in hostile for _ in range(2)]
        assert len(store.imports()) == len(hostile)


@pytest.mark.parametrize("name", ["a b.db", "é.db", "what?.db", "no#1.db", "50%.db", "estate.db?mode=ro"])
def test_R_11_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name) as store:
        store.add(imported(tmp_path / "a.xlsx", *machines(1)), SHA, DAY)
    with open_store(tmp_path / name) as store:
        assert len(store.claims()) == 2
    assert [file.name for file in tmp_path.iterdir()] == [name]


def write_many(path: Path, number: int, times: int) -> None:
    """One of several processes that write to one database."""
    source = f"ssh:{number}"
    with open_store(path) as store:
        for n in range(times):
            claims = said("server/a", source, name=f"{n}")
            store.add(imported(path.parent / f"{number}", claims, source=source), SHA, DAY)


def test_R_08_four_processes_write_and_none_is_lost(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=write_many, args=(tmp_path / "estate.db", n, 10)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0, 0, 0]
    with open_store(tmp_path / "estate.db") as store:
        assert len(store.imports()) == 40
        assert {(claim.source, claim.value) for claim in store.claims()} == {(f"ssh:{n}", "9") for n in range(4)}


def test_the_migrations_make_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{filled(tmp_path)}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        assert context.get_current_revision() == REVISION
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name IN ('claims', 'imports', 'sources')")
        assert all(row[0].rstrip().endswith("STRICT") for row in sql)
    engine.dispose()


def test_postgresql_gets_the_same_statement_in_its_own_words() -> None:
    said = str(keeping("postgresql").compile(dialect=postgresql.dialect()))
    assert "ON CONFLICT (source_id, digest) DO UPDATE" in said
    assert "greatest(claims.seen_on, excluded.seen_on)" in said


def test_it_is_a_write_ahead_log_database(tmp_path: Path) -> None:
    with sqlite3.connect(filled(tmp_path)) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plain.close()
    assert [file.name for file in tmp_path.iterdir()] == ["estate.db"]
