"""Values that a user gave and that look like secrets, kept out of what is told: a failing program may say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_SECRET = re.compile(r"pass|pwd|secret|token|credential|key", re.IGNORECASE)
_SHORTEST = 4  # a shorter one stands in many words, and hides nothing


def unsaid(lines: Iterable[str], *given: Mapping[str, str]) -> tuple[str, ...]:
    """The lines with [secret] in place of each value whose name says that it is one. `given` are values by name."""
    hidden = {value for one in given for name, value in one.items() if _SECRET.search(name) and len(value) >= _SHORTEST}
    # A value that holds another one goes first.
    ordered = sorted(hidden, key=lambda value: (-len(value), value))
    found = tuple(lines)
    for value in ordered:
        found = tuple(line.replace(value, "[secret]") for line in found)
    return found
