"""Reading one register cell: text in, a claim's value out, or BadCell with what is wrong and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from inventory.importers.imported import ClaimValue
from safeio.text import clean, slug

ReadCell = Callable[[str], ClaimValue]

# Larger counts are typing errors, and a 64-bit database column holds no more than 9.2e18.
LARGEST = 10**15
# Twice what a slug has: an id may be made of two.
LONGEST_ID = 120
# Dates outside these years are typing errors or stand for "no date", such as 0001-01-01 and 9999-12-31.
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2200, 12, 31)
_ID = re.compile(r"[a-z0-9]+(-+[a-z0-9]+)*")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DATE = re.compile(r"(\d{1,4})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{2,4})( .*)?")
_AMOUNT = re.compile(r"-?£?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")


class BadCell(Exception):
    """A cell that cannot be read. `wrong` and `remedy` are plain sentences without the field's name."""

    def __init__(self, wrong: str, remedy: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.remedy = remedy


def quoted(cell: str) -> str:
    """A cell as a message shows it: cleaned and short."""
    shown = clean(cell, 60)
    return f'"{shown}"'


def text(cell: str) -> str:
    """Text as written, cleaned."""
    return cell


def reference(cell: str) -> str:
    """The id or name of something else."""
    return cell


def identifier(cell: str) -> str:
    """An id: a lower-case slug. Upper case and spaces are refused, so that files keep naming the same thing."""
    if not _ID.fullmatch(cell) or len(cell) > LONGEST_ID:
        raise BadCell(f"{quoted(cell)} is not an id", f"Use lower-case letters, digits and hyphens: {slug(cell)}.")
    return cell


def whole(cell: str) -> int:
    """A whole number, 0 or more. Thousands may be written 1,200."""
    if not re.fullmatch(r"\d{1,3}(,\d{3})+|\d+", cell) or not cell.isascii():
        raise BadCell(f"{quoted(cell)} is not a whole number", "Write digits only, for example 1200.")
    if len(cell) > 20 or int(cell.replace(",", "")) > LARGEST:
        raise BadCell(f"{quoted(cell)} is too large", f"Write a number up to {LARGEST}.")
    return int(cell.replace(",", ""))


def between(least: int, most: int) -> ReadCell:
    """A whole number from `least` to `most`."""

    def read(cell: str) -> int:
        number = whole(cell)
        if not least <= number <= most:
            raise BadCell(f"{number} is not between {least} and {most}", f"Write a number from {least} to {most}.")
        return number

    return read


def money(cell: str) -> str:
    """An amount in pounds as exact text: "£1,200.50" becomes "1200.50". Claims hold money as text."""
    if not _AMOUNT.fullmatch(cell):
        raise BadCell(f"{quoted(cell)} is not an amount in pounds", "Write it like 1200.50 or £1,200.50.")
    amount = Decimal(cell.replace("£", "").replace(",", ""))
    if abs(amount) > LARGEST:
        raise BadCell(f"{quoted(cell)} is too large", f"Write an amount up to {LARGEST}.")
    return format(amount, "f")


def spend(cell: str) -> str:
    """An amount in pounds that cannot be below zero."""
    amount = money(cell)
    if amount.startswith("-"):
        raise BadCell(f"{quoted(cell)} is below zero", "Write what is paid as a positive amount.")
    return amount


def day(cell: str) -> str:
    """A date as ISO text. Only YYYY-MM-DD is read: 03/04/2026 could be March or April."""
    if _DAY.fullmatch(cell) and cell.isascii():
        try:
            found = date.fromisoformat(cell)
        except ValueError:
            raise BadCell(f"{quoted(cell)} is not a day of the calendar", "Correct the day or the month.") from None
        if FIRST_DAY <= found <= LAST_DAY:
            return found.isoformat()
        wrong = f"{cell} is not between {FIRST_DAY} and {LAST_DAY}"
        raise BadCell(wrong, "Correct the year, or leave the cell empty if there is no such date.")
    example = "Write dates as YYYY-MM-DD, for example 2027-03-31"
    if _OTHER_DATE.fullmatch(cell):
        raise BadCell(f"{quoted(cell)} is not written as YYYY-MM-DD", f"{example}.")
    raise BadCell(f"{quoted(cell)} is not a date", f"{example}, or leave the cell empty if it is not known.")


def yes_no(cell: str) -> bool:
    """Yes, no, true or false, in any case."""
    answer = cell.casefold()
    if answer in ("yes", "true"):
        return True
    if answer in ("no", "false"):
        return False
    raise BadCell(f"{quoted(cell)} is neither yes nor no", "Write yes or no, or leave the cell empty if not known.")


def one_of(*words: str) -> ReadCell:
    """One of a fixed list of words, in any case."""

    def read(cell: str) -> str:
        if cell.casefold() in words:
            return cell.casefold()
        raise BadCell(f"{quoted(cell)} is not one of the words known here", f"Use one of: {', '.join(words)}.")

    return read


def listed(cell: str) -> list[str]:
    """Texts separated by semicolons; empty parts and repeats are dropped, the order kept."""
    return list(dict.fromkeys(part for part in (piece.strip() for piece in cell.split(";")) if part))


def quantity(cell: str) -> str:
    """A decimal number, 0 or more, as exact text: days of effort, a share."""
    try:
        number = Decimal(cell) if cell.isascii() and len(cell) <= 20 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or "e" in cell.casefold():
        raise BadCell(f"{quoted(cell)} is not a number", "Write it like 2.5.")
    if number < 0:
        raise BadCell(f"{quoted(cell)} is below zero", "Write a number of 0 or more.")
    return format(number, "f")


def share(cell: str) -> str:
    """A part of a whole, 0 to 1; "25%" is read as 0.25."""
    number = Decimal(quantity(cell.removesuffix("%").strip()))
    if cell.endswith("%"):
        number /= 100
    if number > 1:
        raise BadCell(f"{quoted(cell)} is more than the whole", "Write a share from 0 to 1, or as a percentage: 25%.")
    return format(number.normalize(), "f")


Readers = Mapping[str, ReadCell]
