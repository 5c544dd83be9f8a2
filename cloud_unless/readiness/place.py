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

from cloud_unless import estate_lists, stages
from cloud_unless.readiness.seen import Place, Tables
from safeio.errors import InputError, StorageError
from safeio.regular import read_regular

if TYPE_CHECKING:
    from cloud_unless.folder import Read

# What shows the weak spots of an estate, or says whom to trust: only its owner may read or change it.
PRIVATE = (
    *(stages.STORE, f"{stages.STORE}-wal", f"{stages.STORE}-shm", "out", stages.ESTATE, estate_lists.FILE),
    *(stages.REJECTED, "out/reports", "known_hosts"),
)
# What people write and every stage reads.
WRITTEN = (
    *(stages.PROGRAMME, "sources.yaml", "unless.yaml", "waves.yaml", "initiatives.csv", "prices"),
    *("standards.yaml", "landing-zone.yaml"),
)
_MOST_IGNORED_BYTES = 100_000


def look_at_place(folder: Path) -> Place:
    """The programme folder as it is now. It must be one."""
    read, unreadable = _read(folder)
    database, last_import = _database(folder / stages.STORE)
    return Place(
        path=folder,
        closed=tuple(name for name in (".", *WRITTEN, *PRIVATE) if _is_closed(folder / name)),
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
    """What people wrote, or the name of the first file that cannot be read. The message itself may name a host:
    `config show` tells it."""
    read = None
    try:
        read = stages.read_folder(folder)
        _read_more(folder)
    except InputError as problem:
        return read, next((name for name in WRITTEN if _is_about(problem.where, folder, name)), stages.PROGRAMME)
    except PermissionError:
        return read, None  # it is among the closed ones
    return read, None


def _read_more(folder: Path) -> None:
    """Read what the stages up to a plan do not need."""
    from cloud_unless import landing_zone
    from policies import standards
    from policies.own_rules import with_own
    from policies.rules import RULES

    rules = with_own(RULES, folder)
    if os.path.lexists(folder / standards.FILE):
        standards.read_standards(folder / standards.FILE, rules)
    if os.path.lexists(folder / landing_zone.FILE):
        landing_zone.read_landing_zone(folder)


def _is_about(where: str, folder: Path, name: str) -> bool:
    """True where an error names this file, by its path or by its name in the folder."""
    return where.startswith((name, str(folder / name)))


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
    return {stages.STORE, stages.ESTATE, estate_lists.FILE} <= {line.strip("/*") for line in lines}
