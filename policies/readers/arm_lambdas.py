"""The functions of ARM expressions that ask a lambda of each member of a list or an object."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cmp_to_key
from typing import Any

from policies.readers.arm_functions import CannotTellError
from policies.readers.arm_open import is_open

Lambda = Callable[..., Any]
"""Takes the member, then its number where the lambda has a name for it."""

MOST_STEPS = 100_000
"""Calls of lambdas in one template, with the parts of what they give. Azure takes 4 MB for a template with all that is
worked out in it; more steps than these are a template that was made to keep us busy."""


def _filter(found: Any, keeps: Lambda) -> list[Any]:
    return [one for at, one in enumerate(_listed(found)) if _yes(keeps(one, at))]


def _map(found: Any, function: Lambda) -> list[Any]:
    return [function(one, at) for at, one in enumerate(_listed(found))]


def _reduce(found: Any, start: Any, function: Lambda) -> Any:
    if callable(start):
        raise CannotTellError
    made = start
    for at, one in enumerate(_listed(found)):
        made = function(made, one, at)
    return made


def _sort(found: Any, comes_first: Lambda) -> list[Any]:
    def order(one: Any, other: Any) -> int:
        if _yes(comes_first(one, other)):
            return -1
        return 1 if _yes(comes_first(other, one)) else 0

    return sorted(_listed(found), key=cmp_to_key(order))


def _to_object(found: Any, key: Lambda, value: Lambda | None = None) -> dict[str, Any]:
    return {_name(key(one)): one if value is None else value(one) for one in _listed(found)}


def _group_by(found: Any, key: Lambda) -> dict[str, list[Any]]:
    made: dict[str, list[Any]] = {}
    for one in _listed(found):
        made.setdefault(_name(key(one)), []).append(one)
    return made


def _map_values(found: Any, function: Lambda) -> dict[str, Any]:
    if not isinstance(found, Mapping):
        raise CannotTellError
    return {name: function(one) for name, one in found.items()}


def _listed(found: Any) -> list[Any]:
    if not isinstance(found, list):
        raise CannotTellError
    return found


def _yes(found: Any) -> bool:
    if not isinstance(found, bool):
        raise CannotTellError
    return found


def _name(found: Any) -> str:
    if not isinstance(found, str) or is_open(found):
        raise CannotTellError
    return found


LAMBDA_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "filter": _filter,
    "groupby": _group_by,
    "map": _map,
    "mapvalues": _map_values,
    "reduce": _reduce,
    "sort": _sort,
    "toobject": _to_object,
}
"""By name in small letters. All raise CannotTellError, or TypeError for another number of arguments. Source: Microsoft
Learn, lambda functions for ARM templates and Bicep."""
