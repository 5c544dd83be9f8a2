"""The names of the running processes. Never their arguments: those hold passwords."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import Part, parts, word

# The kernel tells names without a program that could tell more; kernels before 2.6.33 do not.
SHELL = """\
title 'process names'
cat /proc/[0-9]*/comm | sort -u
[ -r /proc/self/comm ] || ask ps -e -o comm=
true"""

_MOST = 5_000


def parse(section: Section, host: Host) -> Host:
    """The host with the names of its processes, sorted."""
    names = {name for part in parts(section) for name in _names(part)}
    return replace(host, processes=tuple(sorted(names)[:_MOST]))


def _names(part: Part) -> Iterator[str]:
    """A name a line; of a full listing of ps, as others record it, the program's name and nothing behind it."""
    lines = part.text.split("\n")
    at = lines[0].split().index("COMMAND") if part.title.startswith("ps ") and "COMMAND" in lines[0].split() else None
    for line in lines[0 if at is None else 1 :]:
        cells = line.split(None, at) if at is not None else [line]
        told = cells[at or 0].split(None, 1)[0] if len(cells) > (at or 0) and cells[at or 0].strip() else ""
        name = word(told.strip("[]:-").rpartition("/")[2] if at is not None else line, 40)
        if name:
            yield name


FACT = Fact(name="processes", shell=SHELL, parse=parse)
