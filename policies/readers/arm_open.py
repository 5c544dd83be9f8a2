"""Values of a template that are not known before it is deployed, kept as texts that say where they come from.

Two that come from the same place are the same text, so a resource can be found by a name that nobody knows yet. The
signs around them are from Unicode's private area, which no text of a template is left holding, also once decoded.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from policies.readers.folded import REST
from policies.values import SECRET, UNKNOWN
from safeio.text import clean

SHOWN = 400
"""Characters of an expression that are kept to tell where a value comes from."""

_BEGIN, _END, _HIDDEN = "\ue000", "\ue001", "\ue002"
_SIGNS = re.compile(f"[{_BEGIN}{_END}{_HIDDEN}{REST}]")

MOST_PARTS = 10_000
"""Members, and thousands of characters, of what one expression makes; of more the value is not known."""


def open_value(come_from: str) -> str:
    """What stands for a value that is not known and comes from the place that is named."""
    hidden = _HIDDEN if _HIDDEN in come_from else ""
    return f"{_BEGIN}{hidden}{_SIGNS.sub('', come_from)}{_END}"


def secret_value(come_from: str) -> str:
    """What stands for a secret."""
    return f"{_BEGIN}{_HIDDEN}{_SIGNS.sub('', come_from)}{_END}"


def unknown_call(name: str, arguments: list[Any]) -> str:
    """What stands for what a function gives that cannot be worked out. What it was asked of stays in it."""
    shown = ",".join(str(one)[: 4 * SHOWN] for one in arguments)[: 4 * SHOWN]
    return open_value(f"{name}({shown})" if any(map(is_open, arguments)) else clean(f"{name}({shown})", SHOWN))


def fits(found: Any) -> bool:
    """False for a value too large to go on with: a few variables that name each other twice would fill the memory."""
    return parts_of(found) <= MOST_PARTS


def parts_of(found: Any) -> int:
    """How many members, and thousands of characters, a value has; of one that does not fit, more than fit."""
    waiting, parts = [found], 0
    while waiting and parts <= MOST_PARTS:
        one = waiting.pop()
        parts += 1 + (len(one) // 1000 if isinstance(one, str) else 0)
        waiting += one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()
    return parts


def holds_open(found: Any) -> bool:
    """True for a value with a part that is not known."""
    if isinstance(found, Mapping):
        return any(holds_open(one) for one in found.values())
    return any(holds_open(one) for one in found) if isinstance(found, list) else is_open(found)


def is_open(found: Any) -> bool:
    """True for a value that is not known, and for a text that holds one."""
    return isinstance(found, str) and _BEGIN in found


def without_signs(text: str) -> str:
    """A text as people and rules may see it: what a template itself holds of our signs is taken out of it."""
    return _SIGNS.sub("", text)


def all_without_signs(found: Any) -> Any:
    """The same for every text and every name in a value."""
    if isinstance(found, str):
        return without_signs(found)
    if isinstance(found, Mapping):
        return {without_signs(name): all_without_signs(one) for name, one in found.items()}
    return [all_without_signs(one) for one in found] if isinstance(found, list) else found


def split_names(text: str) -> tuple[str, ...]:
    """The parts of "server/database", where a part that is not known may hold a stroke itself."""
    if not is_open(text) and _END not in text:
        return tuple(text.split("/"))
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == _BEGIN) - (sign == _END)
        if sign == "/" and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return tuple(parts)


def finished(found: Any) -> Any:
    """The value as rules read it: UNKNOWN and SECRET for what is not known."""
    if isinstance(found, str):
        if _BEGIN not in found:
            return found
        return SECRET if _HIDDEN in found else UNKNOWN
    if isinstance(found, Mapping):
        return {key: finished(one) for key, one in found.items()}
    return [finished(one) for one in found] if isinstance(found, list) else found
