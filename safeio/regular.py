"""Opening files that strangers name: only ordinary ones, only up to a size."""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path

from safeio.errors import InputError
from safeio.terminal_text import shown


def open_regular(path: Path, cap_bytes: int) -> BufferedReader:
    """The file at `path`, open for reading. The caller closes it.

    The opened file itself is looked at, so swapping it afterwards changes nothing. A pipe is refused, not waited for.
    Raises InputError when it is missing, not readable, not an ordinary file, or larger than `cap_bytes`.
    """
    where = shown(path, 300)
    try:
        # Opening a pipe without a writer would otherwise wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except FileNotFoundError:
        raise InputError(where, "there is no such file", "Check the name and the folder.") from None
    except PermissionError:
        raise InputError(where, "this file may not be read", "Ask for read permission, or copy the file.") from None
    except (OSError, ValueError) as problem:
        raise InputError(where, f"this file cannot be opened ({_reason(problem)})", "Name another file.") from None
    try:
        _refuse_unusual(os.fstat(descriptor), where, cap_bytes)
    except InputError:
        os.close(descriptor)
        raise
    return os.fdopen(descriptor, "rb")


def read_regular(path: Path, cap_bytes: int) -> bytes:
    """All bytes of an ordinary file. Raises InputError as `open_regular` does, and when it grows past `cap_bytes`."""
    where = shown(path, 300)
    with open_regular(path, cap_bytes) as found:
        try:
            data = found.read(cap_bytes + 1)
        except OSError as problem:
            raise InputError(where, f"reading failed ({_reason(problem)})", "Copy the file and try again.") from None
    if len(data) > cap_bytes:
        raise _too_large(where, cap_bytes)
    return data


def _refuse_unusual(found: os.stat_result, where: str, cap_bytes: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise InputError(where, "this is a folder, not a file", "Name the file inside it.")
    if not stat.S_ISREG(found.st_mode):
        raise InputError(where, "this is a pipe, socket or device, not an ordinary file", "Name an ordinary file.")
    if found.st_size > cap_bytes:
        raise _too_large(where, cap_bytes)


def _too_large(where: str, cap_bytes: int) -> InputError:
    limit = f"{cap_bytes // 1_000_000} MB" if cap_bytes >= 1_000_000 else f"{cap_bytes} bytes"
    return InputError(where, f"this file is larger than the limit of {limit}", "Split it into smaller files.")


def _reason(problem: Exception) -> str:
    return shown(getattr(problem, "strerror", None) or problem, 80)
