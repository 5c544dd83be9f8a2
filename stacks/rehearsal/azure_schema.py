"""The form of the file of a simulated Azure: its tables, how it is made and checked, and what SQLite says of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from safeio.errors import StorageError
from safeio.terminal_text import shown

VERSION = 1
"""The number of this schema: it grows with each change that another version of cloud-unless cannot read."""

MOST_BYTES = 500_000_000
"""A hundred thousand resources take less."""

_APPLICATION = 0x436C556E  # "ClUn", by which SQLite files are told apart
_MAGIC = b"SQLite format 3\0"
# `stack`, `name` and `type` are there for people: the urn and the id say the same. A urn is empty for what no program
# made. An operation without an outcome is under way.
_SCHEMA = """
CREATE TABLE resources (
    id TEXT NOT NULL PRIMARY KEY, type TEXT NOT NULL DEFAULT '', stack TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL DEFAULT '', token TEXT NOT NULL DEFAULT '', urn TEXT NOT NULL DEFAULT '',
    arguments TEXT NOT NULL DEFAULT '{}', properties TEXT NOT NULL DEFAULT '{}');
CREATE TABLE operations (
    number INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL, target TEXT NOT NULL, outcome TEXT);
"""
_REHEARSE_AGAIN = "Rehearse again with --keep: that makes a new one."
_FAULTS = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space and rehearse again."),
    sqlite3.SQLITE_BUSY: ("another rehearsal, or another program, has it open", "End that, or go on with a copy."),
    sqlite3.SQLITE_READONLY: ("it may only be read", "Ask for write permission, or go on with a copy."),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "Check that the folder exists and that you may write to it."),
    sqlite3.SQLITE_IOERR: ("the disk is full or faulty", "Free some space or check the disk, and rehearse again."),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", _REHEARSE_AGAIN),
    sqlite3.SQLITE_NOTADB: ("it is no SQLite file", _REHEARSE_AGAIN),
}


def make(path: Path) -> None:
    """Make an empty file with these tables, for its owner alone. Raises StorageError."""
    where = shown(path, 300)
    with told(where):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(
                f"BEGIN; PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {VERSION}; {_SCHEMA} COMMIT"
            )


def connected(path: Path, where: str) -> sqlite3.Connection:
    """A connection to a file that is one of ours, usable in any thread. Raises StorageError for any other."""
    _check_file(path, where)
    with told(where):
        # Its owner takes care that calls do not overlap, whichever threads they come from.
        connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
        try:
            _check_schema(connection, where)
        except BaseException:
            connection.close()
            raise
    return connection


def _check_file(path: Path, where: str) -> None:
    if path.is_symlink() or not path.is_file():
        wrong = "there is no such file" if not os.path.lexists(path) else "it is not an ordinary file"
        raise StorageError(where, wrong, "Name the folder that a rehearsal with --keep has left.")
    with told(where):
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    if size > MOST_BYTES:
        raise StorageError(where, f"it is larger than {MOST_BYTES // 1_000_000} MB", "Remove what is not needed in it.")
    if start != _MAGIC:
        raise StorageError(where, "it is no SQLite file" if start else "it is empty", _REHEARSE_AGAIN)


def _check_schema(connection: sqlite3.Connection, where: str) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != _APPLICATION:
        raise StorageError(where, "it is a SQLite file, but none of a simulated Azure", _REHEARSE_AGAIN)
    if version != VERSION:
        wrong = f"another version of cloud-unless made it (schema {version}; this one reads {VERSION})"
        raise StorageError(where, wrong, "Rehearse again with --keep with this version, or use that one.")
    if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        raise StorageError(where, "it is damaged", _REHEARSE_AGAIN)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what SQLite or the system raises inside into a StorageError that names `where`."""
    try:
        yield
    except sqlite3.Error as problem:
        code = getattr(problem, "sqlite_errorcode", None)
        known = _FAULTS.get(code & 0xFF) if isinstance(code, int) else None
        raise StorageError(where, *(known or (f"SQLite refuses it ({shown(problem, 80)})", _REHEARSE_AGAIN))) from None
    except OSError as problem:
        raise StorageError(where, f"it cannot be used ({problem.strerror})", "Choose another folder.") from None
