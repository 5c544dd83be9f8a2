"""Rows for standard output: as a table for people, as JSON or CSV for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from cloud_unless.options import Format

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table as RichTable

SCHEMA_VERSION = 1
PIPE_COLUMNS = 100  # the width of a table that does not go to a terminal, unless COLUMNS says otherwise
CELL_LIMIT = 400  # characters of one cell that people see

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its key in JSON and CSV, its heading for people.

    `wrap` lets long text take several lines; otherwise it is cut with an ellipsis.
    `unknown` stands for None in a table, so that nothing looks like a zero.
    `people` is False for what only programs need: it is left out of the table.
    """

    key: str
    heading: str
    right: bool = False
    wrap: bool = False
    unknown: str = "not known"
    people: bool = True


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows with a name.

    `empty` is the sentence shown when there are no rows; without it an empty table is not shown to people.
    `most` is how many rows people see; JSON and CSV hold them all.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """All that a command shows: plain facts first, then tables. CSV holds the first table only."""

    tables: tuple[Table, ...]
    facts: Mapping[str, Cell] = field(default_factory=dict)


def plain(cell: Cell) -> str:
    """A cell as text for CSV: unknown is empty, lists are separated by `;`."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case tuple():
            return ";".join(cell)
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def for_people(cell: Cell, unknown: str) -> str:
    """A cell as text for a table: thousands are separated, unknown is a word."""
    match cell:
        case None:
            return unknown
        case bool():
            return "yes" if cell else "no"
        case tuple():
            return ", ".join(cell)
        case int() | Decimal():
            return f"{cell:,}"
        case _:
            return plain(cell)


def show(answer: Answer, form: Format) -> None:
    """Write an answer to standard output. A reader that goes away early (`| head`) is not a fault."""
    try:
        if form is Format.JSON:
            sys.stdout.write(as_json(answer))
        elif form is Format.CSV:
            sys.stdout.write(as_csv(answer.tables[0]))
        else:
            _print_tables(answer.tables)
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def show_lines(lines: Sequence[str]) -> None:
    """Write sentences to standard output, cleaned of control characters."""
    from safeio.terminal_text import shown

    try:
        sys.stdout.write("".join(shown(line) + "\n" for line in lines))
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def as_json(answer: Answer) -> str:
    """The answer as one JSON object with `schema_version`, the facts, and a list for each table."""
    from safeio.json_files import canonical_json

    body: dict[str, object] = {"schema_version": SCHEMA_VERSION}
    body.update({key: _json_cell(cell) for key, cell in answer.facts.items()})
    for table in answer.tables:
        keys = [column.key for column in table.columns]
        body[table.name] = [dict(zip(keys, map(_json_cell, row), strict=True)) for row in table.rows]
    return canonical_json(body).decode()


def as_csv(table: Table) -> str:
    """The table as CSV; cells that a spreadsheet would run as a formula are neutralised (safeio.csv_files)."""
    from safeio.csv_files import write_csv

    return write_csv([column.key for column in table.columns], [[plain(cell) for cell in row] for row in table.rows])


def _json_cell(cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return str(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return list(cell) if isinstance(cell, tuple) else cell


def _print_tables(tables: Sequence[Table]) -> None:
    from rich.console import Console

    fixed = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPE_COLUMNS
    console = Console(file=sys.stdout, width=fixed, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        for number, table in enumerate(table for table in tables if table.rows or table.empty):
            if number:
                console.print()
            _print_one(console, table)
    # rich fills every line up with spaces; without them the output is easier to compare.
    sys.stdout.write("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def _print_one(console: Console, table: Table) -> None:
    from rich.text import Text

    from safeio.terminal_text import shown

    console.print(Text(shown(table.title), style="" if os.environ.get("NO_COLOR") else "bold"))
    console.print(_rich_table(table) if table.rows else Text(shown(table.empty)))
    left_out = len(table.rows) - len(table.rows[: table.most])
    if left_out:
        console.print(Text(f"… and {left_out:,} more; --format csv or json shows them all."))


def _rich_table(table: Table) -> RichTable:
    """The table for rich. Every cell is a `Text`: text from data must never be read as markup."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    from safeio.terminal_text import shown

    drawn = RichTable(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="")
    seen = [number for number, column in enumerate(table.columns) if column.people]
    for column in (table.columns[number] for number in seen):
        drawn.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            no_wrap=not column.wrap,
            overflow="fold" if column.wrap else "ellipsis",
        )
    for row in table.rows[: table.most]:
        drawn.add_row(*(Text(shown(for_people(row[n], table.columns[n].unknown), CELL_LIMIT)) for n in seen))
    return drawn


def _stop_writing() -> None:
    """Send what is still to come nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
