"""Memory as installed, where the kernel tells it; else as the kernel may use it, which is a little less."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from inventory.model import Fact, Host, Section
from inventory.shell_output import by_jc, parts, unread, whole

# Blocks of memory that are switched on, times their size, is what the machine was given. No root is needed.
SHELL = """\
show /proc/meminfo /sys/devices/system/memory/block_size_bytes
title 'memory blocks online'
grep -l -s -x online /sys/devices/system/memory/memory*/state | wc -l"""

_KIB_PER_MIB = 1024
_BLOCK = re.compile(r"[0-9a-f]{1,12}")


def parse(section: Section, host: Host) -> Host:
    """The host with its memory in MiB."""
    said = {part.title: part.text.strip() for part in parts(section)}
    rows = by_jc("proc_meminfo", said.get("/proc/meminfo", "")) or [{}]
    usable = whole(rows[0].get("MemTotal")) or _from_free(said)
    if not usable:
        return unread(host, section, "its memory") if said else host
    size = said.get("/sys/devices/system/memory/block_size_bytes", "")
    blocks = whole(said.get("memory blocks online"))
    installed = int(size, 16) * blocks // 1024 if blocks and _BLOCK.fullmatch(size) else 0
    # The kernel keeps at most a fifth to itself; anything else means that blocks are counted otherwise there.
    known = installed if usable <= installed <= usable * 5 // 4 else usable
    return replace(host, memory_mib=-(-known // _KIB_PER_MIB))


def _from_free(said: Mapping[str, str]) -> int | None:
    """As others record it: `free` in KiB."""
    rows = by_jc("free", said.get("free", "")) or []
    return next((whole(row.get("total")) for row in rows if row.get("type") == "Mem"), None)


FACT = Fact(name="memory", shell=SHELL, parse=parse)
