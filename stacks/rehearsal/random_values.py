"""What the `random` provider makes, made up: never the same for two resources, always the same for one.

Source of names and defaults: the classes of pulumi_random 4.21 (Apache-2.0), read 2026-11-22.
"""

from __future__ import annotations

import base64
import hashlib
import string
import uuid
from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

from stacks.rehearsal.wire import Secret

Values = tuple[str, dict[str, Any]]
"""The id of a resource, and its outputs besides its arguments."""

MOST = 1_000
"""Characters, bytes or words of one value. No password or name is longer; of one that is, the beginning is made up."""

_SPECIAL = "!@#$%&*()-_=+[]{}<>:?"
_FIRST = ("able", "brave", "calm", "daring", "eager", "fair", "gentle", "honest", "keen", "lively", "merry", "noble")
_LAST = ("badger", "crane", "dove", "falcon", "heron", "kite", "lark", "marten", "otter", "plover", "robin", "swift")


def random_values(name: str, seed: str, inputs: Mapping[str, Any]) -> Values | None:
    """What the resource with this type ("RandomPassword") has. `seed` is any text that stands for it. None for a type
    that the provider has not."""
    made = _MAKERS.get(name)
    return made(seed, inputs) if made else None


def _string(seed: str, inputs: Mapping[str, Any]) -> Values:
    made = _characters(seed, inputs)
    return made, {"result": made}


def _password(seed: str, inputs: Mapping[str, Any]) -> Values:
    made = _characters(seed, inputs)
    return "none", {"result": Secret(made), "bcryptHash": Secret(f"$2a$10$rehearsal{_hexadecimal(seed, 22)}")}


def _bytes(seed: str, inputs: Mapping[str, Any]) -> Values:
    made = _stream(seed, _size(inputs, "length", 1))
    text = base64.b64encode(made).decode()
    return text, {"base64": Secret(text), "hex": Secret(made.hex())}


def _id(seed: str, inputs: Mapping[str, Any]) -> Values:
    made = _stream(seed, _size(inputs, "byteLength", 1))
    prefix = str(inputs.get("prefix") or "")
    url = base64.urlsafe_b64encode(made).rstrip(b"=").decode()
    return url, {
        "b64Std": prefix + base64.b64encode(made).decode(),
        "b64Url": prefix + url,
        "dec": f"{prefix}{int.from_bytes(made)}",
        "hex": prefix + made.hex(),
    }


def _integer(seed: str, inputs: Mapping[str, Any]) -> Values:
    least, most = _whole(inputs, "min", 0), _whole(inputs, "max", 0)
    made = least + int.from_bytes(_stream(seed, 16)) % max(most - least + 1, 1)
    return str(made), {"result": made}


def _pet(seed: str, inputs: Mapping[str, Any]) -> Values:
    drawn = _stream(seed, _size(inputs, "length", 2))
    words = [_FIRST[one % len(_FIRST)] for one in drawn[:-1]] + [_LAST[one % len(_LAST)] for one in drawn[-1:]]
    prefix = inputs.get("prefix")
    separator = inputs.get("separator")
    return str("-" if separator is None else separator).join([str(prefix)] * bool(prefix) + words), {}


def _shuffled(seed: str, inputs: Mapping[str, Any]) -> Values:
    given = inputs.get("inputs")
    shuffled = _ordered(seed, given if isinstance(given, list) else [])
    return "-", {"results": shuffled[: _size(inputs, "resultCount", len(shuffled))]}


def _uuid(seed: str, _inputs: Mapping[str, Any]) -> Values:
    made = str(uuid.UUID(bytes=_stream(seed, 16), version=4))
    return made, {"result": made}


def _characters(seed: str, inputs: Mapping[str, Any]) -> str:
    """Characters of the kinds that are asked for, and at least so many of each as is asked for."""
    numeric = inputs.get("numeric") if inputs.get("numeric") is not None else inputs.get("number")
    kinds = (
        (inputs.get("lower"), string.ascii_lowercase, "minLower"),
        (inputs.get("upper"), string.ascii_uppercase, "minUpper"),
        (numeric, string.digits, "minNumeric"),
        (inputs.get("special"), str(inputs.get("overrideSpecial") or _SPECIAL), "minSpecial"),
    )
    wanted = [(letters, least) for asked, letters, least in kinds if asked is not False]
    found = [one for letters, least in wanted for one in _drawn(seed + least, letters, _size(inputs, least, 0))]
    rest = max(_size(inputs, "length", 1) - len(found), 0)
    found += _drawn(seed, "".join(letters for letters, _ in wanted) or string.ascii_lowercase, rest)
    return "".join(_ordered(seed, found))


def _drawn(seed: str, letters: str, number: int) -> list[str]:
    stream = _stream(seed, 2 * number)
    return [letters[int.from_bytes(stream[2 * one : 2 * one + 2]) % len(letters)] for one in range(number)]


def _ordered(seed: str, values: Sequence[Any]) -> list[Any]:
    """The values in an order that the seed decides."""
    return [one for _, one in sorted(enumerate(values), key=lambda each: _stream(f"{seed}#{each[0]}", 8))]


def _stream(seed: str, number: int) -> bytes:
    return hashlib.shake_256(seed.encode()).digest(number)


def _hexadecimal(seed: str, number: int) -> str:
    return _stream(seed, number).hex()[:number]


def _size(inputs: Mapping[str, Any], name: str, otherwise: int) -> int:
    """A length or a count: not below zero, and not so large that making it up would take the memory of this process."""
    return min(max(_whole(inputs, name, otherwise), 0), MOST)


def _whole(inputs: Mapping[str, Any], name: str, otherwise: int) -> int:
    found = inputs.get(name)
    return int(found) if isinstance(found, int | float) and isfinite(found) else otherwise


_MAKERS: Mapping[str, Callable[[str, Mapping[str, Any]], Values]] = {
    "RandomBytes": _bytes,
    "RandomId": _id,
    "RandomInteger": _integer,
    "RandomPassword": _password,
    "RandomPet": _pet,
    "RandomShuffle": _shuffled,
    "RandomString": _string,
    "RandomUuid": _uuid,
    "RandomUuid4": _uuid,
    "RandomUuid7": _uuid,
}
