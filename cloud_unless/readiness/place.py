"""Looking at a programme folder, and at the age of our own tables. Changes nothing."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless import stages
from cloud_unless.readiness.seen import Place, Tables
from safeio.errors import InputError, StorageError
from safeio.regular import read_regular

if TYPE_CHECKING:
    from cloud_unless.folder import Read

# What shows the weak spots of an estate, or says whom to trust: only its owner may read or change it.
PRIVATE = (
    *(stages.STORE, f"{stages.STORE}-wal", f"{stages.STORE}-shm", "out", stages.ESTATE, stages.REJECTED),
    *("out/reports", "known_hosts"),
)
OURS = (stages.PROGRAMME, "sources.yaml", "prices")
_MOST_IGNORED_BYTES = 100_000


def look_at_place(folder: Path) -> Place:
    """The programme folder as it is now. It must be one."""
    read, unreadable = _read(folder)
    database, last_import = _database(folder / stages.STORE)
    return Place(
        path=folder,
        closed=tuple(name for name in (".", *OURS, *PRIVATE) if _is_closed(folder / name)),
        modes={name: mode for name in (".", *PRIVATE) if (mode := _mode(folder / name)) is not None},
        free=shutil.disk_usage(folder).free,
        newest_file=max(_written_on(folder), default=None),
        in_git=any((above / ".git").exists() for above in (folder.absolute(), *folder.absolute().parents)),
        ignored=_ignored(folder / ".gitignore"),
        unreadable=unreadable,
        credentials=_credentials(read),
        database=database,
        last_import=last_import,
        own_prices=max((price.effective for price in read.folder.prices), default=None) if read else None,
    )


def look_at_tables() -> Tables:
    """How old the product lines and list prices of this version are."""
    from inventory.products import load_products
    from migration.money.tables import load_prices

    return Tables(
        products=tuple(sorted(product.as_of for product in load_products())),
        prices=max(price.effective for price in load_prices()),
    )


def _read(folder: Path) -> tuple[Read | None, str | None]:
    """What people wrote, or the name of the file that cannot be read. The message itself may name a host: `config
    show` tells it."""
    from cloud_unless.landing_zone import FILE, read_landing_zone

    try:
        read = stages.read_folder(folder)
    except InputError as problem:
        names = ("sources.yaml", "unless.yaml", "waves.yaml", "initiatives.csv", "prices")
        return None, next((name for name in names if name in problem.where), stages.PROGRAMME)
    with suppress(FileNotFoundError):
        (folder / FILE).lstat()
        try:
            read_landing_zone(folder)
        except InputError:
            return read, FILE
    return read, None


def _credentials(read: Read | None) -> frozenset[str]:
    entries = read.sources.targets if read else ()
    references = (one for entry in entries for one in (entry.credential, entry.passphrase) if one)
    return frozenset(reference.partition(":")[0] for reference in references)


def _database(path: Path) -> tuple[str, date | None]:
    from inventory.database_state import database_state

    if not os.path.lexists(path) or _is_closed(path):
        return "none", None
    try:
        state = database_state(path)
    except StorageError as problem:
        return problem.wrong, None
    return "sound" if state.is_current else "old", state.last_import


def _is_closed(path: Path) -> bool:
    """True for what is there, but this user may not read and write. What is in a closed folder is not looked at."""
    try:
        kind = path.stat().st_mode
    except OSError:
        return False
    return not os.access(path, os.R_OK | os.W_OK | (os.X_OK if stat.S_ISDIR(kind) else 0))


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except OSError:
        return None


def _written_on(folder: Path) -> Iterator[date]:
    """The days on which the files that people write and the commands make were written."""
    for name in (".", "out", "prices"):
        with suppress(OSError):
            for file in (folder / name).iterdir():
                yield datetime.fromtimestamp(file.lstat().st_mtime, UTC).date()


def _ignored(path: Path) -> bool:
    """True where git is told to leave the estate out."""
    try:
        lines = read_regular(path, _MOST_IGNORED_BYTES).decode("utf-8", "replace").split()
    except InputError:
        return False
    return {stages.STORE, stages.ESTATE} <= {line.strip("/*") for line in lines}
