"""Whether a value fits what the SDK says a property may hold: names, kinds of value, words, and what is missing."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from stacks.rehearsal.shapes import ListOf, MapOf, OneOf, Part, Property, Shape, Words, properties_of
from stacks.rehearsal.wire import UNKNOWN

# Lists of words that the SDK knows in part only: Azure takes more than these. Source: azure-native 3.29.0, whose
# VirtualMachineSizeTypes ends with the sizes of 2017. Read 2026-11-22.
_OPEN = frozenset({"VirtualMachineSizeTypes"})
# Words that may be combined ("Logging, Metrics"). Source: description of Bypass in azure-native 3.29.0, storage.
_COMBINED = frozenset({"Bypass"})
_KINDS = {"text": str, "number": int | float, "whole number": int | float, "yes or no": bool}
_SHOWN_WORDS = 12


@dataclass(frozen=True)
class Refusal:
    """What Azure would refuse: the property ("sku.name"), and why, with what would be right. `unheard` is True for a
    property that there is not, which the real provider leaves out without a word, and for a way of writing that an
    older SDK wants."""

    property: str
    reason: str
    unheard: bool = False


def refused_properties(
    values: Mapping[str, Any], allowed: Mapping[str, Property], where: str = ""
) -> Iterator[Refusal]:
    """Everything wrong with the properties of one object. Values must be bare of secrets; what is not known yet is
    not judged, and null counts as left out."""
    for name, value in values.items():
        place = f"{where}.{name}" if where else name
        if name not in allowed and _is_reference(values, allowed):
            continue
        if name not in allowed:
            yield Refusal(place, _unknown_name(name, allowed), unheard=True)
        elif value is not None and not _fits_at_once(value, allowed[name]):
            yield from _refused(value, allowed[name], place)
    for name, one in allowed.items():
        if one.required and values.get(name) is None:
            yield Refusal(f"{where}.{name}" if where else name, "is required, and is missing")


def _fits_at_once(value: Any, one: Property) -> bool:
    """True for a text or a yes or no in its place: most values are that, and need no more looking at."""
    return one.constant is None and (
        (one.shape == "text" and type(value) is str) or (one.shape == "yes or no" and type(value) is bool)
    )


def _is_reference(values: Mapping[str, Any], allowed: Mapping[str, Property]) -> bool:
    """True for an object that names another resource by its id. Programs of older SDKs say more of it there, and the
    provider sends the id alone."""
    return allowed.keys() == {"id"} and values.get("id") is not None


def _refused(value: Any, one: Property, where: str) -> Iterator[Refusal]:
    if one.constant is not None and value is not UNKNOWN and value != one.constant:
        yield Refusal(where, f"must be {one.constant!r}, and is {_said(value)}")
    else:
        yield from _refused_value(value, one.shape, where)


def _refused_value(value: Any, shape: Shape, where: str) -> Iterator[Refusal]:
    if value is UNKNOWN or value is None or shape == "anything":
        return
    match shape:
        case Words():
            yield from _refused_word(value, shape, where)
        case ListOf(item=item):
            if not isinstance(value, list):
                # Older SDKs name the identities of a user in this way: {id: {}}.
                older = item == "text" and isinstance(value, dict) and not any(value.values())
                yield Refusal(where, f"must be a list, and is {_said(value)}", unheard=older)
                return
            for number, member in enumerate(value):
                yield from _refused_value(member, item, f"{where}[{number}]")
        case MapOf(item=item):
            if not isinstance(value, dict):
                yield Refusal(where, f"must be names with values, and is {_said(value)}")
                return
            for name, member in value.items():
                # The provider does not look at what such a map holds, and Azure writes a number down as text.
                # Source: github.com/Azure/azure-cli/issues/15946 (2020-11-16), where a tag becomes one.
                as_text = item == "text" and isinstance(member, int | float)
                for refusal in _refused_value(member, item, f"{where}.{name}"):
                    yield replace(refusal, unheard=refusal.unheard or as_text)
        case Part(kind=kind):
            if isinstance(value, dict):
                yield from refused_properties(value, properties_of(kind), where)
            else:
                yield Refusal(where, f"must be an object, and is {_said(value)}")
        case OneOf(choices=choices):
            yield from _refused_choice(value, choices, where)
        case _:
            yield from _refused_plain(value, shape, where)


def _refused_choice(value: Any, choices: tuple[Shape, ...], where: str) -> Iterator[Refusal]:
    """The faults of the choice that was meant: the one the value names by a constant, else the one that fits best."""
    tried = [(_named_otherwise(value, one), list(_refused_value(value, one, where))) for one in choices]
    yield from min(tried, key=lambda one: (one[0], len(one[1])))[1]


def _named_otherwise(value: Any, shape: Shape) -> bool:
    """True where an object says by a constant that it is another kind than this."""
    if not (isinstance(shape, Part) and isinstance(value, dict)):
        return False
    constants = {name: one.constant for name, one in properties_of(shape.kind).items() if one.constant is not None}
    return any(value.get(name) not in (constant, UNKNOWN) for name, constant in constants.items())


def _refused_word(value: Any, shape: Words, where: str) -> Iterator[Refusal]:
    if not isinstance(value, str):
        yield Refusal(where, f"must be one of {_listed(shape.allowed)}, and is {_said(value)}")
        return
    for word in value.split(",") if shape.name in _COMBINED else (value,):
        # Azure compares the words of its settings in any case.
        if shape.name not in _OPEN and word.strip().casefold() not in shape.folded:
            listed = f"{_listed(shape.allowed)}{_nearest(word, shape.allowed)}"
            yield Refusal(where, f"{_quoted(word)} is not one of {listed}")


def _refused_plain(value: Any, shape: str, where: str) -> Iterator[Refusal]:
    kind = _KINDS[shape]
    wrong = not isinstance(value, kind) or (shape != "yes or no" and isinstance(value, bool))
    if wrong:
        yield Refusal(where, f"must be {_article(shape)}, and is {_said(value)}")
    elif shape == "whole number" and value != int(value):
        yield Refusal(where, f"must be a whole number, and is {value}")


def _unknown_name(name: str, allowed: Mapping[str, Property]) -> str:
    return f"there is no such property{_nearest(name, allowed)}"


def _nearest(word: str, words: Any) -> str:
    by_fold = {one.casefold().replace("_", ""): one for one in words}
    near = difflib.get_close_matches(word.casefold().replace("_", ""), by_fold, n=1, cutoff=0.6)
    return f"; did you mean {by_fold[near[0]]!r}?" if near else ""


def _said(value: Any) -> str:
    """The kind of a value; the value itself may be long, or private."""
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, str):
        return "text"
    if isinstance(value, int | float):
        return "a number"
    return "a list" if isinstance(value, list) else "an object"


def _article(shape: str) -> str:
    return shape if shape in ("text", "yes or no") else f"a {shape}"


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")


def _listed(words: tuple[str, ...]) -> str:
    shown = ", ".join(words[:_SHOWN_WORDS])
    return f"{shown} and {len(words) - _SHOWN_WORDS} more" if len(words) > _SHOWN_WORDS else shown
