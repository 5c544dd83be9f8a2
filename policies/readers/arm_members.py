"""Members of the objects of a template, found as Azure finds them: without case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.readers.arm_open import is_open, open_value, unknown_call


def by_name(found: Any) -> dict[str, Any]:
    """The members by their names in small letters; of two names that differ in case alone the value is not known."""
    made: dict[str, Any] = {}
    for name, one in found.items() if isinstance(found, Mapping) else ():
        kept = made.setdefault(name.casefold(), one)
        if kept != one:
            made[name.casefold()] = open_value(f"{name.casefold()}, which is there twice")
    return made


def member_of(whole: Any, index: Any) -> Any:
    """What `whole.index` and `whole[index]` give; null for a name that an object does not have."""
    if isinstance(whole, Mapping) and isinstance(index, str) and not is_open(index):
        return by_name(whole).get(index.casefold())
    if isinstance(whole, list) and isinstance(index, int) and 0 <= index < len(whole):
        return whole[index]
    return unknown_call(".", [whole, index])
