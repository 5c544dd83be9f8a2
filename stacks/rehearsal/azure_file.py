"""The SQLite file in which a simulated Azure keeps what stands: every change is in it before it is answered.

A process that is killed loses nothing that it answered: what SQLite wrote is with the operating system, which goes on.
Nothing waits for the disk, so a machine that loses its power may lose the file. A rehearsal is made anew then.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from safeio.errors import StorageError
from safeio.private_files import write_private
from safeio.regular import read_regular
from safeio.terminal_text import shown
from stacks.rehearsal.azure_schema import connected, make, told
from stacks.rehearsal.kept_values import kept_text, sealed, secret_in, value_of
from stacks.rehearsal.made import Made, made
from stacks.rehearsal.wire import Sealed

_KEY_BYTES = 32


class AzureFile:
    """One open file, which nothing else can open meanwhile. Calls must not overlap; each raises StorageError."""

    def __init__(self, connection: sqlite3.Connection, key: bytes, where: str) -> None:
        self._connection = connection
        self._key = key
        self._where = where

    def resources(self) -> Iterator[Made]:
        """What stands, in the order in which it was made, with Sealed in place of each secret."""
        seen: set[str] = set()
        with told(self._where):
            found = self._connection.execute(
                "SELECT id, token, urn, arguments, properties FROM resources ORDER BY rowid"
            )
            for row in found:
                one = _made(row, self._where)
                if one.id.casefold() in seen:
                    raise _wrong_row(self._where, one.id, "is there twice, with other capitals")
                seen.add(one.id.casefold())
                yield one

    def put(self, one: Made, in_place_of: Made | None) -> None:
        """Write one resource, in place of the one with its id where there is one."""
        row = (
            *(one.id, one.kind, one.urn.split("::")[0].removeprefix("urn:pulumi:"), one.urn.rpartition("::")[2]),
            *(one.token, one.urn),
            kept_text(one.inputs, one.secret, self._key),
            kept_text(one.outputs, frozenset(), self._key),
        )
        if in_place_of is None:
            self._write("INSERT INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            return
        names = "id = ?, type = ?, stack = ?, name = ?, token = ?, urn = ?, arguments = ?, properties = ?"
        self._write(f"UPDATE resources SET {names} WHERE id = ?", (*row, in_place_of.id))  # noqa: S608 - our own words

    def remove(self, ids: Sequence[str]) -> None:
        """Take resources away, all of them or none."""
        with told(self._where), self._connection:
            self._connection.execute("BEGIN")
            self._connection.executemany("DELETE FROM resources WHERE id = ?", [(one,) for one in ids])

    def begin(self, operation: str, target: str) -> int:
        """Put on record that an operation is under way. Returns its number, which no other has."""
        found = self._write("INSERT INTO operations (operation, target) VALUES (?, ?)", (operation, target))
        return int(found.lastrowid or 0)

    def settle(self, number: int, outcome: str) -> None:
        """Put on record what came of an operation."""
        self._write("UPDATE operations SET outcome = ? WHERE number = ?", (outcome, number))

    def seal(self, value: Any) -> Sealed:
        """What this file keeps of a secret."""
        return sealed(value, self._key)

    def copy(self, path: Path) -> None:
        """Write what stands into a new file, with its key beside it."""
        _copy(self._connection, self._key, path, self._where)

    def close(self) -> None:
        """Let others open it."""
        with told(self._where):
            self._connection.close()

    def _write(self, statement: str, values: Sequence[Any]) -> sqlite3.Cursor:
        with told(self._where):
            return self._connection.execute(statement, values)


def open_azure(path: Path, where: str | None = None) -> AzureFile:
    """The file at `path`, made where there is none, for this process alone until it is closed or the process ends.

    The key of the secrets stands beside it (azure.key). Without it, each secret counts as another one. `where` is what
    messages call the file. Raises StorageError where it is open elsewhere, is of another version, or is no such file.
    """
    where = where or shown(path, 300)
    if not os.path.lexists(path):
        make(path)
    connection = connected(path, where)
    try:
        with told(where):
            # For as long as it is open nobody else can write, or read half of a change.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN EXCLUSIVE")
            # Whoever asked for it was never answered, and does not wait any more.
            connection.execute("UPDATE operations SET outcome = 'cut off' WHERE outcome IS NULL")
            connection.execute("COMMIT")
        return AzureFile(connection, _key(path, make=True), where)
    except BaseException:
        connection.close()
        raise


def copy_azure(source: Path, path: Path) -> None:
    """Copy a file, with its key, to a new one; it stays as it is. Raises StorageError as `open_azure` does."""
    where = shown(source, 300)
    with closing(connected(source, where)) as connection:
        _copy(connection, _key(source, make=False), path, where)


def _copy(connection: sqlite3.Connection, key: bytes, path: Path, where: str) -> None:
    write_private(_key_file(path), key)
    with told(where):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        connection.execute("VACUUM INTO ?", (str(path),))


def _key(path: Path, make: bool) -> bytes:
    """The key of a file; a new one where there is none, which is written down with `make`."""
    file = _key_file(path)
    if os.path.lexists(file):
        return read_regular(file, _KEY_BYTES)
    found = secrets.token_bytes(_KEY_BYTES)
    if make:
        write_private(file, found)
    return found


def _key_file(path: Path) -> Path:
    return path.with_suffix(".key")


def _made(row: tuple[Any, ...], where: str) -> Made:
    """A resource of a row, which people may have changed."""
    found_id = row[0]
    for name, text in zip(("id", "token", "urn", "arguments", "properties"), row, strict=True):
        if not isinstance(text, str):
            raise _wrong_row(where, found_id, f"has no text in the column {name}")
    values = []
    for name, text in (("arguments", row[3]), ("properties", row[4])):
        try:
            values.append(value_of(text))
        except ValueError as problem:
            raise _wrong_row(where, found_id, f"has no JSON object in the column {name} ({problem})") from None
    inputs, outputs = values
    return made(found_id, row[1], row[2], inputs, outputs, secret_in(row[3], inputs))


def _wrong_row(where: str, found_id: Any, wrong: str) -> StorageError:
    return StorageError(where, f"the resource {shown(found_id, 200)} {wrong}", "Mend that row, for example in sqlite3.")
