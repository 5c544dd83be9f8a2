"""The tabs of an RVTools export: headers of all versions under one name each, and cells as values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from inventory.importers.cells import BadCell, quoted
from inventory.importers.imported import Cell, ClaimValue, Context, Table, said
from inventory.model import Claim, RejectedRow, Warned
from safeio.text import clean, slug, slug_with

MIB_PER_GIB = 1024
# A machine with 4 EiB of anything is a typing error.
_MOST = 2**42
# "1.024" may be a thousand or one and a bit, depending on the exporting machine's language.
_AMBIGUOUS = re.compile(r"\d{1,3}(\.\d{3})+")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?")


@dataclass
class Gathered:
    """What the reading of one export has brought so far."""

    file: str
    source: str
    context: Context
    claims: list[Claim] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)

    def say(self, thing_id: str, facts: dict[str, ClaimValue | None]) -> None:
        """Record what is known of a thing, and whose it is."""
        said(self.claims, thing_id, self.source, self.context.seen_on, facts)

    def reject(self, sheet: Sheet, row: int, cells: Sequence[Cell], field_name: str, fault: BadCell) -> None:
        """Put a row aside with the reason."""
        self.rejected.append(
            RejectedRow(
                file=self.file,
                sheet=sheet.name,
                row=row,
                field=field_name or None,
                wrong=fault.wrong,
                remedy=fault.remedy,
                cells=tuple(as_text(cell, 1000) or "" for cell in cells),
            )
        )

    def warn(self, message: str, remedy: str) -> None:
        """Record something the user should look at."""
        self.warnings.append(Warned(where=self.file, message=message, remedy=remedy))


class Sheet:
    """One tab, its columns found by what they mean.

    `names` gives for each meaning the headers that versions of RVTools use for it, without case and unit.
    RVTools wrote MB for MiB before 4.1.2; the numbers mean the same, so both units are dropped.
    """

    def __init__(self, table: Table, names: Mapping[str, tuple[str, ...]]) -> None:
        found: dict[str, int] = {}
        for index, column in enumerate(table.columns):
            found.setdefault(bare(column), index)
        self.name = table.name
        self.columns = table.columns
        self.rows = table.rows
        self.at = {
            meaning: next(found[header] for header in headers if header in found)
            for meaning, headers in names.items()
            if any(header in found for header in headers)
        }

    def filled(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """The rows that hold anything."""
        for number, cells in self.rows:
            if any(cell is not None and cell != "" for cell in cells):
                yield number, cells

    def text(self, cells: Sequence[Cell], meaning: str) -> str | None:
        """The cell as clean text, None when blank or without such a column."""
        index = self.at.get(meaning)
        return as_text(cells[index]) if index is not None and index < len(cells) else None

    def number(self, cells: Sequence[Cell], meaning: str) -> float | None:
        """The cell as a number above 0. RVTools writes 0 for what it does not know. Raises BadCell."""
        index = self.at.get(meaning)
        return _number(cells[index]) if index is not None and index < len(cells) else None

    def column(self, meaning: str) -> str:
        """The header as the user sees it."""
        return self.columns[self.at[meaning]] if meaning in self.at else meaning


def bare(column: str) -> str:
    """A header without case, surplus spaces and unit."""
    low = re.sub(r"\s+", " ", column).strip().lstrip("*").strip().casefold()
    return re.sub(r"[ (]+(mib|mb)\)?$", "", low)


def as_text(cell: Cell, limit: int = 300) -> str | None:
    """A cell as clean text; whole numbers without a decimal point; None when blank."""
    if cell is None:
        return None
    if isinstance(cell, str):
        plain = cell if cell.isascii() and cell.isprintable() and len(cell) <= limit else clean(cell, limit)
        return plain.strip() or None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)


def _number(cell: Cell) -> float | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        bare_text = cell.strip()
        if _AMBIGUOUS.fullmatch(bare_text):
            raise BadCell(f"{quoted(cell)} may be a thousand or a fraction", "Write it without thousands separator.")
        if len(bare_text) > 30 or not bare_text.isascii() or not _NUMBER.fullmatch(bare_text):
            raise BadCell(f"{quoted(cell)} is not a number of 0 or more", "Write digits only.")
        number = float(bare_text.replace(",", ""))
    elif isinstance(cell, bool | datetime):
        raise BadCell(f"{quoted(str(cell))} is not a number", "Write digits only.")
    else:
        number = float(cell)
    if not math.isfinite(number) or not 0 <= number <= _MOST:
        raise BadCell(f"{quoted(str(cell))} is not a number that can be", f"Write a number from 0 to {_MOST}.")
    return number or None


def gib(mib: float | None) -> int | None:
    """Whole GiB, rounded up, so that what is bought is never too small."""
    return None if mib is None else math.ceil(mib / MIB_PER_GIB)


def whole(number: float | None) -> int | None:
    """A whole number, rounded up."""
    return None if number is None else math.ceil(number)


def is_true(text: str | None) -> bool:
    """True where RVTools says so."""
    return text is not None and text.casefold() == "true"


@lru_cache(maxsize=10_000)
def told_apart(kind: str, name: str) -> str:
    """ "kind/slug" of a name; a short hash keeps names apart that only differ in signs a slug has not."""
    lossless = slug(name) == name.casefold()
    return f"{kind}/{slug(name) if lossless else slug_with(name, name.casefold())}"
