"""The claims database: every word of every source, kept with the day it was said. Nothing is ever overwritten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import cast

from sqlalchemy import Connection, Engine, func, select

from inventory.claim_rows import Said, keep
from inventory.database import open_file, open_url
from inventory.importers.imported import Imported
from inventory.model import Claim
from inventory.schema import CLAIMS, IMPORTS, SOURCES
from inventory.storage_errors import damaged, told
from safeio.terminal_text import shown
from safeio.values import Day, value


@value
class ImportRecord:
    """One import: which file, with which bytes, on which day, and what it brought."""

    source: str
    path: str
    format: str
    sha256: str
    at: Day
    rows: int
    claims: int
    rejected: int


def open_store(url_or_path: str | Path, wait_seconds: float = 30) -> Store:
    """The store in an SQLite file, made if missing, or in PostgreSQL by URL.

    `wait_seconds` is how long to wait for another program that is writing. Raises StorageError.
    """
    if isinstance(url_or_path, str) and "://" in url_or_path and not url_or_path.startswith("sqlite:///"):
        engine = open_url(url_or_path)
        return Store(engine, engine.url.render_as_string(hide_password=True), None)
    path = Path(str(url_or_path).removeprefix("sqlite:///")).absolute()
    return Store(open_file(path, wait_seconds), shown(path, 300), path.parent)


class Store:
    """An open database of claims. Use it in a `with` statement, or close it."""

    def __init__(self, engine: Engine, where: str, folder: Path | None) -> None:
        self._engine = engine
        self._where = where
        self._folder = folder

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the file back."""
        self._engine.dispose()

    def add(self, imported: Imported, sha256: str, at: date) -> None:
        """Keep what one file said; see `add_all`."""
        self.add_all([(imported, sha256)], at)

    def add_all(self, imports: Iterable[tuple[Imported, str]], at: date) -> None:
        """Keep what files said, each with its SHA-256: all of it or nothing. A claim known from a file is seen again.

        The import becomes the newest of its file: claims the file no longer makes stay as history, and do not count.
        """
        with told(self._where), self._engine.begin() as connection:
            for imported, sha256 in imports:
                self._add(connection, imported, sha256, at)

    def _add(self, connection: Connection, imported: Imported, sha256: str, at: date) -> None:
        said = Said(
            source=imported.source,
            path=self._relative(imported.path),
            format=imported.format,
            sha256=sha256,
            rows=imported.rows,
            claims=imported.claims,
            rejected=len(imported.rejected),
        )
        keep(connection, said, at)

    def claims(self) -> tuple[Claim, ...]:
        """What every file says in its newest import, in the order in which it was first said."""
        newest = select(func.max(IMPORTS.c.id)).group_by(IMPORTS.c.source_id)
        query = (
            select(CLAIMS.c.thing_id, CLAIMS.c.field, CLAIMS.c.value, SOURCES.c.name, CLAIMS.c.seen_on)
            .join(SOURCES, SOURCES.c.id == CLAIMS.c.source_id)
            .where(CLAIMS.c.import_id.in_(newest))
            .order_by(CLAIMS.c.id)
        )
        day = cache(date.fromisoformat)
        decode = lru_cache(maxsize=10_000)(json.loads)
        # Equal texts are kept once: half a million claims name the same things, fields and sources.
        once = cast(dict[str, str], {}).setdefault
        with told(self._where), self._reading() as connection:
            try:
                return tuple(
                    Claim(
                        thing_id=once(thing_id, thing_id),
                        field=once(field, field),
                        value=json.loads(said) if said.startswith("[") else decode(said),
                        source=once(name, name),
                        seen_on=day(seen_on),
                    )
                    for thing_id, field, said, name, seen_on in connection.execute(query)
                )
            except ValueError as error:
                raise damaged(self._where, "it holds values that are not claims") from error

    def imports(self) -> tuple[ImportRecord, ...]:
        """All imports, oldest first."""
        query = select(IMPORTS, SOURCES.c.name, SOURCES.c.path).join(SOURCES).order_by(IMPORTS.c.id)
        with told(self._where), self._reading() as connection:
            return tuple(
                ImportRecord(
                    source=row.name,
                    path=row.path,
                    format=row.format,
                    sha256=row.sha256,
                    at=date.fromisoformat(row.imported_on),
                    rows=row.row_count,
                    claims=row.claim_count,
                    rejected=row.rejected_count,
                )
                for row in connection.execute(query)
            )

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction on all tables of the store: all of it is kept, or nothing. Raises StorageError."""
        with told(self._where), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at all tables of the store. Raises StorageError."""
        with told(self._where), self._reading() as connection:
            yield connection

    def _reading(self) -> Connection:
        return self._engine.connect().execution_options(reading=True)

    def _relative(self, path: Path) -> str:
        """As seen from the database, so that a programme folder can be moved."""
        absolute = path.absolute()
        relative = absolute if self._folder is None else os.path.relpath(absolute, self._folder)
        return os.fsencode(relative).decode("utf-8", "backslashreplace")
