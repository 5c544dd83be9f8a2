"""The functions of ARM expressions on parts of texts, on lists, objects and numbers."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, unquote, urljoin

LONGEST_RANGE = 10_000
"""Members of a range, and letters that a text is filled up to. Source: Microsoft Learn, functions for arrays."""


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
    return between.join(found)


def _intersection(first: Any, *others: Any) -> Any:
    if isinstance(first, list) and all(isinstance(one, list) for one in others):
        return [one for one in first if all(one in other for other in others)]
    if isinstance(first, Mapping) and all(isinstance(one, Mapping) for one in others):
        return {key: one for key, one in first.items() if all(other.get(key) == one for other in others)}
    raise TypeError


def _items(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"key": key, "value": found[key]} for key in sorted(found)]


def _least(*given: Any) -> int:
    return min(_numbers(given))


def _most(*given: Any) -> int:
    return max(_numbers(given))


def _numbers(given: tuple[Any, ...]) -> list[int]:
    found = given[0] if len(given) == 1 and isinstance(given[0], list) else list(given)
    if not all(isinstance(one, int) for one in found):
        raise TypeError
    return found


def _quotient(one: int, other: int) -> int:
    whole = abs(one) // abs(other)
    return whole if (one < 0) == (other < 0) else -whole


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
    return base64.b64decode(text, validate=True).decode()


LIST_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64tostring": _decoded,
    "div": _quotient,
    "flatten": _flatten,
    "indexof": lambda text, part: text.casefold().find(part.casefold()) if isinstance(text, str) else text.index(part),
    "intersection": _intersection,
    "items": _items,
    "join": _join,
    "lastindexof": lambda text, part: text.casefold().rfind(part.casefold()),
    "max": _most,
    "min": _least,
    "mod": lambda one, other: one - other * _quotient(one, other),
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
    "uricomponenttostring": unquote,
}
"""By name in small letters. All raise TypeError, ValueError, LookupError, AttributeError or ArithmeticError for what
they cannot work with. Source: Microsoft Learn, ARM template functions."""
