"""Runs alone, in a process with limits: reads a workbook from standard input, writes its cells as JSON lines.

Stands on the standard library and python-calamine alone, because it is started by its path. Each line is one list:
["sheet", name], then ["row", number of blank rows before it, cells]; the last line is ["end"] or
["error", wrong, remedy]. A date is written as {"t": ISO text}.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

MEMORY_BYTES = 2 * 1024**3
CPU_SECONDS = 120
# A sheet is laid out as a full grid, so what counts is the corner farthest out. Real exports are dense.
CELLS = 25_000_000
SPARSE_CELLS = 2_000_000
SPARSE_RATIO = 50

_CHUNK = 1 << 20
_CARRY = 4096
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
# The reference of a cell. The colon ends a namespace prefix. Written to be fast: it may run over every cell.
_CELL = rb"[<:]c\s(?:[^<>]{0,300}?\s)??r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']"
_ANY_CELL = re.compile(_CELL)
# A cell with something in it: an empty one ends in a slash.
_FULL_CELL = re.compile(_CELL + rb"[^<>/]{0,300}>")
# Spreadsheets disagree on the days before it: some count a 29 February 1900.
_FIRST_RELIABLE_DAY = datetime.fromisoformat("1900-03-01")


class Refused(Exception):
    """The workbook is not read: what is wrong, and what to do."""


def main() -> int:
    """Read, check and print. Exit code 0 when all that could be said was said."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    wanted = {name.lower() for name in json.loads(sys.argv[1])} if len(sys.argv) > 1 else None
    source = sys.stdin.buffer
    try:
        check_parts(source)
        source.seek(0)
        print_sheets(source, wanted)
        _say("end")
    except Refused as problem:
        _say("error", *problem.args)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        _say("error", "the workbook is damaged", "Open it in a spreadsheet and save it again as .xlsx.")
    except MemoryError:
        _say("error", "the workbook needs too much memory", "Keep only the sheets and columns that are needed.")
    sys.stdout.flush()
    return 0


def check_parts(source: IO[bytes]) -> None:
    """Unpack each part once: its real size and checksum, no document type, no sheet with a cell far out."""
    with zipfile.ZipFile(source) as archive:
        for info in archive.infolist():
            name = info.filename.lower().replace("\\", "/")
            if not name.endswith((".xml", ".rels", ".vml")):
                continue
            extent = _scanned(archive, info, Extent(exact=False))
            # Genuine exports hold styled cells that are empty, far out: only then is each cell looked at.
            if "worksheets/" in name and extent.is_absurd():
                _scanned(archive, info, Extent(exact=True)).refuse_absurd(info.filename)


def _scanned(archive: zipfile.ZipFile, info: zipfile.ZipInfo, extent: Extent) -> Extent:
    held = b""
    with archive.open(info) as part:
        while chunk := part.read(_CHUNK):
            held += chunk
            if b"<!DOCTYPE" in held or b"<!ENTITY" in held or held.startswith(_OTHER_ENCODINGS):
                raise Refused(
                    f"the part {info.filename} declares a document type or an unusual encoding",
                    "Genuine workbooks do not. Open it in a spreadsheet and save it again as .xlsx.",
                )
            held = extent.take(held)
    return extent


class Extent:
    """How far out the cells of one sheet lie, against how many there are.

    Not `exact`: the last cell of each row stands for the row, and empty cells count as cells.
    """

    def __init__(self, exact: bool) -> None:
        self.exact = exact
        self.cells = 0
        self.far_row = (0, "")
        self.far_column = (0, "")

    def take(self, held: bytes) -> bytes:
        """Count the cells in `held`; give back the end, where a cell may be cut."""
        end = max(held.rfind(b"<"), len(held) - _CARRY, 0)
        whole = held[:end]
        found = _FULL_CELL.findall(whole) if self.exact else _last_cells(whole)
        self.cells += len(found) if self.exact else whole.count(b"<c ") + whole.count(b":c ")
        # Sets first: millions of cells name few rows and columns.
        row = max(map(int, {digits for _, digits in found}), default=0)
        column = max(map(_column_number, {letters for letters, _ in found}), default=0)
        if row > self.far_row[0]:
            self.far_row = (row, next(_name(*one) for one in found if int(one[1]) == row))
        if column > self.far_column[0]:
            self.far_column = (column, next(_name(*one) for one in found if _column_number(one[0]) == column))
        return held[end:]

    def is_absurd(self) -> bool:
        """Whether the grid up to the farthest cells is too large, or far too large for so few cells."""
        return self._grid() > min(CELLS, max(SPARSE_CELLS, SPARSE_RATIO * self.cells))

    def refuse_absurd(self, name: str) -> None:
        """Raise Refused when the grid is absurd, and name the cell to blame."""
        if not self.is_absurd():
            return
        far = self.far_row[1] if self.far_row[0] > 2 * self.cells else self.far_column[1]
        raise Refused(
            f"the part {name} has a cell at {far}, so the sheet claims {self._grid():,} cells and has {self.cells:,}",
            f"Delete what stands at {far}, and the rows and columns up to it, and save the workbook again.",
        )

    def _grid(self) -> int:
        return self.far_row[0] * self.far_column[0]


def _last_cells(whole: bytes) -> list[tuple[bytes, bytes]]:
    found = []
    for row in whole.split(b"row>"):
        cell = _ANY_CELL.search(row, max(row.rfind(b"<c "), row.rfind(b":c "), 0))
        if cell:
            found.append((cell[1], cell[2]))
    return found


def _name(letters: bytes, digits: bytes) -> str:
    return (letters + digits).decode().upper()


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def print_sheets(source: IO[bytes], wanted: set[str] | None) -> None:
    """Print the wanted sheets, row by row, without trailing blanks."""
    import python_calamine

    part = "the workbook"
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(source)
        for name in workbook.sheet_names:
            if wanted is None or name.lower() in wanted:
                part = f"the sheet {name[:60]}"
                _say("sheet", name)
                for blanks, cells in _rows(workbook.get_sheet_by_name(name)):
                    _say("row", blanks, cells)
    except python_calamine.WorksheetNotFound:
        pass
    except python_calamine.CalamineError:
        raise Refused(
            f"{part} cannot be read: it is damaged or cut off",
            "Open it in a spreadsheet and save it again as .xlsx.",
        ) from None


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    left, blanks = [None] * sheet.start[1], 0
    for row in sheet.iter_rows():
        cells = left + [cell or None if type(cell) is str else _cell(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield blanks, cells
        blanks = 0 if cells else blanks + 1


def _cell(found: Any) -> Any:
    if isinstance(found, str):
        return found or None
    if isinstance(found, float):
        return int(found) if found.is_integer() and abs(found) < 2**53 else found
    if isinstance(found, datetime):
        return {"t": found.isoformat()} if found >= _FIRST_RELIABLE_DAY else "a day before 1900-03-01"
    if isinstance(found, date):
        return _cell(datetime.combine(found, time()))
    return str(found) if isinstance(found, time | timedelta) else found


def _say(*line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    sys.exit(main())
