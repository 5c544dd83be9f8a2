"""A scenario: what differs from programme.yaml, laid over it. Lists of things with an id are met one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

KeyPath = tuple[str | int, ...]

NAMES: Mapping[str, tuple[str, ...]] = {
    "organisations": ("id",),
    "sites": ("id",),
    "links": ("id",),
    "teams": ("id",),
    "gates": ("id",),
    "ceilings": ("organisation", "year"),
}
"""How the entries of a list are told apart. A list that is not here is replaced as a whole."""


def overlaid(base: Mapping[str, Any], over: Mapping[str, Any]) -> tuple[dict[str, Any], dict[KeyPath, KeyPath]]:
    """The programme with a scenario laid over it, as plain data; and for each place that comes from the scenario, its
    place there, so that an error can name the line. Nothing is checked: reading the whole does that."""
    came: dict[KeyPath, KeyPath] = {}
    return _mapping(base, over, (), (), came), came


def _mapping(
    base: Mapping[str, Any], over: Mapping[str, Any], at: KeyPath, there: KeyPath, came: dict[KeyPath, KeyPath]
) -> dict[str, Any]:
    found = dict(base)
    for key, new in over.items():
        here, place = (*at, key), (*there, key)
        old = base.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            found[key] = _mapping(old, new, here, place, came)
        elif key in NAMES and not at and isinstance(old, list) and isinstance(new, list):
            found[key] = _entries(old, new, NAMES[key], here, place, came)
        else:
            found[key] = new
        came[here] = place
    return found


def _entries(
    base: Sequence[Any],
    over: Sequence[Any],
    names: tuple[str, ...],
    at: KeyPath,
    there: KeyPath,
    came: dict[KeyPath, KeyPath],
) -> list[Any]:
    """Entries that both have are laid over each other; new ones follow."""
    found = list(base)
    known = {_name(entry, names): number for number, entry in enumerate(base)}
    for number, entry in enumerate(over):
        name = _name(entry, names)
        here = known.get(name) if name is not None else None
        if here is None:
            came[*at, len(found)] = (*there, number)
            found.append(entry)
        else:
            found[here] = _mapping(found[here], entry, (*at, here), (*there, number), came)
            came[*at, here] = (*there, number)
    return found


def _name(entry: object, names: tuple[str, ...]) -> tuple[str, ...] | None:
    """What tells an entry apart; None where it lacks it."""
    if not isinstance(entry, Mapping) or any(not isinstance(entry.get(name), str) for name in names):
        return None
    return tuple(entry[name] for name in names)
