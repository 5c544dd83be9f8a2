"""What a command line leaves, and how tests change one cell of a register."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command line left: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]


def change_cell(path: Path, row_id: str, column: str, value: str) -> None:
    """Put `value` into one cell of a register; the row is the one that starts with `row_id`."""
    header, *rows = read_rows(path)
    for row in rows:
        if row[0] == row_id:
            row[header.index(column)] = value
    write_rows(path, [header, *rows])


def read_rows(path: Path) -> list[list[str]]:
    """The cells of a CSV file."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write cells as a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
