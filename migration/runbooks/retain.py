"""Retain: it stays, and must go on working while what it talks to moves."""

from __future__ import annotations

from collections.abc import Iterator

from migration.runbooks.moved import Moved, called, step
from migration.runbooks.step import Step


def retain(found: Moved) -> Iterator[Step]:
    """One check on the day."""
    staying = found.on("retain")
    if staying:
        yield step(
            found, "test", found.move.cut_over,
            f"{called(staying)} stays where it is. Check that it still reaches all it talks to.",
            (found.team("applications"), *found.owners(staying)),
            "Each of its feeds has run once without an error, and its users have seen no change.",
            "Point its feeds back to the old places. Nothing is lost: it was not moved.",
        )  # fmt: skip
