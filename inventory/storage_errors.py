"""What a database says when it fails, as one error the user can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from safeio.errors import StorageError
from safeio.text import clean

_ANOTHER_COPY = "Restore a copy, or move it away and import the files again; it was not changed."
# By the primary result code, the low byte of what SQLite returns.
_SQLITE = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some space and import again; what was stored before is kept."),
    sqlite3.SQLITE_BUSY: ("another program is writing to it", "Wait until that is done, and try again."),
    sqlite3.SQLITE_LOCKED: ("another program is writing to it", "Wait until that is done, and try again."),
    sqlite3.SQLITE_READONLY: ("it may only be read", "Ask for write permission, or use a copy in another folder."),
    sqlite3.SQLITE_PERM: ("access is not permitted", "Ask for permission, or use a copy in another folder."),
    sqlite3.SQLITE_CANTOPEN: ("it cannot be opened", "Check that the folder exists and that you may write to it."),
    sqlite3.SQLITE_IOERR: (
        # What SQLite says where the disk is so full, or files so limited, that it cannot even begin.
        "the disk is full, a limit on the size of files is reached, or the disk is faulty",
        "Free some space or check the disk, and try again; nothing half-done is kept.",
    ),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", _ANOTHER_COPY),
    sqlite3.SQLITE_NOTADB: ("it is not a database", _ANOTHER_COPY),
}


def storage_error(where: str, error: BaseException) -> StorageError:
    """The error to show for what the database driver or SQLAlchemy raised."""
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if isinstance(code, int) and code & 0xFF in _SQLITE:
        return StorageError(where, *_SQLITE[code & 0xFF])
    if isinstance(original, ModuleNotFoundError):
        return StorageError(where, f"the driver {original.name} is not installed", f"Run: pip install {original.name}.")
    said = clean((str(original).splitlines() or [""])[0], 200).rstrip("?!. ") or type(original).__name__
    return StorageError(where, f"the database refuses: {said}", "Check the address, and that the database is up.")


def damaged(where: str, wrong: str) -> StorageError:
    """The error for a file that holds no usable database."""
    return StorageError(where, wrong, _ANOTHER_COPY)


@contextmanager
def told(where: str) -> Iterator[None]:
    """Turn what a database raises inside into a StorageError that names `where`."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ModuleNotFoundError) as error:
        raise storage_error(where, error) from error
