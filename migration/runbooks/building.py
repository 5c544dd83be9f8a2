"""Building what was designed for a move, before anything is copied to it."""

from __future__ import annotations

from collections.abc import Iterator

from migration.reports.wording import counted, listed
from migration.runbooks.commands import CHECK, build_stack
from migration.runbooks.moved import BUILT, Moved, called, step
from migration.runbooks.step import Step


def building(found: Moved) -> Iterator[Step]:
    """One step: the stacks that hold what is built, or a word on how to get them where nothing is designed."""
    applications = found.on(*BUILT)
    if not applications:
        return
    ids = {one.id for one in applications}
    used = {one.stack for one in found.workloads if one.application_id in ids or ids.intersection(one.also_serves)}
    stacks = [one for one in found.stacks if one in used]
    named = f"{counted(len(stacks), 'stack')} ({listed(stacks)})" if stacks else "what cloud-unless design gives for it"
    yield step(
        found, "build", found.first,
        f"Build the new place of {called(applications)}: {named}. It stays empty and closed.",
        (found.team("platform"), found.team("security")),
        "The build ends without an error and every common standard is kept.",
        "Take what was built away again, or leave it empty. No data is in it and nobody uses it.",
        ends=found.move.seeding_from,
        commands=(*(line for one in stacks for line in build_stack(one)), CHECK),
    )  # fmt: skip
