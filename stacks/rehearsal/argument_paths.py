"""Values in the arguments of a resource, and the names and numbers that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Place = tuple[str | int, ...]
"""Where a value stands in another: the names and numbers on the way to it."""


def at(inputs: Any, path: str) -> Any:
    """The value at a path of names ("details.parent.id"); None where there is none, or where it is not known yet what
    stands above it."""
    for step in path.split("."):
        inputs = inputs.get(step) if isinstance(inputs, Mapping) else None
    return inputs


def texts_in(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text in a value, and where it stands."""
    members: Iterator[tuple[str | int, Any]] = iter(())
    if isinstance(value, Mapping):
        members = iter(value.items())
    elif isinstance(value, list):
        members = enumerate(value)
    for step, one in members:
        if isinstance(one, str):
            yield (*place, step), one
        elif isinstance(one, Mapping | list):
            yield from texts_in(one, (*place, step))


def path_of(place: Place) -> str:
    """A place as people write it: "ipConfigurations[0].subnet.id"."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")
