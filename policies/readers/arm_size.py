"""How much the values of one template come to, and where that ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MOST_CHARACTERS = 200_000_000
"""What all values of one template may come to, what is only on the way to them too. Azure takes 4 MB with all that is
worked out (Microsoft Learn, template limits), so more is a template that was made to fill the memory."""

MEMBER = 50
"""A member of a list or an object counts as so many characters, about the bytes that it takes here."""


class TooLargeError(Exception):
    """The values of a template come to more than MOST_CHARACTERS."""


class Made:
    """What was made of one template so far, the deployments inside it included."""

    def __init__(self) -> None:
        self._characters = 0

    def add(self, found: Any) -> None:
        """Count a value with all that is in it. Raises TooLargeError."""
        waiting = [found]
        while waiting:
            one = waiting.pop()
            self._count(len(one) if isinstance(one, str) else MEMBER)
            waiting += one.values() if isinstance(one, Mapping) else one if isinstance(one, list) else ()

    def add_members(self, found: Mapping[str, Any] | list[Any]) -> None:
        """Count a level whose members are counted by themselves. Raises TooLargeError."""
        self._count(MEMBER * len(found))

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > MOST_CHARACTERS:
            raise TooLargeError
