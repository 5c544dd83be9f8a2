"""Reading CSV that strangers wrote, and writing CSV that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.regular import read_regular
from safeio.terminal_text import shown
from safeio.text import clean
from safeio.text_encoding import decoded
from safeio.values import value

_CAP_BYTES = 200_000_000
_CAP_ROWS = 1_000_000
_CAP_COLUMNS = 2_000
_CAP_CELL = 32_767  # what one cell of a spreadsheet can hold
_CAP_BROKEN = 1_000  # rows with broken quotes before we say it is not CSV at all: each costs a new start
_CAP_HEADER = 100_000  # enough to tell the delimiter by
_DELIMITERS = (",", ";", "\t")
# A spreadsheet runs a cell that starts like this (OWASP, "CSV Injection"); the wide forms are typed in East Asia.
_RUNS = re.compile(r"'*\s*[=+\-@\t\r\n＝＋－＠]")
_TAKEN_OFF = re.compile(r"'+\s*[=+\-@＝＋－＠]")
_PLAIN_NUMBER = re.compile(r"-[0-9]+(\.[0-9]+)?")


@value
class Rejected:
    """A row that could not be read, why, and what to do. `cells` is what could be read of it."""

    number: int
    wrong: str
    remedy: str
    cells: tuple[str, ...] = ()


@value
class CsvRow:
    """A row. `number` counts as a spreadsheet does: the first line of the file is 1. A blank cell is ""."""

    number: int
    cells: Mapping[str, str]


@value
class CsvFile:
    """What a CSV file holds. `columns` are in the order of the file, spelt as the caller spells them."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    rejected: tuple[Rejected, ...]


def read_csv(
    path: Path,
    required: Sequence[str] = (),
    known: Sequence[str] | None = None,
    prefixes: Sequence[str] = (),
) -> CsvFile:
    """The rows of a CSV file. Encoding and delimiter (comma, semicolon or tab) are found out.

    Column names match `required`, `known` and `prefixes` without regard to case, outer spaces or a leading `*`; other
    columns are kept as spelt. Cells are cleaned, and the `'` that `write_csv` puts before a formula is taken off.
    Blank rows are left out; a row with too few or too many cells, or with a broken quote, is in `rejected`.
    Raises InputError for a missing or doubled column, and for a file too large or not CSV.
    """
    columns, found = stream_csv(path, required, known, prefixes)
    rows: list[CsvRow] = []
    rejected: list[Rejected] = []
    for row in found:
        (rejected if isinstance(row, Rejected) else rows).append(row)  # type: ignore[arg-type]
    return CsvFile(path=path, columns=columns, rows=tuple(rows), rejected=tuple(rejected))


def stream_csv(
    path: Path,
    required: Sequence[str] = (),
    known: Sequence[str] | None = None,
    prefixes: Sequence[str] = (),
) -> tuple[tuple[str, ...], Iterator[CsvRow | Rejected]]:
    """As `read_csv`, row by row: a million rows held as values take gigabytes. InputError may come at any row."""
    where = shown(path, 300)
    text = decoded(read_regular(path, _CAP_BYTES), where)
    lines = list(io.StringIO(text, newline=""))
    delimiter, first = _delimiter(lines)
    records = _records(lines[first:], delimiter, where)
    header = next(((number, cells) for number, cells in records if not _blank(cells)), None)
    if header is None:
        raise InputError(where, "the file is empty", "Export it again, with its header row.")
    if isinstance(header[1], Rejected):
        raise InputError(f"{where} row {header[0]}", header[1].wrong, header[1].remedy)
    columns = _columns(header[1], where, required, (*required, *(known or ())), prefixes)
    return tuple(one for one in columns if one), _rows(records, columns, where)


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]], raw: bool = False) -> str:
    """CSV text with a header row; `None` is a blank cell.

    A cell that a spreadsheet could run as a formula (it starts with `=`, `+`, `-`, `@` or a wide form of these) gets
    a `'` before it; a plain negative number does not need it. `read_csv` takes the `'` off again. With `raw` cells
    are written as they are: only for programs, never for people.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for row in (columns, *rows):
        cells = ["" if cell is None else clean(str(cell), _CAP_CELL) for cell in row]
        writer.writerow(cells if raw else [neutral(cell) for cell in cells])
    return written.getvalue()


def neutral(cell: str) -> str:
    """The cell with a `'` before it where a spreadsheet could run it as a formula."""
    return f"'{cell}" if _RUNS.match(cell) and not _PLAIN_NUMBER.fullmatch(cell) else cell


def _cell(text: str) -> str:
    text = clean(text, _CAP_CELL)
    return text[1:].lstrip() if text.startswith("'") and _TAKEN_OFF.match(text) else text


def _delimiter(lines: list[str]) -> tuple[str, int]:
    """The delimiter and the line where the table starts (a first line `sep=;` is for the spreadsheet alone)."""
    said = re.fullmatch(r"sep=([,;\t])\s*", lines[0]) if lines else None
    if said:
        return said[1], 1
    first = next((line for line in lines if line.strip(' ,;\t\r\n"')), "")

    def width(delimiter: str) -> int:
        return len(next(csv.reader([first[:_CAP_HEADER]], delimiter=delimiter), []))

    return max(_DELIMITERS, key=width), 0


def _records(lines: list[str], delimiter: str, where: str) -> Iterator[tuple[int, list[str] | Rejected]]:
    """Rows by number. A row with a broken quote is told, and reading goes on with the line after its first."""
    at = number = broken = 0
    while at < len(lines):
        reader = csv.reader(itertools.islice(lines, at, None), delimiter=delimiter, strict=True)
        started = 0
        try:
            for cells in reader:
                number += 1
                started = reader.line_num
                yield number, cells
            return
        except csv.Error:
            number += 1
            broken += 1
            if broken > _CAP_BROKEN:
                raise InputError(where, "the quotes do not match in many rows", "Export it again as CSV.") from None
            line = clean(lines[at + started], 200)
            yield (
                number,
                Rejected(
                    number=number,
                    wrong='a quote (") is not closed, not doubled, or the cell is too long',
                    remedy='Put quotes round the whole cell and double those inside: "5"" disk".',
                    cells=(line,),
                ),
            )
            at += started + 1


def _blank(cells: list[str] | Rejected) -> bool:
    return not isinstance(cells, Rejected) and not any(cell.strip() for cell in cells)


def _columns(
    header: list[str], where: str, required: Sequence[str], known: Sequence[str], prefixes: Sequence[str]
) -> tuple[str, ...]:
    """The names of the columns; an unnamed one is ""."""
    if len(header) > _CAP_COLUMNS:
        raise InputError(where, f"there are more than {_CAP_COLUMNS} columns", "Keep the columns that are needed.")
    spelling = {name.lower(): name for name in known}
    columns = tuple(_column(cell, spelling, prefixes) for cell in header)
    named = [name.lower() for name in columns if name]
    double = next((name for name in columns if name and named.count(name.lower()) > 1), None)
    if double:
        raise InputError(where, f"there are two columns {shown(double, 80)}", "Rename or remove one.")
    missing = [name for name in required if name.lower() not in named]
    if missing:
        likes = {name: nearest(name, [one for one in columns if one and one not in known]) for name in missing}
        hints = "".join(f" Is {shown(like, 80)} the column {name}?" for name, like in likes.items() if like)
        wrong = f"missing column{'s' if len(missing) > 1 else ''}: {', '.join(missing)}"
        raise InputError(where, wrong, f"Columns found: {shown(', '.join(filter(None, columns)), 400)}.{hints}")
    return columns


def _column(cell: str, spelling: Mapping[str, str], prefixes: Sequence[str]) -> str:
    name = clean(_cell(cell).lstrip("*"), 100)
    if name.lower() in spelling:
        return spelling[name.lower()]
    start = next((one for one in prefixes if name.lower().startswith(one.lower())), "")
    return start + name[len(start) :]


def _rows(
    records: Iterator[tuple[int, list[str] | Rejected]], columns: tuple[str, ...], where: str
) -> Iterator[CsvRow | Rejected]:
    for number, found in records:
        if number > _CAP_ROWS:
            raise InputError(where, f"there are more than {_CAP_ROWS:,} rows", "Split it into smaller files.")
        if not _blank(found):
            yield found if isinstance(found, Rejected) else _row(number, found, columns)


def _row(number: int, raw: list[str], columns: tuple[str, ...]) -> CsvRow | Rejected:
    if any(len(cell) > _CAP_CELL for cell in raw):
        wrong, remedy = f"a cell has more than {_CAP_CELL:,} characters", "Shorten it."
        return Rejected(number=number, wrong=wrong, remedy=remedy, cells=tuple(clean(cell) for cell in raw))
    cells = [_cell(cell) for cell in raw]
    surplus = any(cells[len(columns) :]) or any(cell for cell, name in zip(cells, columns, strict=False) if not name)
    if surplus or len(cells) < len(columns):
        many = "more" if surplus else "fewer"
        wrong = f"the row has {len(cells)} cells, {many} than the {len(columns)} columns"
        remedy = "Put cells that hold the delimiter in quotes, and write a delimiter for each blank cell."
        return Rejected(number=number, wrong=wrong, remedy=remedy, cells=tuple(cells[:_CAP_COLUMNS]))
    return CsvRow(number=number, cells={name: cell for name, cell in zip(columns, cells, strict=False) if name})
