"""Property values as the Pulumi protocol writes them, and as plain Python values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from google.protobuf.struct_pb2 import Struct, Value

# The protocol's constants; source: sdk/go/common/resource of pulumi/pulumi (Apache-2.0), read 2026-11-22.
_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - a mark, not a secret
_UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_UNKNOWNS = frozenset(
    {
        _UNKNOWN_TEXT,
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    }
)


class _Unknown(Enum):
    UNKNOWN = "not known yet"


UNKNOWN = _Unknown.UNKNOWN
"""A value that only the cloud can give, and that is not there yet."""


@dataclass(frozen=True)
class Secret:
    """A value that the engine keeps encrypted. It is never shown."""

    value: Any = field(repr=False)


HIDDEN = "[secret]"
"""What is told in place of a secret that is not known any more."""


@dataclass(frozen=True)
class Sealed:
    """A secret of which only a keyed digest is left: whether another value is the same can be told, not the value."""

    digest: str


def from_wire(properties: Struct) -> dict[str, Any]:
    """The properties as plain values, with UNKNOWN and Secret where the protocol says so."""
    return {name: _read(value) for name, value in properties.fields.items()}


def to_wire(properties: Mapping[str, Any]) -> Struct:
    """Plain values in the form of the protocol."""
    written = Struct()
    for name, value in properties.items():
        _write(value, written.fields[name])
    return written


def bare(value: Any) -> Any:
    """The value without the marks of secrets, at any depth. For checks only: what comes out must not be shown."""
    if type(value) is str:  # most are: asked for first
        return value
    if isinstance(value, Secret):
        return bare(value.value)
    if isinstance(value, dict):
        return {key: bare(one) for key, one in value.items()}
    if isinstance(value, list):
        return [bare(one) for one in value]
    return value


def holds_unknown(value: Any) -> bool:
    """True where the value, or anything in it, is not known yet."""
    if isinstance(value, Secret):
        return holds_unknown(value.value)
    if isinstance(value, dict):
        return any(holds_unknown(one) for one in value.values())
    if isinstance(value, list):
        return any(holds_unknown(one) for one in value)
    return value is UNKNOWN


def _read(value: Value) -> Any:
    match value.WhichOneof("kind"):
        case "string_value":
            return UNKNOWN if value.string_value in _UNKNOWNS else value.string_value
        case "number_value":
            return value.number_value
        case "bool_value":
            return value.bool_value
        case "list_value":
            return [_read(one) for one in value.list_value.values]
        case "struct_value":
            fields = value.struct_value.fields
            if _SIGNATURE in fields and fields[_SIGNATURE].string_value == _SECRET:
                return Secret(_read(fields["value"]))
            return {name: _read(one) for name, one in fields.items()}
        case _:
            return None


def _write(value: Any, into: Value) -> None:
    if type(value) is str:  # most are: asked for first
        into.string_value = value
    elif value is None:
        into.null_value = 0  # type: ignore[assignment]
    elif value is UNKNOWN:
        into.string_value = _UNKNOWN_TEXT
    elif isinstance(value, Secret):
        into.struct_value.fields[_SIGNATURE].string_value = _SECRET
        _write(value.value, into.struct_value.fields["value"])
    elif isinstance(value, Sealed):
        _write(Secret(HIDDEN), into)
    elif isinstance(value, bool):
        into.bool_value = value
    elif isinstance(value, str):
        into.string_value = value
    elif isinstance(value, int | float):
        into.number_value = value
    elif isinstance(value, Mapping):
        into.struct_value.SetInParent()
        for name, one in value.items():
            _write(one, into.struct_value.fields[name])
    else:
        into.list_value.SetInParent()
        for one in value:
            _write(one, into.list_value.values.add())
