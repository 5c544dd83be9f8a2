"""What an importer is given and what it hands back: tables in, claims and rejected rows out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from inventory.model import Claim, RejectedRow, Warned
from safeio.values import Day, value

Cell = str | int | float | bool | datetime | None
Row = tuple[int, Sequence[Cell]]
ClaimValue = str | int | bool | list[str]


@value
class Table:
    """One sheet or one CSV file. `columns` are the header cells as found; `rows` carry the number an editor shows."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Row]
    rejected: tuple[RejectedRow, ...] = ()


@value
class Opened:
    """A file or folder as read, before anyone has said what it means."""

    path: Path
    tables: tuple[Table, ...]


@value
class Context:
    """What the user said about the file: when it was made and, if known, whose machines it lists and where."""

    seen_on: Day
    site_id: str | None = None
    organisation_id: str | None = None


@value
class Imported:
    """All that one file says. `rows` counts the rows of its main table; `columns` belong to `rejected` cells.

    `source` is the name its claims carry. `sheet` is the main table, whose rejected rows can be mended on their own.
    """

    path: Path
    format: str
    source: str
    claims: tuple[Claim, ...]
    rejected: tuple[RejectedRow, ...]
    warnings: tuple[Warned, ...]
    rows: int
    columns: tuple[str, ...] = ()
    sheet: str | None = None


@value
class Importer:
    """One file format. `recognises` looks at headers and names only; `says` describes the format to people."""

    format: str
    says: str
    recognises: Callable[[Opened], bool]
    read: Callable[[Opened, Context], Imported]


def source_name(kind: str, path: Path) -> str:
    """How claims name their file: "rvtools:county.xlsx"."""
    from safeio.text import clean

    return f"{kind}:{clean(path.name, 200)}"


def said(claims: list[Claim], thing_id: str, source: str, seen_on: date, facts: dict[str, ClaimValue | None]) -> None:
    """Append one claim for each fact that is known."""
    for field, known in facts.items():
        if known is not None and known != "" and known != []:
            claims.append(Claim(thing_id=thing_id, field=field, value=known, source=source, seen_on=seen_on))
