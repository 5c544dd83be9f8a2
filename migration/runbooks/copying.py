"""How data gets to the new place, by what it becomes: copied while people work, then the last changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from migration.reports.wording import counted, listed
from migration.runbooks.moved import BUILT, Moved, step
from migration.runbooks.step import Step
from safeio.values import value


@value
class Copying:
    """How one sort of target is filled. `seed` and `last` say what to do with {names}; the rest goes with them."""

    kinds: tuple[str, ...]
    skill: str
    seed: str
    seed_check: str
    last: str
    last_check: str


MACHINES = Copying(
    kinds=("windows-vm", "linux-vm"),
    skill="platform",
    seed="Replicate the machines while they go on working: {names}.",
    seed_check="Each machine says that its first copy is whole and how old its newest copy is. A test start from a "
    "copy, cut off from the network, comes up.",
    last="Let the last changes of the machines go over, then stop the replication: {names}.",
    last_check="The newest copy of each machine is younger than the moment when users were shut out.",
)
SQL_MACHINES = Copying(
    kinds=("sql-vm",),
    skill="dba",
    seed="Restore a full backup of each database on the new database machine, and keep restoring log backups: {names}.",
    seed_check="The consistency check of each restored copy finds nothing, and logs are restored as fast as they come.",
    last="Restore the last log backup and bring the databases up: {names}.",
    last_check="Row counts and the newest entry of each table that matters are the same in both places.",
)
DATABASES = Copying(
    kinds=("sql-database", "sql-managed-instance", "postgresql-flexible", "mysql-flexible"),
    skill="dba",
    seed="Load a first copy of the databases into the new service, and keep their changes going over: {names}.",
    seed_check="Row counts are the same for a copy of one moment, and the lag of the changes does not grow over a day.",
    last="Let the last changes of the databases go over, then stop copying: {names}.",
    last_check="Row counts, sums and the newest entry of each table that matters are the same in both places.",
)
FILES = Copying(
    kinds=("file-share", "netapp-files", "blob-archive"),
    skill="platform",
    seed="Copy the files with their times and rights, and go over the changes each night: {names}.",
    seed_check="The count of files and bytes is the same, and a sample of files opens with the rights it had.",
    last="Make the old files read-only and copy the last changes: {names}.",
    last_check="A run that only compares finds no difference.",
)
PROGRAMS = Copying(
    kinds=("app-service", "container-app"),
    skill="applications",
    seed="Put the program and its settings on the new service, with secrets in the key vault: {names}.",
    seed_check="It starts on a copy of the data, signs a test user in, and its log has no error.",
    last="Put the release that is in use today on the new service, and freeze releases: {names}.",
    last_check="The release number is the same in both places.",
)
DESKTOPS = Copying(
    kinds=("virtual-desktop",),
    skill="platform",
    seed="Make the image of the desktops, and copy the users' profiles: {names}.",
    seed_check="A test user of each group signs in and finds programs, printers and files.",
    last="Copy what has changed in the users' profiles: {names}.",
    last_check="A run that only compares finds no difference.",
)
STAYING = Copying(
    kinds=("arc",),
    skill="platform",
    seed="Install the agent that shows the machines in Azure; they stay where they are: {names}.",
    seed_check="Each machine is shown as connected.",
    last="Leave the machines as they are: {names}.",
    last_check="Each machine is still shown as connected.",
)
COPYINGS = (MACHINES, SQL_MACHINES, DATABASES, FILES, PROGRAMS, DESKTOPS, STAYING)
"""Every way to fill a target, in the order in which a runbook has them. Each kind of target is in one of them."""


def copied(found: Moved) -> tuple[tuple[Copying, str], ...]:
    """The ways this move's data goes, each with the names of what goes that way. Without a design the kind of target
    that was decided for each application tells, and its databases are told apart where it leaves its machines."""
    rows = []
    for how in COPYINGS:
        designed = [one for one in found.workloads if one.kind in how.kinds]
        names = sorted({found.names.thing(thing) for one in designed for thing in one.replaces})
        names = names or sorted({one.name for one in designed}) or _undesigned(found, how)
        if names:
            rows.append((how, listed(names)))
    return tuple(rows)


def copying(found: Moved) -> Iterator[Step]:
    """First copies from the first day of copying to the day before cut-over, and the last changes on the day itself."""
    last_day = found.move.cut_over - timedelta(days=1)
    for how, names in copied(found):
        yield step(
            found,
            "seed",
            found.move.seeding_from,
            how.seed.format(names=names),
            (found.team(how.skill),),
            how.seed_check,
            "Stop copying and remove the copy. The old place is not changed, and users notice nothing.",
            ends=last_day,
        )
        yield step(
            found,
            "last-copy",
            found.move.cut_over,
            how.last.format(names=names),
            (found.team(how.skill),),
            how.last_check,
            "Leave the copy aside and open the old place again: it has everything, since nobody wrote elsewhere.",
        )


def _undesigned(found: Moved, how: Copying) -> list[str]:
    if found.workloads:
        return []
    if how is DATABASES and found.on("replatform") and found.databases:
        return list(found.databases)
    if how is FILES and found.on("replatform") and found.shares:
        return list(found.shares)
    going = [one for one in found.on(*BUILT) if found.decided[one.id].target_kind in how.kinds]
    beside = how is MACHINES and len(found.servers) > 1
    if beside and any(found.decided[one.id].target_kind in SQL_MACHINES.kinds for one in found.on(*BUILT)):
        return [f"all that hold no database, of {counted(len(found.servers), 'server')}"]
    if how is MACHINES and going and found.servers:
        return [counted(len(found.servers), "server")]
    return [one.name or one.id for one in going]
