"""The folder of a rehearsal that is kept: what stood before the removal, and another rehearsal that goes on with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from safeio.errors import InputError, StorageError
from safeio.private_files import private_folder, write_private
from safeio.regular import read_regular
from safeio.terminal_text import shown
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import copy_azure, open_azure
from stacks.rehearsal.quotas import Quotas
from stacks.rehearsal.troubles import Troubles

AZURE = "azure.db"
STATES = "states"
PASSPHRASE = "passphrase"  # noqa: S105 - the name of a file
PROJECT = "project"

STOOD = "stood"
"""The folder inside, with everything as it was when it was built."""

_CAP_BYTES = 1_000_000
_PASSPHRASE_BYTES = 200
# A run that was cut off leaves its lock, and nobody holds it any more. Copies of older states would be taken for more.
_LEFT_OUT = shutil.ignore_patterns("locks", "backups", "history")
_REMEDY = "Name a folder that `cloud-unless rehearse --keep` has left."


@contextmanager
def azure_in(
    home: Path,
    before: Path | None = None,
    *,
    assumes: bool = False,
    troubles: Troubles | None = None,
    quotas: Quotas | None = None,
) -> Iterator[Azure]:
    """The simulated Azure of a rehearsal in its own folder `home`, with what stood in the kept folder `before`. Raises
    InputError and StorageError as `go_on_with` does."""
    if before is not None:
        go_on_with(before, home)
    where = None if before is None else shown(before, 300)
    with closing(open_azure(home / AZURE, where)) as file, closing(Azure(assumes, troubles, quotas, file)) as azure:
        yield azure


def keep_standing(home: Path, azure: Azure) -> None:
    """Copy what stands in a rehearsal's own folder: Azure, the states of the stacks, and what opens their secrets.
    Raises StorageError."""
    stood = private_folder(home / STOOD)
    azure.copy(stood / AZURE)
    _copy_states(home, stood)


def go_on_with(kept: Path, home: Path) -> None:
    """Copy what stood in a kept folder into the folder of another rehearsal; the kept one stays as it is.

    A rehearsal that was cut off has no copy of what stood: then it is what stands there. Raises InputError for a folder
    that is none of a rehearsal, and StorageError.
    """
    if not kept.is_dir():
        raise InputError(shown(kept, 300), "there is no such folder", _REMEDY)
    stood = kept / STOOD if (kept / STOOD).is_dir() else kept
    if not (stood / AZURE).exists() or not (stood / STATES).is_dir():
        raise InputError(
            shown(kept, 300), f"this is not the folder of a rehearsal: it lacks {AZURE} or {STATES}", _REMEDY
        )
    copy_azure(stood / AZURE, home / AZURE)
    _copy_states(stood, home)


def _copy_states(source: Path, target: Path) -> None:
    write_private(target / PASSPHRASE, read_regular(source / PASSPHRASE, _PASSPHRASE_BYTES))
    try:
        shutil.copytree(source / STATES, target / STATES, ignore=_LEFT_OUT)
    except OSError as problem:
        wrong = f"the states of the stacks cannot be copied ({shown(problem.strerror or problem, 200)})"
        raise StorageError(shown(source, 300), wrong, "Free some space, or ask for permission to read it.") from None
    private_folder(target / PROJECT)
    for settings in sorted((source / PROJECT).glob("Pulumi.*.yaml")):
        write_private(target / PROJECT / settings.name, read_regular(settings, _CAP_BYTES))
