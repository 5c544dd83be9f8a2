"""Rehost: machines go over as copies, so their start can be rehearsed."""

from __future__ import annotations

from collections.abc import Iterator

from migration.runbooks.moved import Moved, before, called, step
from migration.runbooks.step import Step

REHEARSAL_DAYS = 7  # a week leaves time for a second rehearsal


def rehost(found: Moved) -> Iterator[Step]:
    """Rehearse the start from copies."""
    moving = found.on("rehost")
    if not moving:
        return
    yield step(
        found, "seed", max(before(found, REHEARSAL_DAYS), found.move.seeding_from),
        f"Rehearse: start copies of the machines of {called(moving)} in a network that is cut off, and take the time.",
        (found.team("platform"), found.team("applications")),
        "They start in the order that they need, people sign in, and the whole takes less than the window.",
        "Remove the rehearsal's machines. The old place is not changed.",
    )  # fmt: skip
