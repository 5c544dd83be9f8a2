"""Imports for the store, made without files, and what a test reads back."""

from datetime import date
from pathlib import Path

from import_files import said

from inventory.importers.imported import Imported
from inventory.model import Claim
from inventory.store import Store, open_store

SHA = "a" * 64
DAY = date(2026, 11, 22)


def imported(path: Path, *claims: list[Claim], source: str = "rvtools:a.xlsx") -> Imported:
    """What a file at `path` said."""
    said_all = tuple(claim for part in claims for claim in part)
    return Imported(
        path=path, format="rvtools", source=source, claims=said_all, rejected=(), warnings=(), rows=len(claims)
    )


def machines(count: int, source: str = "rvtools:a.xlsx") -> list[list[Claim]]:
    """So many servers with two claims each."""
    return [said(f"server/s{n}", source, name=f"s{n}", cpus=n + 1) for n in range(count)]


def filled(folder: Path, count: int = 10) -> Path:
    """A database that holds so many servers."""
    path = folder / "estate.db"
    with open_store(path) as store:
        store.add(imported(folder / "a.xlsx", *machines(count)), SHA, DAY)
    return path


def words(store: Store) -> set[tuple[str, str, str, str]]:
    """All claims in force, without their order."""
    return {(one.thing_id, one.field, str(one.value), one.source) for one in store.claims()}
