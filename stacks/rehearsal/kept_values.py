"""Values of a simulated Azure as text that can be kept: JSON, with a keyed digest in place of each secret."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from stacks.rehearsal.argument_paths import Place
from stacks.rehearsal.wire import UNKNOWN, Sealed, Secret, bare, from_wire, to_wire

_MARK = "[secret "
_SEALED = re.compile(r"\[secret (?P<digest>[0-9a-f]{32})\]")
_DIGITS = 32  # 128 bits: two values with one digest are not met by chance


def secret_places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Where in a value the secrets stand, the outermost mark of each."""
    if isinstance(value, Secret | Sealed):
        yield place
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from secret_places(one, (*place, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from secret_places(one, (*place, number))


def sealed(value: Any, key: bytes) -> Sealed:
    """What is kept of a secret. The same value under the same key gives the same, however its numbers are held."""
    as_sent = bare(from_wire(to_wire({"": bare(value)})))
    text = json.dumps(as_sent, sort_keys=True, default=str).encode()
    return Sealed(hmac.new(key, text, hashlib.sha256).hexdigest()[:_DIGITS])


def kept_text(value: Mapping[str, Any], secret: frozenset[Place], key: bytes) -> str:
    """The value as JSON. What is marked as secret, or stands at one of the places `secret`, is sealed; so is a text
    that looks like what is sealed, since it could not be told apart. What is not known becomes null."""
    text = "" if secret else json.dumps(value, sort_keys=True, ensure_ascii=False, default=lambda one: _told(one, key))
    # Most values hold no secret: they are not walked through, which takes ten times as long.
    if secret or _MARK in text:
        text = json.dumps(_kept(value, (), secret, key), sort_keys=True, ensure_ascii=False)
    return text


def value_of(text: str) -> dict[str, Any]:
    """The value of such a text, with Sealed in place of each secret. Raises ValueError for a text that is none."""
    try:
        found = json.loads(text)
        found = _read(found) if _MARK in text else found
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object")
    return found


def secret_in(text: str, value: Mapping[str, Any]) -> frozenset[Place]:
    """The places of the secrets in a value that was read from this text."""
    return frozenset(secret_places(value)) if _MARK in text else frozenset()


def _kept(value: Any, place: Place, secret: frozenset[Place], key: bytes) -> Any:
    looks_sealed = isinstance(value, str) and _SEALED.fullmatch(value) is not None
    if place in secret or looks_sealed:
        return _told(value if isinstance(value, Sealed) else Secret(value), key)
    if isinstance(value, Mapping):
        return {name: _kept(one, (*place, name), secret, key) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_kept(one, (*place, number), secret, key) for number, one in enumerate(value)]
    return _told(value, key) if isinstance(value, Secret | Sealed) or value is UNKNOWN else value


def _told(value: Any, key: bytes) -> Any:
    """What is written of a value that JSON has no word for."""
    if isinstance(value, Mapping):
        return dict(value)
    kept = sealed(value, key) if isinstance(value, Secret) else value
    assert isinstance(kept, Sealed) or kept is UNKNOWN, f"a value of type {type(kept).__name__} cannot be kept"
    return f"{_MARK}{kept.digest}]" if isinstance(kept, Sealed) else None


def _read(value: Any) -> Any:
    if isinstance(value, str):
        found = _SEALED.fullmatch(value)
        return Sealed(found["digest"]) if found else value
    if isinstance(value, dict):
        return {name: _read(one) for name, one in value.items()}
    return [_read(one) for one in value] if isinstance(value, list) else value
