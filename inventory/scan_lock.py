"""One scan at a time on a store: a lock that the system takes back when its holder dies."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from safeio.errors import StorageError
from safeio.private_files import private_folder
from safeio.terminal_text import shown

_CAP_BYTES = 300


@contextmanager
def scanning(path: Path) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs. The file stays; the lock does not, even after kill -9.

    Raises StorageError that names the process and the machine that hold it.
    """
    private_folder(path.parent)
    where = shown(path, 300)
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK, 0o600)
    except OSError as error:
        remedy = "Remove it, or ask for permission to write there."
        raise StorageError(where, f"the lock cannot be opened ({error.strerror})", remedy) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = shown(os.read(descriptor, _CAP_BYTES).decode("utf-8", "replace"), 200) or "another process"
            remedy = "Wait for it, or stop it; what it stored is kept."
            raise StorageError(where, f"a scan is under way: {holder}", remedy) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"process {os.getpid()} on {socket.gethostname()}".encode()[:_CAP_BYTES], 0)
        yield
    finally:
        os.close(descriptor)
