"""How many processors the system runs on, as it counts them: threads of cores, or virtual processors."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import Part, by_jc, parts, unread, whole

# A line of flags for each of 500 processors would fill the section, so lscpu goes first and flags are left out.
SHELL = """\
ask lscpu && return
title /proc/cpuinfo
grep -v -i -e '^flags' -e '^features' -e '^bugs' -e '^vmx' -e 'power management' /proc/cpuinfo"""

_MOST = 65_536
# Linux counts in /proc/cpuinfo in the words of each architecture.
_COUNTED = re.compile(r"^(?:# processors|ncpus active|cpus active)\s*:\s*(\d{1,5})\s*$", re.MULTILINE | re.IGNORECASE)
_LSCPU = re.compile(r"^CPU\(s\):\s*(\d{1,5})\s*$", re.MULTILINE)
_ONLINE = re.compile(r"^On-line CPU\(s\) list:\s*([\d,-]{1,2000})\s*$", re.MULTILINE)
_SINGLE = re.compile(r"^(?:processor|cpu model|cpu)\s*:\s*[a-z]", re.MULTILINE | re.IGNORECASE)
_NUMBERED = re.compile(r"^(?:processor\s*:\s*\d+|processor \d+\s*:.*|CPU\d+:\s+online)\s*$", re.MULTILINE)


def parse(section: Section, host: Host) -> Host:
    """The host with its number of processors."""
    answers = parts(section)
    for part in answers:
        count = _from_lscpu(part) if part.title.startswith("lscpu") else _from_cpuinfo(part)
        if count and count <= _MOST:
            return replace(host, cpus=count)
    return unread(host, section, "its processors") if answers else host


def _from_lscpu(part: Part) -> int | None:
    """Processors that are on; lscpu's first number counts those that are switched off too."""
    on = _ONLINE.search(part.text)
    counted = _LSCPU.search(part.text)
    return (_length(on[1]) if on else None) or (whole(counted[1]) if counted else None)


def _length(ranges: str) -> int | None:
    """How many numbers "0-3,8-11" holds; None where it is no such list."""
    total = 0
    for piece in ranges.split(","):
        first, _, last = piece.partition("-")
        low, high = whole(first), whole(last or first)
        if low is None or high is None or not low <= high < _MOST:
            return None
        total += high - low + 1
    return total


def _from_cpuinfo(part: Part) -> int | None:
    """A number where the architecture gives one, else the entries that are numbered processors."""
    counted = _COUNTED.search(part.text)
    if counted:
        return whole(counted[1])
    numbered = len(_NUMBERED.findall(part.text))
    rows = by_jc("proc_cpuinfo", part.text) or []
    # A kernel that numbers no processor runs on one.
    return numbered or sum("processor" in row for row in rows) or (1 if _SINGLE.search(part.text) else None)


FACT = Fact(name="processors", shell=SHELL, parse=parse)
