"""Patterns of people's own rules: a part of regular expressions that no text makes slow."""

from __future__ import annotations

import re
from functools import lru_cache

LONGEST_PATTERN = 200
LONGEST_TEXT = 2_000
"""Characters of a value that a pattern is held against; a longer value is not known to match."""

MOST_WAYS = 5_000_000
"""How many ways there may be to hold a pattern against a text. A pattern that asks for all of them takes a second."""

_FORBIDDEN = (
    (r"\(\?", "(? is not allowed in it"),
    (r"\\[1-9]", "a group may not be named again in it"),
    (r"\)[*+{]", "a group may not be repeated in it"),
)


@lru_cache(maxsize=500)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, ready for use. Raises ValueError that says what is wrong: it is too long, it is no regular
    expression, or it has what makes some texts slow (repeated groups, look-around, back references, many repeats)."""
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"the pattern is longer than {LONGEST_PATTERN} characters")
    # What is escaped or stands in a class means itself.
    plain = re.sub(r"\\[^1-9]", "x", pattern)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "x", plain)
    for forbidden, why in _FORBIDDEN:
        if re.search(forbidden, plain):
            raise ValueError(f"the pattern cannot be used: {why}")
    if _ways(plain) > MOST_WAYS:
        raise ValueError("the pattern cannot be used: there are too many ways to repeat and to choose in it")
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        raise ValueError("the pattern is not a regular expression") from None


def matches(pattern: str, text: str) -> bool | None:
    """True where the whole text is as the pattern says; None where the text is too long to tell."""
    return None if len(text) > LONGEST_TEXT else compiled(pattern).fullmatch(text) is not None


def _ways(plain: str) -> int:
    """At most how many ways there are to hold the pattern against a text: each repeat multiplies them by the lengths it
    may have, each choice by two."""
    found: int = 2 ** min(plain.count("|") + plain.count("?"), 64)
    found *= LONGEST_TEXT ** min(len(re.findall(r"[*+]|\{\d*,\}", plain)), 8)
    for least, most in re.findall(r"\{(\d{0,9}),(\d{1,9})\}", plain):
        found *= max(int(most) - int(least or 0) + 1, 1)
    return found
