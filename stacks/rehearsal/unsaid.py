"""Values that a user gave and that look like secrets, kept out of what is told: a failing program may say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from safeio.text import clean

_SECRET = re.compile(r"pass|pwd|secret|token|credential|key", re.IGNORECASE)
_HIDDEN = "[secret]"
_CUT = "…"
_SHORTEST = 4  # a shorter one stands in many words, and hides nothing


def unsaid(lines: Iterable[str], *given: Mapping[str, str]) -> tuple[str, ...]:
    """The lines with [secret] in place of each value whose name says that it is one, also of a part of it: a line of a
    key, and what stands before a cut. `given` are values by name."""
    values = {value for one in given for name, value in one.items() if _SECRET.search(name)}
    parts = {part for value in values for part in (value, clean(value, len(value)), *value.splitlines())}
    # A value that holds another one goes first.
    hidden = sorted((one for one in parts if len(one) >= _SHORTEST), key=lambda one: (-len(one), one))
    return tuple(_without(line, hidden) for line in lines)


def _without(line: str, hidden: Sequence[str]) -> str:
    for value in hidden:
        line = line.replace(value, _HIDDEN)
    if not line.endswith(_CUT):
        return line
    text = line.removesuffix(_CUT)
    for value in hidden:
        for size in range(min(len(value), len(text)), _SHORTEST - 1, -1):
            if text.endswith(value[:size]):
                return f"{text[:-size]}{_HIDDEN}{_CUT}"
    return line
