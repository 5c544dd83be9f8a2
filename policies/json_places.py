"""Where the values of a JSON text stand in it, so that one can be changed and all else stays as people wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policies.readers.relaxed_json import BLANKS
from safeio.values import value

Path = tuple[str | int, ...]
"""The names and numbers that lead to a value, from the outermost on."""

_PIECE = re.compile(rf'{BLANKS}("(?>[^"\\]|\\.)*+"|[{{}}\[\],:]|[^\s{{}}\[\],:"/]+)', re.DOTALL)
_FIRST_INDENT = re.compile(r"\n([ \t]+)\S")
_USUAL_INDENT = "  "


@value
class Place:
    """Where a value begins and ends in the text; `last` is where the last member of an object ends, None in an empty
    one and in what is no object."""

    begins: int
    ends: int
    last: int | None = None


@value
class Edit:
    """One member of the object at `path` to set: it is replaced where it is there, else added."""

    path: Path
    name: str
    value: Any


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The JSON text with the members set. The text is whole JSON, and the object of each edit is in it."""
    places, unit = places_of(text), _unit(text)
    added: dict[Path, list[Edit]] = {}
    made: list[tuple[int, int, str]] = []
    for one in edits:
        place = places.get((*one.path, one.name))
        if place is None:
            added.setdefault(one.path, []).append(one)
        else:
            made.append((place.begins, place.ends, _written(one.value, _indent_at(text, place.begins), unit)))
    made += [_addition(text, places[path], members, unit) for path, members in added.items()]
    crlf = "\r\n" in text
    for begins, ends, new in sorted(made, reverse=True):
        text = text[:begins] + (new.replace("\n", "\r\n") if crlf else new) + text[ends:]
    return text


def places_of(text: str) -> Mapping[Path, Place]:
    """The place of every value, by what leads to it. Comments, which templates may hold, are passed over."""
    found: dict[Path, Place] = {}
    pieces = ((one.group(1), one.start(1), one.end(1)) for one in _PIECE.finditer(text))
    _value(pieces, next(pieces), (), found)
    return found


def _value(pieces: Iterator[tuple[str, int, int]], first: tuple[str, int, int], path: Path, found: Any) -> int:
    sign, begins, ends = first
    last: int | None = None
    if sign in "{[":
        number = 0
        piece = next(pieces)
        while piece[0] not in ("}", "]"):
            step: str | int = number
            if sign == "{":
                step = json.loads(piece[0], strict=False)
                next(pieces)  # the colon
                piece = next(pieces)
            last = _value(pieces, piece, (*path, step), found)
            number += 1
            piece = next(pieces)
            if piece[0] == ",":
                piece = next(pieces)
        ends = piece[2]
    found[path] = Place(begins=begins, ends=ends, last=last if sign == "{" else None)
    return ends


def _addition(text: str, place: Place, members: Iterable[Edit], unit: str) -> tuple[int, int, str]:
    """Where the members go, and the text of them: after the last member, in lines of their own where it has one."""
    if place.last is None:
        outer = _indent_at(text, place.begins)
        body = {one.name: one.value for one in members}
        return place.begins, place.ends, _written(body, outer, unit)
    inner = _indent_at(text, place.last)
    in_lines = "\n" in text[place.begins : place.ends]
    between = f",\n{inner}" if in_lines else ", "
    told = (f"{json.dumps(one.name, ensure_ascii=False)}: {_written(one.value, inner, unit)}" for one in members)
    return place.last, place.last, "".join(f"{between}{one}" for one in told)


def _indent_at(text: str, at: int) -> str:
    """The blanks that the line at this place begins with; of a value that runs over lines, those of its last line."""
    start = text.rfind("\n", 0, at) + 1
    line = text[start:at]
    return line[: len(line) - len(line.lstrip(" \t"))]


def _unit(text: str) -> str:
    """What one step of indent is in this text."""
    found = _FIRST_INDENT.search(text)
    return found[1] if found else _USUAL_INDENT


def _written(found: Any, indent: str, unit: str) -> str:
    if not isinstance(found, Mapping) or not found:
        return json.dumps(found, ensure_ascii=False)
    inner = indent + unit
    named = ((json.dumps(name, ensure_ascii=False), _written(one, inner, unit)) for name, one in found.items())
    lines = (f"{inner}{name}: {one}" for name, one in named)
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"
