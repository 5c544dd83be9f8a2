"""Opening a workbook, a CSV file or a folder of CSV files as tables, whatever they turn out to say."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import cast

from inventory.importers.imported import Cell, Opened, Row, Table
from inventory.model import RejectedRow
from safeio.errors import InputError

_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
# RVTools writes one file per tab, two dozen in all; a folder with more is the wrong folder.
_MOST_FILES = 100


def open_tables(path: Path, sheets: Collection[str]) -> Opened:
    """The tables of a file or folder. Of a workbook only `sheets`, or all of them where none of these is present.

    Raises InputError when it is missing, unreadable, too large or no table at all.
    """
    if path.is_dir():
        return _folder(path)
    if path.suffix.casefold() in _WORKBOOK_SUFFIXES:
        return _workbook(path, sheets)
    return Opened(path=path, tables=(_csv(path),))


def _folder(path: Path) -> Opened:
    files = sorted(file for file in path.iterdir() if file.suffix.casefold() == ".csv")
    if not files or len(files) > _MOST_FILES:
        wrong = "the folder holds no CSV files" if not files else f"the folder holds more than {_MOST_FILES} CSV files"
        raise InputError(str(path.name), wrong, "Name a file, or the folder RVTools wrote its CSV files to.")
    return Opened(path=path, tables=tuple(_csv(file, file.stem) for file in files))


def _csv(path: Path, sheet: str | None = None) -> Table:
    """The table of a CSV file. Equal cells are kept once: an export names the same things on a million rows."""
    from safeio.csv_files import Rejected, stream_csv

    columns, found = stream_csv(path)
    once: dict[str, str] = {}
    rows: list[Row] = []
    rejected: list[RejectedRow] = []
    for row in found:
        if isinstance(row, Rejected):
            bad = RejectedRow(
                file=path.name, sheet=sheet, row=row.number, wrong=row.wrong, remedy=row.remedy, cells=row.cells
            )
            rejected.append(bad)
        else:
            cells = [row.cells.get(column, "") for column in columns]
            rows.append((row.number, tuple([once.setdefault(cell, cell) for cell in cells])))
    return Table(name=path.stem, columns=columns, rows=rows, rejected=tuple(rejected))


def _workbook(path: Path, sheets: Collection[str]) -> Opened:
    from safeio.xlsx_files import read_workbook

    book = read_workbook(path, sheets)
    if not book.sheets:
        book = read_workbook(path)
    tables = tuple(_sheet(name, cast(Sequence[Sequence[Cell]], sheet.rows)) for name, sheet in book.sheets.items())
    return Opened(path=path, tables=tables)


def _sheet(name: str, rows: Sequence[Sequence[Cell]]) -> Table:
    """The first row with two filled cells is the header: people put a title above it."""
    from safeio.text import clean

    header = next((n for n, row in enumerate(rows) if sum(cell not in (None, "") for cell in row) > 1), None)
    if header is None:
        return Table(name=name, columns=(), rows=())
    columns = tuple(clean(str(cell), 200) if cell is not None else "" for cell in rows[header])
    return Table(name=name, columns=columns, rows=[(n + 1, rows[n]) for n in range(header + 1, len(rows))])
