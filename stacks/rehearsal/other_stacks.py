"""The outputs of other stacks, as a user gives them for a program that refers to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from safeio.errors import InputError

_OPTION = "--stack-output"


def stack_outputs(given: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The outputs by stack and name, from texts such as "dev.subnetId=/subscriptions/…". The stack may be written as
    the program does (organisation/project/stack) or by its last part alone. A value that begins with { or [ is read
    as JSON. Raises InputError."""
    found: dict[str, dict[str, Any]] = {}
    for text in given:
        place, equals, value = text.partition("=")
        stack, dot, name = place.rpartition(".")
        if not (equals and dot and stack and name):
            remedy = f"Give {_OPTION} STACK.NAME=VALUE."
            raise InputError(_OPTION, f"{text!r} is not written as STACK.NAME=VALUE", remedy)
        found.setdefault(stack, {})[name] = _read(text, value)
    return found


def _read(text: str, value: str) -> Any:
    if not value.startswith(("{", "[")):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise InputError(_OPTION, f"{text!r}: the value is no JSON", "Mend it, or leave out its brackets.") from None
