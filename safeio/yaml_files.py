"""Reading YAML 1.2 that people wrote: plain data only, and errors that name the line."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from safeio.errors import InputError
from safeio.field_errors import KeyPath, dotted, validated
from safeio.regular import read_regular
from safeio.terminal_text import shown
from safeio.text import clean

T = TypeVar("T")

_DEPTH = 50
# Opening brackets in a row: the scanner would take seconds over them before it told us how deep they are.
_DEEP = re.compile(r"(?:[\[{]\s*){51}")
_NFC_GROWTH = 3  # the Unicode FAQ on normalization: no text grows more than threefold
_NULL = re.compile(r"~|null|Null|NULL|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]{1,30}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?")
_UNBOUNDED = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def read_yaml(path: Path, kind: type[T], cap_bytes: int = 1_000_000) -> T:
    """The file at `path` as a `kind`. Raises InputError naming file, line and key, and what to do."""
    return parse_yaml(_text(path, cap_bytes), shown(path, 300), kind)


def read_yaml_lines(path: Path, cap_bytes: int = 1_000_000) -> dict[KeyPath, int]:
    """The line of every key and list entry of the file at `path`, counted from 1. Raises InputError as `read_yaml`."""
    lines: dict[KeyPath, int] = {}
    _Reader(_text(path, cap_bytes), shown(path, 300), lines).document()
    return lines


def _text(path: Path, cap_bytes: int) -> str:
    try:
        return read_regular(path, cap_bytes).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        wrong = f"byte {problem.start} is not UTF-8 text"
        raise InputError(shown(path, 300), wrong, "Save the file as UTF-8.") from None


def parse_yaml(text: str, where: str, kind: type[T]) -> T:
    """YAML `text` as a `kind`; `where` is the name used in errors.

    Scalars are read by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/, section 10.3.2), so `NO` and
    `2026-04-01` stay text; the kind then says what is a date. Texts are cleaned (safeio.text). Raises InputError for
    doubled keys, anchors, aliases, merge keys, tags, more than one document, more than 50 levels, and for what the
    kind refuses.
    """
    lines: dict[KeyPath, int] = {}
    data = _Reader(text, where, lines).document()

    def place(path: KeyPath) -> str:
        known = next((path[:end] for end in range(len(path), -1, -1) if path[:end] in lines), ())
        return f"{where} line {lines.get(known, 1)}"

    return validated(data, kind, place)


class _Reader:
    """Builds plain data from YAML events and notes the line of each key."""

    def __init__(self, text: str, where: str, lines: dict[KeyPath, int]) -> None:
        self._events = _events(text, where)
        self._where = where
        self._lines = lines

    def document(self) -> Any:
        """The one document of the text; an empty text is an empty mapping."""
        next(self._events)  # the start of the stream
        start = next(self._events)
        if type(start).__name__ == "StreamEndEvent":
            return {}
        data = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        after = next(self._events)
        if type(after).__name__ != "StreamEndEvent":
            raise self._refusal(after, "a second document starts here", "Keep one document in a file.")
        return {} if data is None else data

    def _node(self, event: Any, path: KeyPath) -> Any:
        kind = type(event).__name__
        self._lines.setdefault(path, event.start_mark.line + 1)
        if kind == "AliasEvent":
            raise self._refusal(event, f"the alias *{shown(event.anchor, 80)} is not allowed", "Write it out in full.")
        if event.anchor is not None:
            raise self._refusal(event, f"the anchor &{shown(event.anchor, 80)} is not allowed", "Remove it.")
        if event.tag is not None:
            raise self._refusal(event, f"the tag {shown(event.tag, 80)} is not allowed", "Write a plain value.")
        if len(path) > _DEPTH:
            raise self._refusal(event, f"this is nested more than {_DEPTH} levels deep", "Make it flatter.")
        if kind == "ScalarEvent":
            return self._scalar(event)
        return self._sequence(path) if kind == "SequenceStartEvent" else self._mapping(path)

    def _sequence(self, path: KeyPath) -> list[Any]:
        found: list[Any] = []
        while type(event := next(self._events)).__name__ != "SequenceEndEvent":
            found.append(self._node(event, (*path, len(found))))
        return found

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while type(event := next(self._events)).__name__ != "MappingEndEvent":
            key = self._key(event)
            if key in found:
                first = self._lines[(*path, key)]
                raise self._refusal(
                    event, f"the key {dotted((*path, key))} stands here again, first on line {first}", "Keep one."
                )
            self._lines[(*path, key)] = event.start_mark.line + 1
            found[key] = self._node(next(self._events), (*path, key))
        return found

    def _key(self, event: Any) -> str:
        if type(event).__name__ != "ScalarEvent" or event.tag is not None or event.anchor is not None:
            raise self._refusal(event, "this key is not plain text", "Write a name, a colon and a value.")
        if event.value == "<<" and event.style is None:
            raise self._refusal(event, "the merge key << is not allowed", "Write the keys out in full.")
        return _cleaned(event)

    def _scalar(self, event: Any) -> Any:
        text = _cleaned(event)
        if event.style is not None:
            return text
        if _UNBOUNDED.fullmatch(text) or (_FLOAT.fullmatch(text) and not math.isfinite(float(text))):
            raise self._refusal(event, f"{shown(text, 80)} is not a finite number", "Write an ordinary number.")
        return _plain_scalar(text)

    def _refusal(self, event: Any, wrong: str, remedy: str) -> InputError:
        return InputError(f"{self._where} line {event.start_mark.line + 1}", wrong, remedy)


def _cleaned(event: Any) -> str:
    # The whole text is kept: what is too long for a field is for the kind to say.
    return clean(str(event.value), len(event.value) * _NFC_GROWTH)


def _plain_scalar(text: str) -> str | int | float | bool | None:
    if _NULL.fullmatch(text):
        return None
    if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
        return _TRUE.fullmatch(text) is not None
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and not text.strip("+-").isdigit() else text


def _events(text: str, where: str) -> Iterator[Any]:
    """YAML events of the text, one by one, so that what is refused is refused before the rest is read."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if _DEEP.search(text):
        raise InputError(where, f"this is nested more than {_DEPTH} levels deep", "Make it flatter.")
    try:
        yield from YAML(typ="safe", pure=True).parse(text)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        place = f"{where} line {mark.line + 1}" if mark else where
        raise InputError(place, f"this is not YAML: {_said(problem)}", _MEND) from None
    except (YAMLError, ValueError) as problem:
        raise InputError(where, f"this is not YAML: {shown(problem, 80)}", _MEND) from None


_MEND = "Check the indentation, the colons and the quotes at that line and just before it."


def _said(problem: Any) -> str:
    return shown(problem.problem or problem.context, 80)
