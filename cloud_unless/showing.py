"""What a command shows, on standard output: as tables for people, as JSON or CSV for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cloud_unless.options import Format
from cloud_unless.tables import Answer, Cell, Table, plain
from safeio.log_text import log_safe

SCHEMA_VERSION = 1
LINE_LIMIT = 1000  # characters of one sentence


def show(answer: Answer, form: Format) -> None:
    """Write an answer to standard output. A reader that goes away early (`| head`) is not a fault."""
    try:
        if form is Format.JSON:
            sys.stdout.write(as_json(answer))
        elif form is Format.CSV:
            sys.stdout.write(log_safe(as_csv(answer.tables[0])))
        else:
            from cloud_unless.drawing import drawn

            sys.stdout.write(drawn(answer.tables))
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def show_lines(lines: Sequence[str]) -> None:
    """Write sentences to standard output, cleaned of control characters."""
    from safeio.terminal_text import shown

    try:
        sys.stdout.write(log_safe("".join(shown(line, LINE_LIMIT) + "\n" for line in lines)))
        sys.stdout.flush()
    except BrokenPipeError:
        _stop_writing()


def show_text(text: str) -> None:
    """Write a constant text of ours to standard output, byte for byte."""
    try:
        sys.stdout.write(text)
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
    # The same text for a program; to a build server that reads it as a log it says nothing.
    return canonical_json(body).decode().replace("##", "#\\u0023")


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


def _stop_writing() -> None:
    """Send what is still to come nowhere, so that the interpreter does not complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
