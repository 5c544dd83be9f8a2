"""Values in the arguments of a resource, by the names that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def at(inputs: Any, path: str) -> Any:
    """The value at a path of names ("details.parent.id"); None where there is none, or where it is not known yet what
    stands above it."""
    for step in path.split("."):
        inputs = inputs.get(step) if isinstance(inputs, Mapping) else None
    return inputs
