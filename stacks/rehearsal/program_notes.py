"""What a rehearsal tells the user besides its result: what it stood in for, and what it took to be so."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from safeio.terminal_text import shown
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made import FROM_BEFORE
from stacks.rehearsal.one_stack import StackRehearsed

NOTES = "notes"
"""The file, in the folder of the rehearsal, that the program's own process writes."""

_MADE_UP = frozenset({"azuread", "random", "tls"})
_MOST = 20
_LINE = 300
_MOST_WRITTEN = 1_000_000  # characters; twenty notes are shown
_MOVED = re.compile(r"the installed SDK has no (?P<old>[\w.]+)\.(?P<name>\w+): (?P<new>[\w.]+)\.(?P=name) was taken")
_AGAIN = 6  # so many changes of a second run are named
_NAMED = 3  # of what was taken from another module so many are named


def run_notes(stacks: Sequence[StackRehearsed]) -> tuple[str, ...]:
    """How many runs each stack took, where it took more than one, what a second run changed again, and which stack made
    nothing: a program that ends itself early looks like one that is done."""
    found = [f"{one.stack} stood after {one.runs} runs" for one in stacks if one.runs and one.runs > 1]
    for one in stacks:
        if one.again:
            more = f" and {len(one.again) - _AGAIN} more" if len(one.again) > _AGAIN else ""
            named = ", ".join(one.again[:_AGAIN]) + more
            found.append(
                f"the second run of {one.stack} changed what the first had made ({named}). "
                "So does every pulumi up: look for names and values that are random or that come from the clock"
            )
    found += [f"{one.stack} made no resource in Azure" for one in stacks if one.resources == 0 and not one.faults]
    return tuple(found)


def program_notes(azure: Azure, used: Collection[str], written: Path) -> tuple[str, ...]:
    """The notes: providers that were simulated, what was taken to be there from before, and what the program's process
    wrote. At most twenty of these."""
    found = [
        f"{package} is simulated: what it makes is made up"
        if package in _MADE_UP
        else f"{package} is simulated: its resources are taken as they are, and nothing of it is run or made"
        for package in sorted(used)
    ]
    found += [f"taken to be there from before: {one.id}" for one in azure.all() if one.urn == FROM_BEFORE]
    found += [f"let through, though the installed SDK has it otherwise: {one}" for one in sorted(azure.unheard)]
    found += _gathered(beginning(written).splitlines())
    distinct = list(dict.fromkeys(shown(line, _LINE) for line in found))
    return (*distinct[:_MOST], *([f"and {len(distinct) - _MOST} more"] if len(distinct) > _MOST else ()))


def beginning(written: Path) -> str:
    """The beginning of what the program's process wrote into a file; empty where there is none. A program may write
    without end."""
    if not written.exists():
        return ""
    with written.open(encoding="utf-8", errors="replace") as text:
        return text.read(_MOST_WRITTEN)


def _gathered(lines: Sequence[str]) -> list[str]:
    """The lines, with one for all that moved from one module to another."""
    moved: dict[tuple[str, str], dict[str, None]] = {}
    for line in lines:
        if one := _MOVED.fullmatch(line):
            moved.setdefault((one["old"], one["new"]), {})[one["name"]] = None
    found = []
    for (old, new), names in moved.items():
        listed = ", ".join(list(names)[:_NAMED])
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        found.append(f"the installed SDK has no {listed}{more} in {old}: {new} was taken")
    return [*found, *(line for line in lines if not _MOVED.fullmatch(line))]
