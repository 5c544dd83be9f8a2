"""After the window: watching, backups of the new place, the end of the old machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migration.reports.wording import counted
from migration.runbooks.commands import CHECK, DRIFT
from migration.runbooks.cut_over import after_opening
from migration.runbooks.moved import BUILT, Moved, called, step
from migration.runbooks.step import Step


def watching(found: Moved) -> Iterator[Step]:
    """From the day after the window until the old machines are switched off."""
    moving = found.on("rehost", "replatform", "replace")
    if not moving:
        return
    next_day = min(found.move.cut_over + timedelta(days=1), found.move.old_off)
    yield step(
        found, "watch", next_day,
        "See that the first backup of the new place is there (of a service: ask its supplier); restore a part of it.",
        (found.team("platform"),),
        "The restored part opens and holds an entry of the first day.",
        f"Take a backup by hand at once; while there is none, keep the old place. {after_opening(found)}",
        commands=(CHECK, DRIFT) if found.on(*BUILT) else (),
    )  # fmt: skip
    yield step(
        found, "watch", next_day,
        f"Watch {called(moving)}: response times, errors, jobs of the night, calls at the service desk.",
        (found.team("applications"), *found.owners(moving)),
        "Each working day an owner confirms that the service is as before; alerts reach the people on call.",
        after_opening(found),
        ends=found.move.old_off,
    )  # fmt: skip


def old_machines(found: Moved) -> Iterator[Step]:
    """The end of the old machines; nothing where nothing leaves them."""
    leaving = found.on("rehost", "replatform", "replace", "retire")
    if not leaving:
        return
    machines = counted(len(found.servers), "server") if found.servers else "none is known"
    yield step(
        found, "off", found.move.old_off,
        f"Decide that {called(leaving)} does not go back, then switch the old machines off: {machines}.",
        (*found.owners(leaving), found.team("platform")),
        "Nobody has called for the old place, its traffic is nil, and nothing else runs on the machines.",
        "Switch the machines on again: they are as they were. "
        + ("What users wrote since is only in the new place." if leaving != found.on("retire") else "Nothing is lost."),
    )  # fmt: skip
    yield step(
        found, "wipe", found.move.old_off,
        "After the time that your retention rules ask for: delete the machines, wipe their disks, take their names, "
        "firewall rules, accounts and monitoring away.",
        (found.team("platform"), found.team("security")),
        "A record of the wiping names each disk; the last backup is kept and restores; no rule has their addresses.",
        "Only from the last backup or the archive, onto other machines. What is in neither is lost.",
    )  # fmt: skip
