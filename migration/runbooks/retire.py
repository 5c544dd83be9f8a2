"""Retire: nobody needs it; records are kept, access ends, and machines go."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migration.reports.wording import day
from migration.runbooks.moved import Moved, called, step
from migration.runbooks.step import Step


def retire(found: Moved) -> Iterator[Step]:
    """Ask, keep what must be kept, take access away, listen."""
    going = found.on("retire")
    if not going:
        return
    move = found.move
    applications, owners = found.team("applications"), found.owners(going)
    yield step(
        found, "prepare", found.first,
        f"Have it in writing that nobody needs {called(going)}, and which of its records must be kept for how long.",
        owners,
        "The owner has signed, and what still connects to it is explained.",
        "Keep it: nothing is changed yet. Record the reason in unless.yaml and plan again.",
    )  # fmt: skip
    yield step(
        found, "prepare", found.first,
        f"Put the records of {called(going)} that must be kept into an archive, in a form that opens without it.",
        (applications, found.team("dba")),
        "Counts are the same, and an owner has found and opened a sample in the archive.",
        "Remove the archive's copy. The application is not changed.",
        ends=move.cut_over - timedelta(days=1),
    )  # fmt: skip
    yield step(
        found, "stop", move.cut_over,
        f"Take users' access to {called(going)} away, and stop its jobs and feeds. Keep it running.",
        (applications, *owners),
        "Nobody can sign in, no job runs, and no feed is sent or awaited.",
        "Give access back and start jobs and feeds. Nothing is lost.",
    )  # fmt: skip
    yield step(
        found, "watch", min(move.cut_over + timedelta(days=1), move.old_off),
        f"Listen until {day(move.old_off)}: who asks for {called(going)}, and which other system reports an error?",
        (applications, *owners),
        "Nobody has asked, or what they asked for is in the archive.",
        "Give access back and start jobs and feeds. Nothing is lost.",
        ends=move.old_off,
    )  # fmt: skip
