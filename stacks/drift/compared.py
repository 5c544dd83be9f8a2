"""Two sets of properties compared: which ones differ, what was expected, and what was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Change:
    """One property that differs, named by its path ("sku.name", "rules[0].access"). None is not there."""

    path: str
    expected: Any
    found: Any


def changes(expected: Mapping[str, Any], found: Mapping[str, Any]) -> tuple[Change, ...]:
    """The properties that differ, sorted by path. Null is the same as left out; what begins with two underscores is the
    engine's own."""
    names = sorted(name for name in expected.keys() | found.keys() if not name.startswith("__"))
    differ = (one for name in names for one in _changes(name, expected.get(name), found.get(name)))
    return tuple(sorted(differ, key=lambda one: one.path))


def changes_seen(asked: Mapping[str, Any], was: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Change, ...]:
    """What differs between two readings of a resource, but only of the properties that were asked for.

    Azure tells a lot more of a resource than anybody asked of it; times and versions among it change by themselves.
    """
    differ = (one for name in sorted(asked) for one in _seen(name, asked[name], was.get(name), now.get(name)))
    return tuple(sorted(differ, key=lambda one: one.path))


def _changes(path: str, was: Any, now: Any) -> Iterator[Change]:
    if was == now:
        return
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in sorted(was.keys() | now.keys()):
            yield from _changes(f"{path}.{name}", was.get(name), now.get(name))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for number, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _changes(f"{path}[{number}]", one, other)
    else:
        yield Change(path, was, now)


def _seen(path: str, asked: Any, was: Any, now: Any) -> Iterator[Change]:
    if isinstance(asked, Mapping) and isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in sorted(asked):
            yield from _seen(f"{path}.{name}", asked[name], was.get(name), now.get(name))
    elif isinstance(asked, list) and isinstance(was, list) and isinstance(now, list):
        if len(asked) == len(was) == len(now):
            for number, parts in enumerate(zip(asked, was, now, strict=True)):
                yield from _seen(f"{path}[{number}]", *parts)
        else:
            yield from _changes(path, was, now)
    elif was is not None:
        # What Azure did not tell before, it may not tell now: a password, an argument of the request alone.
        yield from _changes(path, was, now)
