"""What a command shows: facts, and tables of rows and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

PIPE_COLUMNS = 100  # the width of a table that does not go to a terminal, unless COLUMNS says otherwise

Cell = str | int | Decimal | date | bool | tuple[str, ...] | None


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its key in JSON and CSV, its heading for people.

    `wrap` lets long text take several lines; numbers and dates must stay on one.
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
    `most` is how many rows people see; JSON and CSV hold them all, and `rest` says how to come to them.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str | None = None
    most: int | None = None
    rest: str = "--format csv or json shows them all."


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
