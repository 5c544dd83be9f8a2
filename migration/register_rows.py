"""Reads the rows of a register that the planner reads itself: good rows become values, bad ones say why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from inventory.model import RejectedRow, Warned
from safeio.csv_files import CsvFile, CsvRow
from safeio.errors import InputError
from safeio.field_errors import nearest, validated

T = TypeVar("T")

LARGEST = 1_000_000_000
"""No council's programme has a single amount above a thousand million, whether pounds or days."""

WHY = "why"
"""The column that a file of rejected rows carries; a mended file may keep it."""


class BadRowError(Exception):
    """A row that cannot be taken in: which field, what is wrong, what to do."""

    def __init__(self, field: str | None, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.field = field
        self.wrong = wrong
        self.remedy = remedy


def read_rows(
    found: CsvFile, name: str, read: Callable[[Mapping[str, str]], T]
) -> tuple[tuple[tuple[int, T], ...], tuple[RejectedRow, ...]]:
    """Each good row as its number and what `read` makes of it; each bad one with the reason, in the order of the file.

    `name` is the file's name inside the folder. `read` raises BadRowError for a row it cannot take.
    """
    rejected = [
        RejectedRow(file=name, row=row.number, wrong=row.wrong, remedy=row.remedy, cells=row.cells)
        for row in found.rejected
    ]
    good: list[tuple[int, T]] = []
    for row in found.rows:
        try:
            good.append((row.number, read(row.cells)))
        except BadRowError as bad:
            rejected.append(rejected_row(found, name, row, bad))
    return tuple(good), tuple(sorted(rejected, key=lambda one: one.row))


def rejected_row(found: CsvFile, name: str, row: CsvRow, bad: BadRowError) -> RejectedRow:
    """A row of `found` with the reason why it is not taken in."""
    cells = tuple(row.cells[column] for column in found.columns)
    return RejectedRow(file=name, row=row.number, field=bad.field, wrong=bad.wrong, remedy=bad.remedy, cells=cells)


def as_value(data: Mapping[str, object], kind: type[T]) -> T:
    """The fields of a row as a `kind`. Raises BadRowError naming the first field that is wrong."""
    try:
        return validated(dict(data), kind, lambda _path: "row")
    except InputError as error:
        field = error.where.removeprefix("row, ") if error.where != "row" else None
        raise BadRowError(field, error.wrong, error.remedy) from None


def given(cells: Mapping[str, str], *columns: str) -> dict[str, object]:
    """The cells of these columns that are not blank."""
    return {column: cells[column] for column in columns if cells.get(column)}


def listed(cell: str | None) -> tuple[str, ...]:
    """The texts of a cell, separated by semicolons."""
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def yes_no(column: str, cell: str | None) -> bool:
    """Yes or no, also true or false, in any case. Raises BadRowError."""
    known = {"yes": True, "true": True, "no": False, "false": False}
    answer = known.get((cell or "").casefold())
    if answer is None:
        wrong = f"{cell!r} is neither yes nor no" if cell else "the cell is empty"
        raise BadRowError(column, wrong, "Write yes or no.")
    return answer


def check_amount(column: str, amount: Decimal | None) -> None:
    """Raise BadRowError for an amount below zero, or so large that it is a typing error."""
    if amount is not None and amount < 0:
        raise BadRowError(column, f"{amount} is below zero", "Write 0 or more.")
    if amount is not None and amount > LARGEST:
        raise BadRowError(column, "this is too large", f"Write an amount up to {LARGEST:,}.")


def unknown_columns(
    found: CsvFile, name: str, known: tuple[str, ...], prefixes: tuple[str, ...] = ()
) -> tuple[Warned, ...]:
    """A warning for every column that is neither known nor starts with one of the prefixes: it is not read."""
    warned = []
    for column in found.columns:
        if column in known or column.casefold() == WHY or column.startswith(prefixes or (" ",)):
            continue
        like = nearest(column, known)
        remedy = f"Did you mean {like}?" if like else f"Columns known here: {', '.join(known)}."
        warned.append(Warned(where=name, message=f'the column "{column}" is not known and is not read', remedy=remedy))
    return tuple(warned)
