"""Turning what pydantic finds wrong into plain sentences that name the key."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from safeio.errors import InputError
from safeio.terminal_text import shown

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError
    from pydantic_core import ErrorDetails

T = TypeVar("T")
KeyPath = tuple[str | int, ...]
"""The keys and list positions that lead to a place in a file."""

_UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
_MISSING = ("missing", "missing_argument")
_REMEDY = "Correct the value."
_DATE = "Write dates as YYYY-MM-DD, such as 2026-04-01."
_PLAIN = {
    "string_type": ("{it} is not text", 'Put the value in quotes: "{it}".'),
    "string_unicode": ("this is not valid Unicode text", "Save the file as UTF-8."),
    "int_type": ("{it} is not a whole number", "Write a whole number without quotes."),
    "int_parsing": ("{it} is not a whole number", "Write a whole number without quotes."),
    "int_from_float": ("{it} is not a whole number", "Write a whole number."),
    "decimal_type": ("{it} is not a number", "Write a number."),
    "decimal_parsing": ("{it} is not a number", "Write a number."),
    "float_type": ("{it} is not a number", "Write a number."),
    "float_parsing": ("{it} is not a number", "Write a number."),
    "bool_type": ("{it} is neither true nor false", "Write true or false."),
    "bool_parsing": ("{it} is neither true nor false", "Write true or false."),
    "date_type": ("{it} is not a date", _DATE),
    "date_parsing": ("{it} is not a date", _DATE),
    "date_from_datetime_parsing": ("{it} is not a date", _DATE),
    "date_from_datetime_inexact": ("{it} is not a date without a time", _DATE),
    "tuple_type": ("this is not a list", "Write a list."),
    "list_type": ("this is not a list", "Write a list."),
    "dict_type": ("this is not a set of keys with values", "Write keys with values."),
    "mapping_type": ("this is not a set of keys with values", "Write keys with values."),
    "dataclass_type": ("this is not a set of keys with values", "Write keys with values."),
    "model_type": ("this is not a set of keys with values", "Write keys with values."),
    "none_required": ("{it} stands where nothing may stand", "Remove the value."),
}


@lru_cache(maxsize=256)
def adapter(kind: Any) -> TypeAdapter[Any]:
    """The pydantic adapter of `kind`, made once: making it is slow."""
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def validated(data: object, kind: type[T], where: Callable[[KeyPath], str]) -> T:
    """`data` as a `kind`. `where` names the place of a path in the file, such as "programme.yaml line 12".

    Raises InputError for the first thing wrong, and says how many more there are.
    """
    if type(data) is kind and kind in (dict, list):
        return data  # it may hold anything, and to make an adapter takes as long as to read a large file
    from pydantic import ValidationError

    try:
        return cast(T, adapter(cast(Hashable, kind)).validate_python(data))
    except ValidationError as problem:
        raise _plain_error(problem, data, kind, where) from None


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name most like `name`, or None when none is like it."""
    found = difflib.get_close_matches(name.lower(), [one.lower() for one in known], n=1, cutoff=0.6)
    return next((one for one in known if found and one.lower() == found[0]), None)


def dotted(path: KeyPath) -> str:
    """A path as people write it: `teams[0].skills`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step, 80)}" for step in path)
    return text.removeprefix(".")


def _plain_error(problem: ValidationError, data: object, kind: type[T], where: Callable[[KeyPath], str]) -> InputError:
    errors = problem.errors(include_url=False)
    # Of the branches of a union, the one that got furthest into the data says most.
    first = min(errors, key=lambda one: (len(errors) > 1 and one["type"] == "none_required", errors.index(one)))
    path = _steps(first["loc"], data, first["type"] in _MISSING)
    wrong, remedy = _sentence(first, path, kind)
    places = {_steps(one["loc"], data, one["type"] in _MISSING) for one in errors}
    if len(places) > 1:
        remedy += f" ({len(places) - 1} more to mend in this file.)"
    place = where(path)
    return InputError(f"{place}, {dotted(path)}" if path else place, wrong, remedy)


def _steps(location: tuple[str | int, ...], data: Any, missing: bool) -> KeyPath:
    """The steps of `location` that lead through `data`: pydantic mixes in names of types, which are left out."""
    path: list[str | int] = []
    for number, step in enumerate(location):
        if _leads_on(step, data):
            data = data[step]
        elif not (missing and number == len(location) - 1):
            continue
        path.append(step)
    return tuple(path)


def _leads_on(step: str | int, data: Any) -> bool:
    if isinstance(data, Mapping):
        return step in data
    return isinstance(data, list | tuple) and isinstance(step, int) and step < len(data)


def _sentence(error: ErrorDetails, path: KeyPath, kind: Any) -> tuple[str, str]:
    code, it = error["type"], shown(error["input"], 80)
    if code in _UNKNOWN:
        return "this key is not known", _known_instead(path, kind)
    if code in _MISSING:
        return "this key is missing", f"Add the key {shown(path[-1], 80) if path else ''}."
    if error["input"] is None:
        return "this has no value", "Give it a value, or remove the key if it may be left out."
    if code == "literal_error":
        return f"{it} is not allowed here", f"Use one of: {_expected(error)}."
    if code in ("value_error", "assertion_error"):
        return shown(error["msg"].split(", ", 1)[-1], 200), _REMEDY
    if code not in _PLAIN:
        return shown(error["msg"], 200).lower(), _REMEDY
    wrong, remedy = _PLAIN[code]
    return wrong.format(it=it), remedy.format(it=it)


def _expected(error: ErrorDetails) -> str:
    return shown(error.get("ctx", {}).get("expected", ""), 400).replace("'", "").replace(" or ", ", ")


def _known_instead(path: KeyPath, kind: Any) -> str:
    known = _known_keys(path[:-1], kind)
    like = nearest(str(path[-1]), known) if path else None
    if like:
        return f"Did you mean {like}?"
    return f"Known keys here: {', '.join(known)}." if known else "Remove it."


def _known_keys(path: KeyPath, kind: Any) -> tuple[str, ...]:
    whole = adapter(kind).json_schema(by_alias=True)
    at: list[dict[str, Any]] = [whole]
    for step in path:
        at = [inner for schema in at for inner in _inside(_resolved(schema, whole), step)]
    found = (key for schema in at for one in _resolved(schema, whole) for key in one.get("properties", {}))
    return tuple(dict.fromkeys(found))


def _resolved(schema: dict[str, Any], whole: dict[str, Any]) -> list[dict[str, Any]]:
    if "$ref" in schema:
        return _resolved(whole["$defs"][schema["$ref"].rsplit("/", 1)[-1]], whole)
    branches = schema.get("anyOf") or schema.get("oneOf")
    return [one for branch in branches for one in _resolved(branch, whole)] if branches else [schema]


def _inside(schemas: list[dict[str, Any]], step: str | int) -> list[dict[str, Any]]:
    found = []
    for schema in schemas:
        inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
        if inner is None and not isinstance(step, int):
            inner = schema.get("additionalProperties")
        if isinstance(inner, dict):
            found.append(inner)
    return found
