"""The functions of ARM expressions on parts of texts, on lists and objects."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urljoin

from policies.readers.arm_open import without_signs

LONGEST_TEXT = 10_000_000
"""Characters of a text that a function makes. Azure takes 4 MB for a whole template."""

LONGEST_RANGE = 10_000
"""Members of a range, and letters that a text is filled up to. Source: Microsoft Learn, functions for arrays."""


def check_length(characters: int) -> None:
    """Raises ValueError for a text that would be too long: it must not be made first."""
    if characters > LONGEST_TEXT:
        raise ValueError


def _substring(text: str, start: int, length: int | None = None) -> str:
    end = len(text) if length is None else start + length
    if not 0 <= start <= end <= len(text):
        raise ValueError
    return text[start:end]


def _pad_left(found: Any, length: int, sign: str = " ") -> str:
    if len(sign) != 1 or length > LONGEST_RANGE:
        raise ValueError
    return str(found).rjust(length, sign)


def _range(start: int, count: int) -> list[int]:
    if not 0 <= count <= LONGEST_RANGE:
        raise ValueError
    return list(range(start, start + count))


def _skip(found: Any, count: int) -> Any:
    return _sliced(found, max(count, 0), None)


def _take(found: Any, count: int) -> Any:
    return _sliced(found, 0, max(count, 0))


def _sliced(found: Any, start: int, end: int | None) -> Any:
    if not isinstance(found, str | list):
        raise TypeError
    return found[start:end]


def _join(found: list[Any], between: str) -> str:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError
    check_length(sum(map(len, found)) + len(found) * len(between))
    return between.join(found)


def _intersection(first: Any, *others: Any) -> Any:
    if isinstance(first, list) and all(isinstance(one, list) for one in others):
        return [one for one in first if all(one in other for other in others)]
    if isinstance(first, Mapping) and all(isinstance(one, Mapping) for one in others):
        return {key: one for key, one in first.items() if all(other.get(key) == one for other in others)}
    raise TypeError


def _items(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": found[key]} for key in sorted(found)]


def _flatten(found: list[Any]) -> list[Any]:
    return [member for one in found for member in (one if isinstance(one, list) else [one])]


def _merge(found: list[Mapping[str, Any]]) -> dict[str, Any]:
    return {key: member for one in found for key, member in one.items()}


def _try_get(found: Any, *steps: Any) -> Any:
    """The member that the steps lead to, null where there is none."""
    for step in steps:
        if isinstance(found, Mapping) and isinstance(step, str):
            found = next((one for key, one in found.items() if key.casefold() == step.casefold()), None)
        elif isinstance(found, list) and isinstance(step, int):
            found = found[step] if 0 <= step < len(found) else None
        elif found is not None:
            raise TypeError
    return found


def _decoded(text: str) -> str:
    return without_signs(base64.b64decode(text, validate=True).decode())


LIST_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64tostring": _decoded,
    "flatten": _flatten,
    "indexof": lambda text, part: text.casefold().find(part.casefold()) if isinstance(text, str) else text.index(part),
    "intersection": _intersection,
    "items": _items,
    "join": _join,
    "lastindexof": lambda text, part: text.casefold().rfind(part.casefold()),
    "objectkeys": lambda found: sorted(found),
    "padleft": _pad_left,
    "range": _range,
    "shallowmerge": _merge,
    "skip": _skip,
    "substring": _substring,
    "take": _take,
    "tryget": _try_get,
    "uri": urljoin,
    "uricomponent": lambda text: quote(text, safe=""),
    "uricomponenttostring": lambda text: without_signs(unquote(text)),
}
"""By name in small letters. All raise TypeError, ValueError, LookupError, AttributeError or ArithmeticError for what
they cannot work with. Source: Microsoft Learn, ARM template functions."""
