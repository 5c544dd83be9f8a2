"""Checks of one value that people wrote. Each raises InputError naming the place and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cloud_unless.options import FIRST_DAY, LAST_DAY
from safeio.errors import InputError
from safeio.field_errors import nearest

MOST_WEEKS = 520
"""Ten years. A larger number of weeks or months is a typing error."""


def check_known(where: str, name: str | None, known: Sequence[str], what: str = "in programme.yaml") -> None:
    """Raise InputError when `name` is given and not one of `known`; `what` completes "it is not ..."."""
    if name is None or name in known:
        return
    like = nearest(name, known)
    remedy = f"Did you mean {like}?" if like else f"Known: {', '.join(known) or 'none'}."
    raise InputError(where, f"{name!r} is not {what}", remedy)


def check_unique(where: str, names: Iterable[str], key: str = "id") -> None:
    """Raise InputError when a name stands twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(where, f"the {key} {name!r} stands twice", "Keep one, or give the other its own.")
        seen.add(name)


def check_calendar(where: str, days: Iterable[date | None]) -> None:
    """Raise InputError for a day so far off that it is a typing error."""
    for day in days:
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            raise InputError(where, f"{day} is not between {FIRST_DAY} and {LAST_DAY}", "Correct the year.")


def check_count(where: str, number: int, least: int = 0) -> None:
    """Raise InputError for a number of weeks or months below `least` or beyond ten years."""
    if not least <= number <= MOST_WEEKS:
        raise InputError(where, f"{number} is not from {least} to {MOST_WEEKS}", "Correct the number.")
