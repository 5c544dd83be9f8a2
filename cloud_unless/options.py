"""The options that several commands share, and the only reading of today's date."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

# The years that programme.yaml may name, so that reckoning from any of its dates stays inside the calendar.
FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2100, 12, 31)


class Format(StrEnum):
    """How rows are shown on standard output."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def today() -> date:
    """The day by the clock of this machine. Nothing else in the product looks at a clock for a date."""
    return datetime.now().astimezone().date()


def parse_day(text: str) -> date:
    """A date written YYYY-MM-DD. Other spellings raise `typer.BadParameter`, since 03/04 has two readings."""
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a date has no time zone
    except ValueError:
        raise typer.BadParameter(
            f"{text[:40]!r} is not a date. Write it as YYYY-MM-DD, for example 2026-11-22."
        ) from None
    if not FIRST_DAY <= day <= LAST_DAY:
        raise typer.BadParameter(f"{day} is not between {FIRST_DAY} and {LAST_DAY}. Correct the year.")
    return day


def _real(folder: Path) -> Path:
    """The folder itself where a link to it was named: links inside it are refused, the way to it is the user's own."""
    return folder.resolve() if folder.is_symlink() else folder


FolderOption = Annotated[
    Path,
    typer.Option(
        "--folder", metavar="PATH", callback=_real, help="The programme folder. Without it, the folder you are in."
    ),
]
AsOfOption = Annotated[
    date | None,
    typer.Option("--as-of", metavar="DATE", parser=parse_day, help="Judge as of this day, YYYY-MM-DD. Default: today."),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How to show the rows on standard output.")]
HERE = Path()
