"""A hash of what an SQLite store took in, to see quickly whether it has changed since it was last read."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

# Claims are only ever added by an import, and every import has a row; so these stand for the claims too.
_TABLES = ("alembic_version", "sources", "imports", "scan_runs", "scan_hosts", "scan_errors")


def store_digest(path: Path, wait_seconds: float = 5) -> str | None:
    """The hash of all imports and scans of the SQLite file at `path`, which is opened for reading only.

    None where it cannot be read so; opening it as a store says why.
    """
    # Without a log nobody is writing. Even a reader would make one, and leave it behind.
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    address = f"file:{quote(str(path.absolute()))}?{how}"
    found = hashlib.sha256()
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=wait_seconds)) as connection:
            connection.execute("BEGIN")  # one look at all tables
            for table in _TABLES:
                found.update(f"{table}\n".encode())
                for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608 - names of ours
                    found.update(f"{row!r}\n".encode(errors="backslashreplace"))
    except (sqlite3.Error, OSError):
        return None
    return found.hexdigest()
