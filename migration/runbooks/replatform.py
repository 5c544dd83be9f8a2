"""Replatform: the application is made to run on platform services."""

from __future__ import annotations

from collections.abc import Iterator

from migration.runbooks.moved import Moved, before, called, step
from migration.runbooks.step import Step

REHEARSAL_DAYS = 7  # a week leaves time for a second rehearsal


def replatform(found: Moved) -> Iterator[Step]:
    """Change what the platform service asks for, and rehearse on a copy."""
    moving = found.on("replatform")
    if not moving:
        return
    yield step(
        found, "build", found.first,
        f"Change {called(moving)} to what the platform service asks for: sign-in, connection strings, paths, jobs.",
        (found.team("applications"), found.team("dba")),
        "It passes the owners' tests on a copy of the data, and its secrets are in the key vault only.",
        "Keep the release that is in use. The old place is not changed.",
        ends=found.move.seeding_from,
    )  # fmt: skip
    yield step(
        found, "seed", max(before(found, REHEARSAL_DAYS), found.move.seeding_from),
        f"Rehearse the window for {called(moving)} on a copy, with loads as on a busy day, and take the time.",
        (found.team("applications"), found.team("dba")),
        "The whole takes less than the window, and response times are not longer than in the old place.",
        "Remove the copy. The old place is not changed.",
    )  # fmt: skip
