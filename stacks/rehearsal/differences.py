"""What a change of arguments means: an update in place, or the resource made anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from stacks.rehearsal.fixed_properties import REPLACED
from stacks.rehearsal.regions import region_name
from stacks.rehearsal.resource_ids import arguments_of_id
from stacks.rehearsal.wire import bare

Change = Literal["add", "delete", "update"]


@dataclass(frozen=True)
class Difference:
    """One change of one property, named by its path. `replaces` means that the resource is made anew."""

    path: str
    change: Change
    replaces: bool


def differences(token: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """The changes from old to new arguments, sorted by path. A region written otherwise is no change, and null is the
    same as left out; a value that is not known yet may be another."""
    replacing = replacing_properties(token)
    found = [
        Difference(path, change, top in replacing)
        for top in sorted(old.keys() | new.keys())
        for path, change in _changes(top, _settled(top, old.get(top)), _settled(top, new.get(top)))
    ]
    return tuple(sorted(found, key=lambda one: one.path))


def replacing_properties(token: str) -> frozenset[str]:
    """The properties that Azure cannot change on a resource that is there: those of its id, its region, and those that
    its type fixes."""
    fixed = REPLACED.get(token.removeprefix("azure-native:"), ())
    return frozenset({*arguments_of_id(token), *fixed, "location"})


def _settled(name: str, value: Any) -> Any:
    plain = bare(value)
    return region_name(plain) if name == "location" and isinstance(plain, str) else plain


def _changes(path: str, old: Any, new: Any) -> Iterator[tuple[str, Change]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in sorted(old.keys() | new.keys()):
            yield from _changes(f"{path}.{name}", old.get(name), new.get(name))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True)):
            yield from _changes(f"{path}[{number}]", one, other)
    else:
        yield path, "add" if old is None else "delete" if new is None else "update"
