"""Reading and writing JSON: strict in, one canonical form out."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import math
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from safeio.errors import InputError
from safeio.field_errors import adapter, validated
from safeio.regular import open_regular, read_regular
from safeio.terminal_text import shown
from safeio.values import LEFT_OUT_WHEN_NONE

T = TypeVar("T")

_CAP_BYTES = 500_000_000
_LIGHT_BYTES = 20_000_000
_MEMORY_BYTES = 4_000_000_000
_DIGITS = 30
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
_LEAVES = frozenset({str, int, float, bool})
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_AGAIN = "Make the file again with the command that wrote it."


def read_json(path: Path, kind: type[T], canonical: bool = False) -> T:
    """The file at `path` as a `kind`; with `canonical`, only if its bytes are what `canonical_json` writes.

    Raises InputError for doubled keys, numbers that are not finite or have more than 30 digits, lone surrogates,
    too many levels, text that is not UTF-8 or not JSON, and for what the kind refuses (floats for money).
    """
    where = shown(path, 300)
    data = read_regular(path, _CAP_BYTES)
    found = parse_json(data, where, kind)
    if canonical and canonical_json(found) != data:
        raise InputError(where, "this file was changed after it was written", _AGAIN)
    return found


def parse_json(data: bytes, where: str, kind: type[T]) -> T:
    """JSON `data` as a `kind`; `where` is the name used in errors. Raises InputError as `read_json` does."""
    parsed = _parsed(data, where)
    return validated(parsed, kind, lambda _path: where)


def canonical_json(value: object) -> bytes:
    """The one written form of `value`: the same value always gives the same bytes.

    Fields stand in the order they are declared, mappings inside a value are sorted by key, unknown is `null` (a field
    declared with LEFT_OUT_WHEN_NONE is then left out, so that files from before it was there stay as they are). Two
    spaces of indent; a list of objects has one object a line. Ends with a line break. A number that is not finite
    is our own mistake and raises ValueError.
    """
    return (_written(_plain(value), "") + "\n").encode("utf-8")


def sha256_of(path: Path) -> str:
    """The SHA-256 of the bytes of a file, in hexadecimal. Raises InputError when it cannot be read."""
    with open_regular(path, _CAP_BYTES) as found:
        return hashlib.file_digest(found, "sha256").hexdigest()


def sha256_bytes(data: bytes) -> str:
    """The SHA-256 of `data`, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def json_schema(kind: Any, title: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of files that hold a `kind`, for editors."""
    body = adapter(kind).json_schema(by_alias=True)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title}
    return head | {key: part for key, part in body.items() if key != "title"}


def _parsed(data: bytes, where: str) -> Any:
    def refuse(wrong: str, remedy: str = _AGAIN) -> NoReturn:
        raise InputError(where, wrong, remedy)

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = dict(found)
        if len(keys) != len(found):
            names = [key for key, _ in found]
            double = next(name for name in names if names.count(name) > 1)
            refuse(f"the key {shown(double, 80)} stands twice in one object", "Keep one.")
        return keys

    def whole(text: str) -> int:
        return int(text) if len(text) <= _DIGITS else refuse(f"the number {shown(text, 40)} is too long")

    def broken(text: str) -> float:
        number = float(text)
        return number if math.isfinite(number) else refuse(f"the number {shown(text, 40)} is not finite")

    def constant(text: str) -> NoReturn:
        refuse(f"{text} is not a finite number")

    if len(data) > _LIGHT_BYTES and _memory_for(data) > _MEMORY_BYTES:
        refuse("it holds too many values to be read within 4 GB of memory", "Split it into smaller files.")
    try:
        text = data.decode("utf-8-sig")
        found = json.loads(text, object_pairs_hook=pairs, parse_int=whole, parse_float=broken, parse_constant=constant)
    except UnicodeDecodeError as problem:
        refuse(f"byte {problem.start} is not UTF-8 text", "Save the file as UTF-8.")
    except json.JSONDecodeError as problem:
        refuse(f"line {problem.lineno} is not JSON: {shown(problem.msg, 80)}")
    except RecursionError:
        refuse("this is nested too deeply")
    if _SURROGATE.search(text) and _has_lone_surrogate(found):
        refuse("a text holds half a character (a lone surrogate)")
    return found


def _memory_for(data: bytes) -> int:
    """About how many bytes of memory the values in JSON take: an empty list of two bytes takes sixty. Sizes of CPython
    3.11, rounded up: objects, lists, half a text for each quote, and numbers or places in a list for each comma."""
    sizes = {b"{": 200, b"[": 80, b'"': 30, b",": 36}
    return sum(size * data.count(mark) for mark, size in sizes.items())


def _has_lone_surrogate(data: Any) -> bool:
    try:
        json.dumps(data, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _plain(value: object) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _sorted(value, adapter(type(value)).dump_python(value, mode="json", by_alias=True))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    return value if isinstance(value, float) else adapter(Any).dump_python(value, mode="json")


def _sorted(value: object, dumped: Any) -> Any:
    """`dumped` with every mapping of `value` sorted by key; fields keep the order they are declared in."""
    if isinstance(dumped, dict):
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = _fields(type(value))
            assert len(fields) == len(dumped), f"{type(value).__name__} is written with other fields than it has"
            return {
                # An estate has a million plain fields: a call for each would take longer than all the rest.
                key: part if type(part) in _LEAVES else _sorted(getattr(value, name), part)
                for (name, left_out), (key, part) in zip(fields, dumped.items(), strict=True)
                if part is not None or not left_out
            }
        if isinstance(value, Mapping):
            parts = zip(value.values(), dumped.items(), strict=True)
            return dict(sorted((key, _sorted(one, part)) for one, (key, part) in parts))
    elif isinstance(dumped, list) and isinstance(value, list | tuple):
        return [_sorted(one, part) for one, part in zip(value, dumped, strict=True)]
    elif dumped is None and value is not None:
        raise ValueError(f"{value!r} would be written as not known")  # pydantic writes NaN as null
    return dumped


@cache
def _fields(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass: the name of each, and whether it is left out where it is None."""
    marked = LEFT_OUT_WHEN_NONE.items()
    return tuple((one.name, not marked.isdisjoint(one.metadata.items())) for one in dataclasses.fields(kind))


def _written(data: Any, indent: str) -> str:
    inner = indent + "  "
    if isinstance(data, dict) and data:
        lines = [f"{inner}{_line(key)}: {_written(part, inner)}" for key, part in data.items()]
        return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
    if isinstance(data, list) and any(isinstance(one, dict | list) for one in data):
        return "[\n" + ",\n".join(inner + _line(one) for one in data) + f"\n{indent}]"
    return _line(data)


def _line(data: Any) -> str:
    return _ENCODER.encode(data)
