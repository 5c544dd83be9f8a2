"""Tables as text for people: columns where the terminal is wide enough, else one line for each field."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from textwrap import wrap

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from cloud_unless.tables import PIPE_COLUMNS, Cell, Table, plain
from safeio.log_text import log_safe
from safeio.terminal_text import shown

CELL_LIMIT = 400  # characters of one cell that people see
GAP = 2  # between columns
LEAST = 10  # a column of words that is narrower than this cannot be read


def drawn(tables: Iterable[Table]) -> str:
    """The tables that have rows, or a sentence to say instead. No cell is read as markup, and none holds control
    characters. Bold titles on a terminal, unless NO_COLOR is set."""
    fixed = None if sys.stdout.isatty() or os.environ.get("COLUMNS") else PIPE_COLUMNS
    console = Console(file=sys.stdout, width=fixed, markup=False, highlight=False, emoji=False)
    with console.capture() as captured:
        for number, table in enumerate(table for table in tables if table.rows or table.empty):
            if number:
                console.print()
            _draw(console, table)
    # rich fills every line up with spaces; without them the output is easier to compare.
    return log_safe("\n".join(line.rstrip() for line in captured.get().split("\n")))


def for_people(cell: Cell, unknown: str) -> str:
    """A cell as text for a table: thousands are separated, money is rounded to whole pounds, unknown is a word."""
    match cell:
        case None:
            return unknown
        case bool():
            return "yes" if cell else "no"
        case tuple():
            return ", ".join(cell)
        case int() | Decimal():
            return f"{cell:,.0f}"
        case _:
            return plain(cell)


def _draw(console: Console, table: Table) -> None:
    console.print(Text(shown(table.title), style="" if os.environ.get("NO_COLOR") else "bold"))
    seen = [number for number, column in enumerate(table.columns) if column.people]
    cells = [
        [shown(for_people(row[n], table.columns[n].unknown), CELL_LIMIT) for n in seen]
        for row in table.rows[: table.most]
    ]
    if not table.rows:
        console.print(Text(shown(table.empty)))
    elif _needs(table, seen, cells) <= console.width:
        console.print(_columns(table, seen, cells))
    else:
        _records(console, [table.columns[n].heading for n in seen], cells)
    left_out = len(table.rows) - len(cells)
    if left_out:
        console.print(Text(f"… and {left_out:,} more; {shown(table.rest)}"))


def _needs(table: Table, seen: Sequence[int], cells: Sequence[Sequence[str]]) -> int:
    """The width below which a date or a number would be cut, or words would be too narrow to read."""
    total = GAP * (len(seen) - 1)
    for place, number in enumerate(seen):
        column = table.columns[number]
        widest = max(cell_len(text) for text in (column.heading, *(row[place] for row in cells)))
        total += min(LEAST, widest) if column.wrap else widest
    return total


def _columns(table: Table, seen: Sequence[int], cells: Sequence[Sequence[str]]) -> RichTable:
    made = RichTable(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False, header_style="")
    for column in (table.columns[number] for number in seen):
        made.add_column(
            Text(column.heading),
            justify="right" if column.right else "left",
            no_wrap=not column.wrap,
            overflow="fold",
        )
    for row in cells:
        made.add_row(*(Text(text) for text in row))
    return made


def _records(console: Console, headings: Sequence[str], cells: Sequence[Sequence[str]]) -> None:
    for row in cells:
        for place, (heading, text) in enumerate(zip(headings, row, strict=True)):
            if text:
                indent = "  " * min(place, 1)
                lines = wrap(
                    f"{heading}: {text}", console.width, initial_indent=indent, subsequent_indent=f"{indent}  "
                )
                console.print(Text("\n".join(lines)), overflow="fold")
