"""The days of time slots, where an export writes them in the manner of the machine that made it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from inventory.importers.cells import FIRST_DAY, LAST_DAY, BadCell, quoted

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].{0,30})?", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[T ,].{0,30})?", re.ASCII)

ReadDay = Callable[[str], date | None]


def day_reader(cells: Iterable[str]) -> tuple[ReadDay, bool]:
    """How to read the days of these cells, and whether any of them cannot be told: 03/04 is March or April.

    Where one cell can only be day first, or only month first, all are. A day that cannot be told is None. The reader
    raises BadCell for a text that is no date.
    """
    found = [match for match in map(_SLASHED.fullmatch, cells) if match]
    day_first = any(int(match[1]) > 12 for match in found)
    month_first = any(int(match[2]) > 12 for match in found)
    unclear = bool(found) and day_first == month_first

    def read(cell: str) -> date | None:
        if iso := _ISO.fullmatch(cell):
            return _day(cell, iso[1], iso[2], iso[3])
        if slashed := _SLASHED.fullmatch(cell):
            month, day = (slashed[2], slashed[1]) if day_first else (slashed[1], slashed[2])
            return None if unclear else _day(cell, slashed[3], month, day)
        raise BadCell(f"{quoted(cell)} is not a date", "Write it as YYYY-MM-DD, or leave it empty if it is not known.")

    return read, unclear


def _day(cell: str, year: str, month: str, day: str) -> date:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell(f"{quoted(cell)} is not a day of the calendar", "Correct the day or the month.") from None
    if not FIRST_DAY <= found <= LAST_DAY:
        raise BadCell(f"{quoted(cell)} is not between {FIRST_DAY} and {LAST_DAY}", "Correct the year.")
    return found
