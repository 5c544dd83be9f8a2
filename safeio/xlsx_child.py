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
# A cell with something in it. Genuine exports hold thousands of styled cells that are empty: they do not count.
# Written to be fast: it runs over every cell. The colon ends a namespace prefix; an empty cell ends in a slash.
_FULL_CELL = re.compile(rb"[<:]c\s(?:[^<>]{0,300}?\s)??r\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"'][^<>/]{0,300}>")
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
    except zipfile.BadZipFile:
        _say("error", "the workbook is damaged", "Open it in a spreadsheet and save it again as .xlsx.")
    except MemoryError:
        _say("error", "the workbook needs too much memory", "Keep only the sheets and columns that are needed.")
    sys.stdout.flush()
    return 0


def check_parts(source: IO[bytes]) -> None:
    """Unpack each part once: its real size and checksum, no document type, no sheet with a cell far out."""
    with zipfile.ZipFile(source) as parts:
        for info in parts.infolist():
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            with parts.open(info) as part:
                _check_part(info.filename.replace("\\", "/"), part)


def _check_part(name: str, part: IO[bytes]) -> None:
    is_sheet = "/worksheets/" in f"/{name}" and name.lower().endswith(".xml")
    extent, held = Extent(), b""
    while chunk := part.read(_CHUNK):
        held += chunk
        if b"<!DOCTYPE" in held or b"<!ENTITY" in held or held.startswith((b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")):
            raise Refused(
                f"the part {name} declares a document type or an unusual encoding",
                "Genuine workbooks do not. Open it in a spreadsheet and save it again as .xlsx.",
            )
        held = extent.take(held) if is_sheet else held[-_CARRY:]
    if is_sheet:
        extent.refuse_sparse(name)


class Extent:
    """How far out the cells of one sheet lie, against how many there are."""

    def __init__(self) -> None:
        self.cells = 0
        self.far_row = (0, "")
        self.far_column = (0, "")

    def take(self, held: bytes) -> bytes:
        """Count the cells in `held`; give back the end, where a cell may be cut."""
        end = max(held.rfind(b"<"), len(held) - _CARRY, 0)
        found = _FULL_CELL.findall(held[:end])
        self.cells += len(found)
        # Sets first: millions of cells name few rows and columns.
        row = max(map(int, {digits for _, digits in found}), default=0)
        column = max(map(_column_number, {letters for letters, _ in found}), default=0)
        if row > self.far_row[0]:
            self.far_row = (row, next(_name(*one) for one in found if int(one[1]) == row))
        if column > self.far_column[0]:
            self.far_column = (column, next(_name(*one) for one in found if _column_number(one[0]) == column))
        return held[end:]

    def refuse_sparse(self, name: str) -> None:
        """Raise Refused when the grid up to the farthest cells would be absurd, and name that cell."""
        grid = self.far_row[0] * self.far_column[0]
        if grid <= CELLS and grid <= max(SPARSE_CELLS, SPARSE_RATIO * self.cells):
            return
        far = self.far_row[1] if self.far_row[0] > 2 * self.cells else self.far_column[1]
        raise Refused(
            f"the part {name} has a cell at {far}, so the sheet claims {grid:,} cells and has {self.cells:,}",
            f"Delete what stands at {far}, and the rows and columns up to it, and save the workbook again.",
        )


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

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(source)
        for name in workbook.sheet_names:
            if wanted is None or name.lower() in wanted:
                _say("sheet", name)
                for blanks, cells in _rows(workbook.get_sheet_by_name(name)):
                    _say("row", blanks, cells)
    except python_calamine.WorksheetNotFound:
        pass
    except python_calamine.CalamineError as problem:
        raise Refused(
            f"the workbook cannot be read ({str(problem)[:120]})",
            "Open it in a spreadsheet and save it again as .xlsx.",
        ) from None


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    left, blanks = [None] * sheet.start[1], 0
    for row in sheet.iter_rows():
        cells = left + [_cell(cell) for cell in row]
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
