"""Names of properties as ARM compares them: without case."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.values import UNKNOWN

REST = "\ue003"
"""The name under which stands what holds for every name that is not there: the whole level is not known."""


class Folded(Mapping[str, Any]):
    """A mapping whose names are found in any case, and told as they were written. Of names that differ in case alone
    the value is UNKNOWN, unless they say the same. With REST among them every other name is found too, with the value
    that stands there."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self._found = _by_folded_name(found)
        self._rest = (found[REST],) if REST in found else ()

    def __getitem__(self, name: str) -> Any:
        kept = self._found.get(name.casefold())
        if kept is not None:
            return kept[1]
        if self._rest:
            return self._rest[0]
        raise KeyError(name)

    def with_one(self, name: str, one: Any) -> Folded:
        """The same with one value set, under the name as it is written here already."""
        written = self._found[name.casefold()][0] if name.casefold() in self._found else name
        rest = {REST: self._rest[0]} if self._rest else {}
        return Folded({**dict(self._found.values()), written: one, **rest})

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._found.values())

    def __len__(self) -> int:
        return len(self._found)


def _by_folded_name(found: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    made = {name.casefold(): (name, one) for name, one in found.items() if name != REST}
    if len(made) == len(found) - (REST in found):
        return made
    made = {}
    for name, one in found.items():
        if name != REST:
            first, kept = made.get(name.casefold(), (name, one))
            made[name.casefold()] = (first, one if kept == one else UNKNOWN)
    return made


def each_name_once(found: Any) -> Any:
    """The value in plain mappings, in none of which two names differ in case alone."""
    if isinstance(found, Mapping):
        rest = {REST: found[REST]} if REST in found else {}
        return {name: each_name_once(one) for name, one in _by_folded_name(found).values()} | rest
    return [each_name_once(one) for one in found] if isinstance(found, list) else found


def folded(found: Any) -> Any:
    """The value with every mapping in it folded."""
    if isinstance(found, Mapping):
        return Folded({name: folded(one) for name, one in found.items()})
    return [folded(one) for one in found] if isinstance(found, list) else found
