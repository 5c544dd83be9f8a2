"""Writing files that only their owner may read, whole or not at all."""

from __future__ import annotations

import errno
import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from safeio.errors import StorageError
from safeio.terminal_text import shown

_REMEDIES = {
    errno.ENOSPC: ("the disk is full", "Free some space and run the same command again; nothing was lost."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and run the same command again; nothing was lost."),
    errno.EFBIG: ("a limit on the size of files is reached", "Raise it (ulimit -f) and run the same command again."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.EACCES: ("writing is not permitted", "Choose another folder, or ask for write permission."),
    errno.EPERM: ("writing is not permitted", "Choose another folder, or ask for write permission."),
    errno.ENOTDIR: ("a part of this path is not a folder", "Choose another folder."),
    errno.EISDIR: ("this is a folder", "Name a file."),
    errno.ENAMETOOLONG: ("the name is too long", "Choose a shorter name."),
}


def write_private(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, readable and writable by its owner only (mode 0600 from the start).

    Until the last step the old file stands as it was, also when the disk is full or the process is killed.
    Missing folders are made with mode 0700. What a killed process left behind is removed.
    Raises StorageError when `path` is a link or not a file, or when it cannot be written.
    """
    private_folder(path.parent)
    with _told_as_storage(path):
        _refuse_link(path)
        if path.exists() and not path.is_file():
            raise StorageError(shown(path, 300), "this is not an ordinary file", "Choose another name.")
        _remove_left_behind(path)
        _write_and_replace(path, data)
        _sync_folder(path.parent)


def private_folder(path: Path) -> Path:
    """Make the folder `path` and its missing parents with mode 0700; one that exists stays as it is.

    Raises StorageError when `path` is a link or a file, or when it cannot be made.
    """
    with _told_as_storage(path):
        _refuse_link(path)
        missing = [folder for folder in (path, *path.parents) if not folder.exists()]
        for folder in reversed(missing):
            with suppress(FileExistsError):  # another process may make it at the same time
                folder.mkdir(mode=0o700)
        if not path.is_dir():
            raise StorageError(shown(path, 300), "this is a file, not a folder", "Choose another folder.")
    return path


def _write_and_replace(path: Path, data: bytes) -> None:
    descriptor, name = _locked_temporary(path)
    try:
        with os.fdopen(descriptor, "wb") as temporary:
            temporary.write(data)
            temporary.flush()
            os.fsync(temporary.fileno())
            Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _locked_temporary(path: Path) -> tuple[int, str]:
    # The lock tells a file still being written from one left behind. Another process may remove the new file
    # before it is locked: then it has no name any more, and we make another.
    while True:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return descriptor, name
        os.close(descriptor)


def _remove_left_behind(path: Path) -> None:
    for left in path.parent.iterdir():
        if not (left.name.startswith(f".{path.name}.") and left.name.endswith(".tmp")):
            continue
        with suppress(OSError):
            descriptor = os.open(left, os.O_RDWR | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()
            finally:
                os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        remedy = "Remove it, or name the place it points to."
        raise StorageError(shown(path, 300), "this is a symbolic link", remedy)


@contextmanager
def _told_as_storage(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as problem:
        wrong, remedy = _REMEDIES.get(
            problem.errno or 0, (f"writing failed ({shown(problem.strerror, 80)})", "Choose another folder.")
        )
        raise StorageError(shown(path, 300), wrong, remedy) from None
