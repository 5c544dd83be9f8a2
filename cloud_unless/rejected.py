"""Rows that were not taken in, and things to look at: how they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cloud_unless.progress import say
from cloud_unless.tables import Column, Table

if TYPE_CHECKING:
    from inventory.model import RejectedRow, Warned

SHOWN = 20  # more than a screenful helps nobody; the rest is in the JSON and in the file to mend


def rejected_table(rejected: Sequence[RejectedRow]) -> Table:
    """One row for each rejected row: where it is, what is wrong and what to do."""
    return Table(
        name="rejected",
        title="Rejected rows",
        columns=(
            Column(key="where", heading="Where", wrap=True),
            Column(key="wrong", heading="What is wrong", wrap=True),
            Column(key="remedy", heading="What to do", wrap=True),
        ),
        rows=tuple((place(row), row.wrong, row.remedy) for row in rejected),
        most=SHOWN,
    )


def warnings_table(warnings: Sequence[Warned], empty: str | None = None) -> Table:
    """One row for each warning: where, what, and what to do. `empty` is shown when there is none."""
    return Table(
        name="warnings",
        title="Warnings",
        columns=(
            Column(key="where", heading="Where", wrap=True),
            Column(key="message", heading="What", wrap=True),
            Column(key="remedy", heading="What to do", wrap=True),
        ),
        rows=tuple((warned.where, warned.message, warned.remedy) for warned in warnings),
        empty=empty,
        most=SHOWN,
    )


def say_rejected(rejected: Sequence[RejectedRow]) -> None:
    """Name each rejected row on standard error, for commands whose rows are something else."""
    for row in rejected[:SHOWN]:
        say(f"Rejected: {place(row)}: {row.wrong}. {row.remedy}")
    if len(rejected) > SHOWN:
        say(f"… and {len(rejected) - SHOWN:,} more rejected rows")


def say_warnings(warnings: Sequence[Warned]) -> None:
    """Name each warning on standard error, for commands whose rows are something else."""
    for warned in warnings[:SHOWN]:
        say(f"Warning: {warned.where}: {warned.message}. {warned.remedy}")
    if len(warnings) > SHOWN:
        say(f"… and {len(warnings) - SHOWN:,} more warnings")


def place(row: RejectedRow) -> str:
    """File, sheet, row and field of a rejected row, as a person looks for it."""
    sheet = f" sheet {row.sheet}" if row.sheet else ""
    field = f" column {row.field}" if row.field else ""
    return f"{Path(row.file).name}{sheet} row {row.row}{field}"
