"""What state a claims database is in, told without changing it: opening a store would bring it up to date."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote

from inventory.schema import REVISION
from inventory.storage_errors import damaged, told
from safeio.errors import StorageError
from safeio.terminal_text import shown
from safeio.values import value


@value
class DatabaseState:
    """`revision` is the schema the database has, `newest` the one this version makes. `last_import` None: no import."""

    revision: str
    newest: str
    imports: int
    last_import: date | None

    @property
    def is_current(self) -> bool:
        """True where the schema is the one this version makes."""
        return self.revision == self.newest


def database_state(path: Path, wait_seconds: float = 5) -> DatabaseState:
    """The state of the SQLite file at `path`, opened for reading only.

    Raises StorageError where it is no sound database of cloud-unless, or of a newer version.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.exists():
        return _state(path, wait_seconds, "mode=ro")
    try:
        # Without a log nobody is writing. Even a reader would make one, and leave it behind.
        return _state(path, wait_seconds, "mode=ro&immutable=1")
    except StorageError:
        if log.exists():  # someone began to write meanwhile
            return _state(path, wait_seconds, "mode=ro")
        raise


def _state(path: Path, wait_seconds: float, how: str) -> DatabaseState:
    from inventory.database import known_revisions

    where = shown(path, 300)
    if path.is_symlink() or not path.is_file():
        raise damaged(where, "it is not an ordinary file")
    address = f"file:{quote(str(path.absolute()))}?{how}"
    with told(where), closing(sqlite3.connect(address, uri=True, timeout=wait_seconds)) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise damaged(where, "it is damaged")
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "imports"} <= names:
            raise damaged(where, "it is a database, but not one of cloud-unless")
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        count, last = connection.execute("SELECT count(*), max(imported_on) FROM imports").fetchone()
    revision = str(row[0]) if row else ""
    if revision not in known_revisions():
        remedy = "Install the newer version of cloud-unless that made it."
        raise StorageError(where, f"it was made by a newer version (schema {shown(revision, 20)})", remedy)
    return DatabaseState(revision=revision, newest=REVISION, imports=count, last_import=_day(last, where))


def _day(text: str | None, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except (TypeError, ValueError):
        raise damaged(where, "it holds values that are not dates") from None
