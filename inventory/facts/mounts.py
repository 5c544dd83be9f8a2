"""What is mounted where, local and from other machines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from inventory.model import Fact, Host, Mount, Section
from inventory.shell_output import Part, by_jc, parts, unread

SHELL = "show /proc/mounts"

_MOST = 5_000
_OCTAL = re.compile(r"\\(0[0-7]{2}|1[0-7]{2})")
_FIELDS = {
    "/proc/mounts": ("fstab", "fs_spec", "fs_file", "fs_vfstype"),
    "mount": ("mount", "filesystem", "mount_point", "type"),
}


def parse(section: Section, host: Host) -> Host:
    """The host with its mounts, as /proc/mounts or the command mount lists them."""
    answers = parts(section)
    mounts = tuple(mount for part in answers for mount in _mounts(part))[:_MOST]
    return unread(host, section, "its mounts") if answers and not mounts else replace(host, mounts=mounts)


def _mounts(part: Part) -> list[Mount]:
    parser, device, path, kind = _FIELDS.get(part.title, _FIELDS["mount"])
    rows = by_jc(parser, part.text) or []
    return [
        Mount(device=_plain(row, device), path=_plain(row, path), kind=_plain(row, kind))
        for row in rows
        if row.get(device) and row.get(path)
    ]


def _plain(row: Mapping[str, object], field: str) -> str:
    """Spaces stand as \\040 in /proc/mounts."""
    return _OCTAL.sub(lambda found: chr(int(found[1], 8)), str(row.get(field) or ""))


FACT = Fact(name="mounts", shell=SHELL, parse=parse)
