"""`hosts`: the host keys people have trusted, and trusting a new one after it was compared."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import next_step, number_of, progress, say
from safeio.errors import Exit, InputError

if TYPE_CHECKING:
    from cloud_unless.host_trust import Shown


class Action(StrEnum):
    """What to do with the host keys."""

    LIST = "list"
    TRUST = "trust"


ActionArgument = Annotated[Action, typer.Argument(help="What to do: list the trusted keys, or trust new ones.")]
HostsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[HOST]...", help="Hosts to trust. Without any: those of sources.yaml not trusted yet."),
]
ComparedOption = Annotated[
    list[str] | None,
    typer.Option(
        "--yes-i-compared", metavar="FINGERPRINT", help="For scripts: trust without asking, if the key is this one."
    ),
]


MaxHostsOption = Annotated[int, typer.Option("--max-hosts", min=1, help="The most hosts to ask without asking you.")]


def run(
    action: ActionArgument = Action.LIST,
    hosts: HostsArgument = None,
    compared: ComparedOption = None,
    max_hosts: MaxHostsOption = 256,
    folder: FolderOption = HERE,
    form: FormatOption = Format.TABLE,
) -> None:
    """Show and trust the keys by which hosts prove who they are.

    A scan refuses a host whose key is not trusted, or has changed. Exit 3 when some were not trusted.
    """
    from cloud_unless import host_trust
    from cloud_unless.showing import show
    from inventory.host_keys import FILE, read_known_hosts, trust

    read = stages.read_folder(folder)
    path = folder / FILE
    known = read_known_hosts(path)
    if action is Action.LIST:
        show(host_trust.listed(known, read.sources.targets), form)
        if read.sources.targets:
            next_step("hosts trust", "scan --dry-run")
        return
    targets = host_trust.wanted(read.sources.targets, known, hosts or (), max_hosts)
    with progress(f"Asking {number_of(len(targets), 'host')} for their keys"):
        shown = host_trust.ask(targets, known)
    show(host_trust.answers(shown), form)
    chosen = _chosen(shown, compared, path)
    trust(path, [one.key for one in chosen if one.key is not None])
    say(f"Trusted {number_of(len(chosen), 'key')}. They are in {FILE}; keep it in git.")
    if any(one.state != "trusted" for one in shown if one not in chosen):
        raise typer.Exit(Exit.PARTIAL)
    next_step("scan")


def _chosen(shown: Sequence[Shown], compared: Sequence[str] | None, path: Path) -> list[Shown]:
    """The new keys that the user vouches for. A changed key is never taken: its old line goes first, by hand."""
    for one in shown:
        if one.state == "changed":
            say(f"{one.name} shows another key than before: find out why. Its line in {path} must go first.")
    new = [one for one in shown if one.state == "new" and one.key is not None]
    if not new:
        return []
    if compared is not None:
        return [one for one in new if one.key is not None and one.key.fingerprint in compared]
    if not sys.stdin.isatty():
        remedy = "In a script, give each fingerprint you compared: --yes-i-compared SHA256:…"
        raise InputError("hosts trust", "nobody is there to compare the fingerprints", remedy)
    say("Compare each fingerprint with the host itself: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")
    say(f"Did you compare them, and do you trust {number_of(len(new), 'new key')}? [y/N]")
    return new if sys.stdin.readline().strip().casefold() in ("y", "yes") else []
