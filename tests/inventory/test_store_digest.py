"""The hash of a store changes with everything that is taken in, and with nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from store_imports import DAY, SHA, filled, imported, machines

from inventory.model import ScanError
from inventory.scan_runs import begin, record
from inventory.scanners.outcome import Observation
from inventory.store import open_store
from inventory.store_digest import store_digest
from inventory.targets import Target

HOST = Target(host="10.0.0.1", port=22, user="scan", credential="env:SCAN")


def test_the_same_store_has_the_same_hash_and_nothing_is_left_behind(tmp_path: Path) -> None:
    path = filled(tmp_path)
    before = sorted(tmp_path.iterdir())
    with open_store(path) as store:
        assert store.claims()
    assert store_digest(path) == store_digest(path) is not None
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize(("day", "sha"), [(DAY, SHA), (date(2026, 11, 23), SHA), (DAY, "b" * 64)])
def test_every_import_changes_it_even_one_that_says_nothing_new(tmp_path: Path, day: date, sha: str) -> None:
    path = filled(tmp_path)
    before = store_digest(path)
    with open_store(path) as store:
        store.add(imported(tmp_path / "a.xlsx", *machines(10)), sha, day)
    assert store_digest(path) not in (before, None)


def test_every_host_that_was_looked_at_changes_it(tmp_path: Path) -> None:
    path = filled(tmp_path)
    seen = [store_digest(path)]
    with open_store(path) as store:
        run = begin(store, [HOST], "ab" * 32, DAY)
        for message in ("it broke off", "it broke off later"):
            fault = ScanError(target=HOST.name, reason="truncated", message=message, seen_on=DAY)
            told = Observation(target=HOST, reason="truncated", message="x", errors=(fault,))
            record(store, run, told, DAY)
            seen.append(store_digest(path))
    assert None not in seen
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\0" + b"\0" * 500])
def test_what_is_no_store_has_none(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "estate.db"
    path.write_bytes(data)
    assert store_digest(path) is None
    assert store_digest(tmp_path / "missing.db") is None
    assert not (tmp_path / "missing.db").exists()
