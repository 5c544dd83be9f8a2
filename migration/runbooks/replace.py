"""Replace: a supplier's service takes over; its data is loaded, not its machines."""

from __future__ import annotations

from collections.abc import Iterator

from inventory.model import Application
from migration.reports.wording import NOT_KNOWN, listed
from migration.runbooks.moved import Moved, before, called, step
from migration.runbooks.step import Step

TRAINING_DAYS = 10
"""Two working weeks: training is not forgotten by the day, and there is time for those who were away."""


def replace(found: Moved) -> Iterator[Step]:
    """Set the service up, load it on trial, teach its users, load it for good."""
    moving = found.on("replace")
    if not moving:
        return
    supplier = "Ask of the supplier in writing: "
    applications = found.team("applications")
    yield step(
        found, "build", found.first,
        f"Set up the service that replaces {called(moving)} ({_products(moving)}): tenant in the UK, sign-in with your "
        "own directory, roles, retention, the supplier's part of this runbook.",
        (applications, found.team("security"), *found.owners(moving)),
        "A test user of each role signs in, and the supplier has named people for the window and the way back.",
        "Leave the service empty. Nobody uses it, and the old system is not changed.",
        ends=found.move.seeding_from,
    )  # fmt: skip
    yield step(
        found, "seed", found.move.seeding_from,
        f"Load the data of {called(moving)} on trial, compare, mend, and load again until nothing differs.",
        (applications, found.team("dba")),
        "Counts and sums of each kind of record are the same, and owners have compared a sample by hand.",
        f"Empty the service. The old system is not changed. {supplier}how a load is undone.",
        ends=before(found, 1),
    )  # fmt: skip
    yield step(
        found, "build", before(found, TRAINING_DAYS),
        f"Teach the users of {called(moving)}, and give each team somebody to ask.",
        (*found.owners(moving), applications),
        "Each team has enough people who have done their own work in the trial.",
        "Move the cut-over. Users go on with the old system.",
        ends=before(found, 1),
    )  # fmt: skip
    yield step(
        found, "last-copy", found.move.cut_over,
        f"Take the last data out of {called(moving)} and load it into the service.",
        (applications, found.team("dba")),
        "Counts and sums are the same as in the old system at the moment when it was closed, and none was refused.",
        "Empty the service and open the old system again: it has everything, since nobody wrote elsewhere.",
    )  # fmt: skip


def _products(applications: tuple[Application, ...]) -> str:
    found = [one.replacement_product or f"{NOT_KNOWN} for {one.name or one.id}" for one in applications]
    return listed(list(dict.fromkeys(found)))
