"""Frozen values made by the ten thousand.

The constructor of a frozen value sets its fields past the lock, one by one, which takes ten times as long as to set
them. So what there is very much of is made open, and locked when all is in it.
"""

from __future__ import annotations

from typing import Any, TypeVar

T = TypeVar("T")


class Open:
    """A value whose fields are still being set. Anything may be set; `locked` takes what is there."""


def locked(made: Any, kind: type[T]) -> T:
    """The frozen value that an open one was made for. All fields must have been set: defaults do not count."""
    made.__class__ = kind
    return made  # type: ignore[no-any-return]
