"""Scans in the store: each host once, a part never in place of the whole, and a stopped run goes on."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from inventory import database, scan_runs
from inventory.model import Claim, ScanError
from inventory.scan_lock import scanning
from inventory.scanners.outcome import Observation, Reason
from inventory.store import Store, open_store
from inventory.targets import Target
from safeio.errors import StorageError

DAY = date(2026, 11, 22)


def _target(name: str) -> Target:
    return Target(host=name, user="scan", credential="env:KEY")


def _seen(name: str, *values: str, reason: Reason | None = None, refused: bool = False) -> Observation:
    said = (Claim(thing_id=f"server/{name}", field="name", value=v, source=f"ssh:{name}", seen_on=DAY) for v in values)
    errors = (ScanError(target=name, reason=reason, message="why", seen_on=DAY),) if reason else ()
    return Observation(
        target=_target(name), claims=tuple(said), errors=errors, reason=reason, sha256="a" * 64, refused=refused
    )


@pytest.fixture
def store(tmp_path: Path) -> Any:
    with open_store(tmp_path / "estate.db") as opened:
        yield opened


def _begin(store: Store, *names: str) -> scan_runs.ScanRun:
    return scan_runs.begin(store, [_target(name) for name in names], "f" * 64, DAY)


def _left(store: Store, *names: str) -> list[str]:
    run = scan_runs.unfinished(store)
    assert run is not None
    return [target.host for target in run.left([_target(name) for name in names])]


def test_R_01_what_is_left_is_what_has_no_complete_observation(store: Store) -> None:
    run = _begin(store, "a", "b", "c", "d")
    scan_runs.record(store, run, _seen("a", "a"), DAY)
    scan_runs.record(store, run, _seen("b", reason="net-timeout"), DAY)
    scan_runs.record(store, run, _seen("c", reason="auth-failed", refused=True), DAY)
    assert not scan_runs.end(store, run)
    assert _left(store, "a", "b", "c", "d", "e") == ["b", "d", "e"]
    stopped = scan_runs.unfinished(store)
    assert stopped is not None and stopped.refused == {"env:KEY": 1}


def test_a_run_ends_when_every_host_was_looked_at(store: Store) -> None:
    run = _begin(store, "a", "b")
    for name in ("a", "b"):
        scan_runs.record(store, run, _seen(name, name), DAY)
    assert scan_runs.end(store, run)
    assert scan_runs.unfinished(store) is None


def test_a_new_run_takes_the_place_of_a_stopped_one(store: Store) -> None:
    _begin(store, "a")
    second = _begin(store, "b")
    assert scan_runs.unfinished(store) == scan_runs.ScanRun(id=second.id, began_on=DAY, states={"b": None}, refused={})


def test_S_12_a_part_counts_until_the_host_was_read_whole_and_never_replaces_the_whole(store: Store) -> None:
    run = _begin(store, "a")
    scan_runs.record(store, run, _seen("a", "part", reason="truncated"), DAY)
    assert [claim.value for claim in store.claims()] == ["part"]
    scan_runs.record(store, run, _seen("a", "whole"), DAY)
    assert [claim.value for claim in store.claims()] == ["whole"]
    again = _begin(store, "a")
    scan_runs.record(store, again, _seen("a", "part", reason="truncated"), DAY)
    assert [claim.value for claim in store.claims()] == ["whole"]


def test_errors_are_those_of_the_last_look(store: Store) -> None:
    run = _begin(store, "a", "b")
    scan_runs.record(store, run, _seen("a", reason="dns"), DAY)
    scan_runs.record(store, run, _seen("b", reason="refused"), DAY)
    again = _begin(store, "a", "b")
    scan_runs.record(store, again, _seen("a", "a"), DAY)
    assert [(error.target, error.reason) for error in scan_runs.scan_errors(store)] == [("b", "refused")]


def test_hostile_texts_are_bound_and_kept(store: Store) -> None:
    run = _begin(store, "a")
    bad = "'); DROP TABLE scan_hosts; --"
    error = ScanError(target="a", reason="protocol", message=bad, seen_on=DAY)
    seen = Observation(target=_target("a"), errors=(error,), reason="protocol", message=bad, not_seen=(bad,))
    scan_runs.record(store, run, seen, DAY)
    assert scan_runs.scan_errors(store) == (error,)


def test_R_10_a_database_of_the_version_before_gets_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.MonkeyPatch.context() as patch:
        copytree(database.MIGRATIONS, tmp_path / "migrations")
        (tmp_path / "migrations" / "versions" / "0002_scans.py").unlink()
        patch.setattr(database, "MIGRATIONS", tmp_path / "migrations")
        patch.setattr(database, "REVISION", "0001")
        open_store(tmp_path / "estate.db").close()
    with open_store(tmp_path / "estate.db") as store:
        run = _begin(store, "a")
        scan_runs.record(store, run, _seen("a", "a"), DAY)
    assert (tmp_path / "estate.db.before-0001").exists()


def test_the_tables_are_as_the_code_says(store: Store, tmp_path: Path) -> None:
    from inventory.schema import METADATA

    with closing(sqlite3.connect(tmp_path / "estate.db")) as plain:
        for table in ("scan_runs", "scan_hosts", "scan_errors"):
            columns = [row[1] for row in plain.execute(f"PRAGMA table_info({table})")]
            assert columns == [column.name for column in METADATA.tables[table].columns]


def _hold(path: Path, ready: Any, die: bool) -> None:
    with scanning(path):
        ready.set()
        if die:
            os._exit(9)
        multiprocessing.Event().wait()


def test_R_09_a_second_scan_is_refused_with_the_holder(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "lock", ready, False))
    holder.start()
    assert ready.wait(30)
    with pytest.raises(StorageError, match=f"process {holder.pid} on "), scanning(tmp_path / "lock"):
        pass
    holder.kill()
    holder.join()


def test_R_09_the_lock_of_a_dead_process_is_taken_over(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready = context.Event()
    holder = context.Process(target=_hold, args=(tmp_path / "lock", ready, True))
    holder.start()
    holder.join()
    with scanning(tmp_path / "lock"):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def test_X_05_a_link_in_place_of_the_lock_is_refused(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match="lock"), scanning(tmp_path / "lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()
