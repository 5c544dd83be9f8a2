"""The names of the running processes. Never their arguments: those hold passwords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import Part, by_jc, parts, unseen, word

# The kernel tells names without a program that could tell more; kernels before 2.6.33 do not.
SHELL = """\
title 'process names'
cat /proc/[0-9]*/comm | sort -u
[ -r /proc/self/comm ] || ask_bounded ps -e -o comm=
[ -r /proc/1/stat ] || { title hidden; echo yes; }
true"""

_MOST = 5_000
_HIDDEN = "the processes of other users: this host hides them from all but root"


def parse(section: Section, host: Host) -> Host:
    """The host with the names of its processes, sorted."""
    answers = parts(section)
    names = {name for part in answers if part.title != "hidden" for name in _names(part)}
    if any(part.title == "hidden" for part in answers):
        host = unseen(host, _HIDDEN)
    return replace(host, processes=tuple(sorted(names)[:_MOST]))


def _names(part: Part) -> Iterator[str]:
    """A name a line; of a full listing of ps, as others record it, the program's name and nothing behind it."""
    lines: Iterable[str] = part.text.split("\n")
    if part.title.startswith("ps ") and "PID" in part.text.split("\n", 1)[0]:
        rows = by_jc("ps", part.text) or []
        commands = (str(row.get("command") or row.get("cmd") or "") for row in rows)
        # In brackets stand the threads of the kernel.
        lines = (one.split()[0].rpartition("/")[2].rstrip(":") for one in commands if one.strip("- ") and one[0] != "[")
    for line in lines:
        name = word(line.lstrip("-"), 40)
        if name:
            yield name


FACT = Fact(name="processes", shell=SHELL, parse=parse)
