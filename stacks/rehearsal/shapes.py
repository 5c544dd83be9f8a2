"""What a property may hold, read from the annotations of the SDK's classes."""

from __future__ import annotations

import collections.abc
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from typing import Any, Literal

from pulumi import Output

# The SDK offers no public way to read its annotations by their names on the wire.
from pulumi._types import _py_properties, _raw_return_hints, is_input_type, is_output_type

Plain = Literal["text", "number", "whole number", "yes or no", "anything"]
"""A value without parts."""

_CONSTANT = re.compile(r"Expected value is '([^']*)'")
_PLAIN: Mapping[Any, Plain] = {str: "text", int: "whole number", float: "number", bool: "yes or no"}


@dataclass(frozen=True)
class Words:
    """One of these words. `name` is the name of the SDK's list of them."""

    name: str
    allowed: tuple[str, ...]

    @cached_property
    def folded(self) -> frozenset[str]:
        """The words as Azure compares them: in small letters."""
        return frozenset(word.casefold() for word in self.allowed)


@dataclass(frozen=True)
class ListOf:
    """A list; every item has one shape."""

    item: Shape


@dataclass(frozen=True)
class MapOf:
    """Names chosen by the user, each with a value of one shape."""

    item: Shape


@dataclass(frozen=True)
class Part:
    """An object with named properties: one of the SDK's own classes."""

    kind: type


@dataclass(frozen=True)
class OneOf:
    """A value of one of these shapes."""

    choices: tuple[Shape, ...]


Shape = Plain | Words | ListOf | MapOf | Part | OneOf


@dataclass(frozen=True)
class Property:
    """One property of an object. `constant` is the only value it may have: it tells the kinds of an object apart."""

    shape: Shape
    required: bool
    constant: str | None = None


@cache
def properties_of(kind: type) -> Mapping[str, Property]:
    """The properties of an SDK class, by their names on the wire ("resourceGroupName"), in the order of the class."""
    constants = _constants(kind)
    return {
        name: Property(shape_of(hint), not _optional(hint), constants.get(name))
        for name, hint in _raw_return_hints(kind).items()
    }


def shape_of(annotation: Any) -> Shape:
    """The shape that an annotation of the SDK stands for, without its wrapping for inputs and outputs."""
    if typing.get_origin(annotation) is Output:
        return shape_of(typing.get_args(annotation)[0])
    if _is_union(annotation):
        return _one_of([one for one in typing.get_args(annotation) if not _is_wrapping(one)])
    origin = typing.get_origin(annotation)
    if origin in (list, collections.abc.Sequence):
        return ListOf(shape_of(typing.get_args(annotation)[0]))
    if origin in (dict, collections.abc.Mapping):
        return MapOf(shape_of(typing.get_args(annotation)[1]))
    if isinstance(annotation, type):
        if issubclass(annotation, Enum):
            return Words(annotation.__name__, tuple(str(member.value) for member in annotation))
        if is_input_type(annotation) or is_output_type(annotation):
            return Part(annotation)
    return _PLAIN.get(annotation, "anything")


def _one_of(members: list[Any]) -> Shape:
    shapes = [shape_of(one) for one in members]
    if "text" in shapes and any(isinstance(one, Words) for one in shapes):
        shapes.remove("text")  # the SDK writes "text or one of these words"; what Azure takes are the words
    distinct = tuple(dict.fromkeys(shapes))
    return distinct[0] if len(distinct) == 1 else OneOf(distinct) if distinct else "anything"


def _is_wrapping(member: Any) -> bool:
    """True for what stands in a union only because a value may come later, or be left out."""
    origin = typing.get_origin(member)
    return (
        member is type(None)
        or member is Output
        or origin is Output
        or origin in (collections.abc.Awaitable, collections.abc.Coroutine)
        or typing.is_typeddict(member)
        or isinstance(member, typing.ForwardRef)
    )


def _optional(annotation: Any) -> bool:
    if annotation is type(None):
        return True
    if typing.get_origin(annotation) is Output or _is_union(annotation):
        return any(_optional(one) for one in typing.get_args(annotation) if not _is_output(one))
    return False


def _is_output(annotation: Any) -> bool:
    # Inside the union of an input stands an Output whose own type is lost: it says nothing on what may be left out.
    return typing.get_origin(annotation) is Output


def _is_union(annotation: Any) -> bool:
    return typing.get_origin(annotation) in (typing.Union, types.UnionType)


def _constants(kind: type) -> Mapping[str, str]:
    """The properties that have one value only, as their descriptions say."""
    said = {name: _CONSTANT.search(getter.__doc__ or "") for _, name, getter in _py_properties(kind)}
    return {name: found[1] for name, found in said.items() if found}
