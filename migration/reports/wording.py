"""How a report writes dates, money, shares, counts and lists: plain British English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NOT_KNOWN = "not known"

# Not a part of a longer name, such as that of a file.
_WRITTEN_DAY = re.compile(r"(?<![\w.-])\d{4}-\d{2}-\d{2}(?![\w-])", re.ASCII)


def day(when: date | None) -> str:
    """A date for a table, "3 Sep 2026"; an unknown date says so. (No strftime: it follows the locale.)"""
    return NOT_KNOWN if when is None else f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def full_day(when: date) -> str:
    """A date for a sentence, "3 September 2026"."""
    return f"{when.day} {FULL_MONTHS[when.month - 1]} {when.year}"


def with_full_days(text: str) -> str:
    """A text whose dates, written "2026-09-03", are written as in a sentence. What is no date stays as it is."""
    return _WRITTEN_DAY.sub(_full_day, text)


def _full_day(found: re.Match[str]) -> str:
    try:
        return full_day(date.fromisoformat(found[0]))
    except ValueError:
        return found[0]


def pounds(amount: Decimal | None) -> str:
    """Whole pounds, "£1,234"; an unknown amount says so. A minus sign stands before the pound sign."""
    if amount is None:
        return NOT_KNOWN
    whole = int(amount.to_integral_value(rounding=ROUND_HALF_UP))
    return f"{'−' if whole < 0 else ''}£{abs(whole):,}"


def about(amount: Decimal) -> str:
    """Money for a sentence: "£950", "£12,400", "£1.25 million"; rounded half up."""
    if abs(amount) < 1_000_000:
        return pounds(amount)
    millions = (amount / 10_000).to_integral_value(rounding=ROUND_HALF_UP) / 100
    return f"{'−' if millions < 0 else ''}£{abs(millions):,.2f} million"


def percent(part: int, whole: int) -> str:
    """A whole percentage, "42%". Only nothing is 0% and only everything is 100%."""
    if not whole:
        return "0%"
    rounded = int((Decimal(100 * part) / whole).to_integral_value(rounding=ROUND_HALF_UP))
    if part and not rounded:
        return "under 1%"
    return "over 99%" if rounded == 100 and part < whole else f"{rounded}%"


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 wave", "1,204 waves", "2 councils"; `many` where adding an s is wrong."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def small(number: int) -> str:
    """A number in a sentence: words below ten, figures from there."""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


def verb(number: int, one: str, many: str) -> str:
    """The form of a verb that goes with a number."""
    return one if number == 1 else many


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in a sentence, "A, B and C"; past `most` the remainder is counted: "A, B and 4 more"."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def plainly(identifier: str) -> str:
    """A fixed name of ours as words: "network-device" becomes "network device"."""
    return identifier.replace("-", " ").replace("_", " ")


def sentence(text: str) -> str:
    """Text with a capital first letter and one full stop."""
    trimmed = text.strip().rstrip(".")
    return f"{trimmed[:1].upper()}{trimmed[1:]}." if trimmed else ""
