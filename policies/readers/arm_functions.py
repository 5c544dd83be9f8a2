"""The functions of ARM expressions that can be worked out without Azure."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import reduce
from typing import Any

from policies.readers.arm_address_functions import ADDRESS_FUNCTIONS
from policies.readers.arm_list_functions import LIST_FUNCTIONS, check_length
from policies.readers.arm_number_functions import NUMBER_FUNCTIONS
from policies.readers.arm_open import all_without_signs, is_open

Function = Callable[..., Any]

_HOLE = re.compile(r"\{(\d+)\}")
_JOINS = ("concat", "format", "string", "tolower", "toupper", "trim")


class CannotTellError(ValueError):
    """The function cannot be worked out from these arguments."""


def resource_type_and_names(arguments: Sequence[Any]) -> tuple[tuple[Any, ...], str, tuple[Any, ...]]:
    """What stands before the type in the arguments of resourceId (a subscription, a resource group), the type, and the
    names. Raises CannotTellError."""
    for at, one in enumerate(arguments):
        if isinstance(one, str) and re.fullmatch(r"[A-Za-z0-9]+(\.[A-Za-z0-9]+)+(/[A-Za-z0-9]+)+/?", one):
            return tuple(arguments[:at]), one.rstrip("/"), tuple(arguments[at + 1 :])
    raise CannotTellError


def below(scope: str, kind: str, names: Sequence[Any]) -> str:
    """The id of a resource: its provider, and each part of its type with its name, below a scope. Raises
    CannotTellError where there are not as many names as parts."""
    provider, *parts = kind.split("/")
    if len(parts) != len(names) or not all(isinstance(one, str) for one in names):
        raise CannotTellError
    steps = "".join(f"/{part}/{name}" for part, name in zip(parts, names, strict=True))
    return f"{scope}/providers/{provider}{steps}"


def _concat(*given: Any) -> Any:
    if given and all(isinstance(one, list) for one in given):
        return [member for one in given for member in one]
    return "".join(_text(one) for one in given)


def _text(found: Any) -> str:
    if isinstance(found, bool):
        return "True" if found else "False"
    if isinstance(found, str | int):
        return str(found)
    if found is None or isinstance(found, Mapping | list):
        return json.dumps(found, separators=(",", ":"))
    raise CannotTellError


def _format(pattern: str, *given: Any) -> str:
    if "{" in _HOLE.sub("", pattern):
        raise CannotTellError
    texts = {number: _text(given[int(number)]) for number in set(_HOLE.findall(pattern))}
    check_length(len(pattern) + sum(len(texts[number]) for number in _HOLE.findall(pattern)))
    return _HOLE.sub(lambda hole: texts[hole[1]], pattern)


def _replace(text: str, old: str, new: str) -> str:
    check_length(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _from_json(text: str | bytes) -> Any:
    return all_without_signs(json.loads(text))  # what it decodes would else pass for a value that is not known


def _empty(found: Any) -> bool:
    return found is None or (isinstance(found, str | list | Mapping) and len(found) == 0)


def _contains(whole: Any, part: Any) -> bool:
    if isinstance(whole, Mapping):
        return isinstance(part, str) and part.casefold() in {key.casefold() for key in whole}
    if isinstance(whole, str) and isinstance(part, str):
        return part in whole
    if isinstance(whole, list):
        return part in whole
    raise CannotTellError


def _object(*given: Any) -> dict[str, Any]:
    if len(given) % 2 or not all(isinstance(one, str) for one in given[::2]):
        raise CannotTellError
    return dict(zip(given[::2], given[1::2], strict=True))


def _union(*given: Any) -> Any:
    if given and all(isinstance(one, Mapping) for one in given):
        nothing: Mapping[str, Any] = {}
        return reduce(_merged, given, nothing)
    if given and all(isinstance(one, list) for one in given):
        found: list[Any] = []
        for member in (member for one in given for member in one):
            if member not in found:
                found.append(member)
        return found
    raise CannotTellError


def _merged(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """Both objects in one, level by level; elsewhere the second counts."""
    made = dict(one)
    for key, member in other.items():
        kept = made.get(key)
        made[key] = _merged(kept, member) if isinstance(kept, Mapping) and isinstance(member, Mapping) else member
    return made


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return isinstance(one, bool) and isinstance(other, bool) and one == other
    return bool(one == other)


def _truth(found: Any) -> bool:
    if isinstance(found, bool):
        return found
    if isinstance(found, str) and found.casefold() in ("true", "false"):
        return found.casefold() == "true"
    raise CannotTellError


def _first(found: Any) -> Any:
    if isinstance(found, str | list) and found:
        return found[0]
    raise CannotTellError


def _last(found: Any) -> Any:
    if isinstance(found, str | list) and found:
        return found[-1]
    raise CannotTellError


def _split(text: str, signs: str | list[str]) -> list[str]:
    if isinstance(signs, str):
        return text.split(signs)
    if not signs or not all(isinstance(one, str) and one for one in signs):
        raise CannotTellError
    return re.split("|".join(map(re.escape, sorted(signs, key=len, reverse=True))), text)


def takes_open(name: str, given: list[Any]) -> bool:
    """Whether a function can be worked out though parts of what it is given are not known. Texts may be joined with
    such parts, and put into lists and objects. What comes from the same place is equal."""
    if name in _JOINS:
        return all(isinstance(one, str | int) for one in given)
    if name == "equals":
        return len(given) == 2 and bool(given[0] == given[1])
    if name == "tryget":
        return not any(map(is_open, given))
    return name in ("createarray", "createobject") or (name in ("union", "array") and not any(map(is_open, given)))


FUNCTIONS: Mapping[str, Function] = {
    **ADDRESS_FUNCTIONS,
    **LIST_FUNCTIONS,
    **NUMBER_FUNCTIONS,
    "array": lambda found: found if isinstance(found, list) else [found],
    "bool": _truth,
    "concat": _concat,
    "contains": _contains,
    "createarray": lambda *given: list(given),
    "createobject": _object,
    "empty": _empty,
    "endswith": lambda text, part: text.casefold().endswith(part.casefold()),
    "equals": _same,
    "false": lambda: False,
    "first": _first,
    "format": _format,
    "greater": lambda one, other: one > other,
    "greaterorequals": lambda one, other: one >= other,
    "base64tojson": lambda text: _from_json(base64.b64decode(text, validate=True)),
    "json": _from_json,
    "last": _last,
    "length": len,
    "less": lambda one, other: one < other,
    "lessorequals": lambda one, other: one <= other,
    "not": lambda found: not _truth(found),
    "null": lambda: None,
    "replace": _replace,
    "split": _split,
    "startswith": lambda text, part: text.casefold().startswith(part.casefold()),
    "string": _text,
    "tolower": lambda text: text.lower(),
    "toupper": lambda text: text.upper(),
    "trim": lambda text: text.strip(),
    "true": lambda: True,
    "union": _union,
}
"""By name in small letters. All raise CannotTellError, TypeError, ValueError, LookupError or AttributeError for
arguments they cannot work with. Source: Microsoft Learn, ARM template functions."""
