"""`scan`: look at the hosts that sources.yaml names, over SSH, and keep what they say in the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, AsOfOption, FolderOption, Format, FormatOption, today
from cloud_unless.progress import next_step, number_of, say
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from inventory.targets import Target

HostsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[HOST]...", help="Hosts of sources.yaml to scan. Without any: all of them."),
]
AgainOption = Annotated[bool, typer.Option("--again", help="Begin a new scan, even if one was stopped half-way.")]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show the hosts, the method and the script's hash; connect to nothing.")
]
MaxHostsOption = Annotated[int, typer.Option("--max-hosts", min=1, help="The most hosts to scan without asking.")]
AtOnceOption = Annotated[int, typer.Option("--at-once", min=1, max=200, help="How many hosts at the same time.")]
SecondsOption = Annotated[float, typer.Option("--seconds", min=1, max=3600, help="The most that one host may take.")]


def run(
    hosts: HostsArgument = None,
    again: AgainOption = False,
    dry_run: DryRunOption = False,
    max_hosts: MaxHostsOption = 256,
    at_once: AtOnceOption = 16,
    seconds: SecondsOption = 60,
    folder: FolderOption = HERE,
    as_of: AsOfOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Look at hosts over SSH, read-only.

    Goes on where a stopped scan ended. Exit 3 when some hosts could not be read.
    """
    from cloud_unless import scan_rows
    from cloud_unless.showing import show

    day = as_of or today()
    wanted = _wanted(folder, hosts or (), max_hosts)
    if dry_run:
        show(scan_rows.dry_run(wanted), form)
        say("Nothing was connected to. To see the script: cloud-unless collectors show linux")
        return
    from cloud_unless.scanning import open_credentials, scan_hosts
    from inventory.scan_lock import scanning

    credentials = open_credentials(folder, wanted)
    with scanning(folder / f"{stages.STORE}-scan"):
        scanned = scan_hosts(folder, wanted, credentials, again, at_once, seconds, day)
    show(scan_rows.scanned(scanned.observations), form)
    seen = number_of(len(scanned.observations) - scanned.silent, "host")
    say(f"Scanned {seen}: {scanned.failed:,} could not be read. Stored in {stages.STORE}.")
    if scanned.silent:
        say(f"Silent addresses of ranges: {scanned.silent:,}. Where a host should answer, name it under hosts.")
    if scanned.nobody:
        say("Nothing answered anywhere: check the ranges, and the firewalls between.")
    if scanned.left:
        say(f"{number_of(scanned.left, 'host')} left; to go on, run: cloud-unless scan")
        raise typer.Exit(Exit.INTERRUPTED)
    if scanned.skipped:
        say(f"{number_of(scanned.skipped, 'host')} refused the login before and were left alone (anew: --again).")
    unknown = any(one.reason == "hostkey-unknown" for one in scanned.observations)
    next_step("hosts trust" if unknown else "estate")
    if scanned.failed or scanned.skipped or scanned.nobody:
        raise typer.Exit(Exit.PARTIAL)


def _wanted(folder: Path, hosts: Sequence[str], most: int) -> tuple[Target, ...]:
    from inventory.targets import targets

    where = str(folder / "sources.yaml")
    found = targets(stages.read_folder(folder).sources.targets, most)
    if not found:
        remedy = (
            'Add one: targets: [{hosts: [web1.example], user: scan, credential: "file:~/.ssh/scan_key"}]. '
            "Then see what would be asked of it: cloud-unless scan --dry-run"
        )
        raise InputError(where, "it names no hosts to scan", remedy)
    by_name = {name: target for target in found for name in (target.host, target.name)}
    unknown = [host for host in hosts if host.lower() not in by_name]
    if unknown:
        raise InputError(where, f"it names no host {unknown[0]}", "Add the host to its targets.")
    # What is named one by one must be there, even if only a range of sources.yaml holds it.
    named = tuple(replace(by_name[host.lower()], in_range=False) for host in hosts)
    return tuple(dict.fromkeys(named)) if hosts else found
