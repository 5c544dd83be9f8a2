"""Reads the small text tables of this package and writes CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence


def rows(table: str) -> list[dict[str, str]]:
    """The rows of a table whose cells stand between bars; the first line names the columns."""
    lines = [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]
    head, *body = lines
    for line in body:
        assert len(line) == len(head), f"{len(line)} cells for {len(head)} columns: {line}"
    return [dict(zip(head, line, strict=True)) for line in body]


def names(line: str) -> tuple[str, ...]:
    """The column names that stand in a line, with blanks between."""
    return tuple(line.split())


def csv_text(columns: Sequence[str], found: Iterable[Mapping[str, object]]) -> str:
    """CSV with these columns in this order; a key that is missing is a blank cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()
