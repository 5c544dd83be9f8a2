"""Reading .xlsx workbooks that strangers wrote, in a child process that may fail without us."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Any

from safeio.errors import InputError
from safeio.regular import open_regular
from safeio.terminal_text import shown
from safeio.text import clean
from safeio.values import value
from safeio.xlsx_parts import refuse_unsafe

_CAP_BYTES = 200_000_000
_CAP_LINE = 64_000_000
_CAP_CELL = 32_767  # what one cell can hold
_SECONDS = 180
_CHILD = Path(__file__).with_name("xlsx_child.py")

Cell = str | int | float | bool | datetime | None
"""One cell: text is cleaned, a date has no zone, blank is None. A formula is its last stored result."""


@value
class Sheet:
    """A sheet. `rows[0]` is row 1 of the spreadsheet; rows end at their last cell that is not blank."""

    name: str
    rows: list[list[Cell]]


@value
class Workbook:
    """The sheets that were asked for, by name as written, in the order of the workbook."""

    path: Path
    sheets: Mapping[str, Sheet]


def read_workbook(path: Path, sheets: Collection[str] | None = None) -> Workbook:
    """The cells of a workbook: all sheets, or those named (without regard to case); a sheet not there is left out.

    The work is done in a child process with at most 2 GiB of memory, 120 s of processor time and 180 s in all.
    Dates come out right in both date systems (1900 and 1904); text that looks like a date stays text.
    Raises InputError for what is not an .xlsx, has a password, is damaged, a zip bomb, or has a cell far out.
    """
    where = shown(path, 300)
    with open_regular(path, _CAP_BYTES) as source:
        refuse_unsafe(source, where)
        source.seek(0)
        return Workbook(path=path, sheets=_read_in_child(source, where, sheets))


def _read_in_child(source: BufferedReader, where: str, wanted: Collection[str] | None) -> dict[str, Sheet]:
    arguments = [] if wanted is None else [json.dumps(sorted(wanted))]
    child = subprocess.Popen(
        [sys.executable, "-I", str(_CHILD), *arguments],
        stdin=source,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        close_fds=True,
    )
    watch = threading.Timer(_SECONDS, child.kill)
    watch.start()
    try:
        assert child.stdout is not None
        with child.stdout as lines:
            return _sheets(iter(partial(lines.readline, _CAP_LINE), b""), where)
    finally:
        watch.cancel()
        child.kill()
        child.wait()


def _sheets(lines: Iterable[bytes], where: str) -> dict[str, Sheet]:
    found: dict[str, Sheet] = {}
    rows: list[list[Cell]] = []
    texts = _Cleaned()
    for line in lines:
        try:
            kind, *parts = json.loads(line)
        except ValueError:  # the child was stopped in the middle of a line
            break
        if kind == "end":
            return found
        if kind == "error":
            raise InputError(where, shown(parts[0], 300), shown(parts[1], 300))
        if kind == "sheet":
            rows = []
            name = clean(parts[0], 100)
            found[name] = Sheet(name=name, rows=rows)
        else:
            rows.extend([] for _ in range(parts[0]))
            rows.append([_cell(cell, texts) for cell in parts[1]])
    raise InputError(
        where,
        f"the workbook is damaged, or cannot be read within 2 GiB of memory and {_SECONDS} seconds",
        "Keep only the sheets and columns that are needed, delete what stands far from the table, and save it again.",
    )


class _Cleaned(dict[str, str | None]):
    """Texts by what they were. Exports repeat themselves: each text is cleaned once and kept once."""

    def __missing__(self, found: str) -> str | None:
        self[found] = clean(found, _CAP_CELL) or None
        return self[found]


def _cell(found: Any, texts: _Cleaned) -> Cell:
    if type(found) is str:
        return texts[found]
    return datetime.fromisoformat(found["t"]) if type(found) is dict else found
