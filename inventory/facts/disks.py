"""The disks, from lsblk in any of its forms, else from the kernel's list of partitions."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from inventory.model import Disk, Fact, Host, Section
from inventory.shell_output import Part, by_jc, parts, unread, whole, word

SHELL = """\
ask lsblk -J -b -d -o NAME,TYPE,SIZE,RM,WWN,SERIAL && return
ask lsblk -P -b -d -o NAME,TYPE,SIZE,RM && return
show /proc/partitions
title /sys/block
ls /sys/block"""

_BYTES_PER_GIB = 1024**3
_KIB_PER_GIB = 1024**2
_MOST = 1_000
_PAIR = re.compile(r'([A-Z0-9_:%-]+)="([^"\n]{0,200})"')
# Made by the system out of memory, files or other disks, or holding what is put in for a moment.
_NOT_DISKS = re.compile(r"(loop|ram|zram|fd|sr|dm-|md|nbd|drbd|rbd|bcache|zd)\d")
# A container sees the disks of the machine it runs on; they are not its own.
_CONTAINERS = frozenset(
    {"lxc", "lxc-libvirt", "docker", "podman", "openvz", "systemd-nspawn", "container-other", "rkt"}
)
_UNITS = {"B": 0, "K": 1, "M": 2, "G": 3, "T": 4, "P": 5}
_SIZE = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)([BKMGTP])")


def parse(section: Section, host: Host) -> Host:
    """The host with its disks. A disk reached over several paths counts once, by its serial number."""
    if host.virtualisation in _CONTAINERS:
        return host
    answers = parts(section)
    for part in answers:
        rows = _rows(part)
        disks = _disks(_whole_disks(rows, answers) if part.title == "/proc/partitions" else rows)
        if disks:
            return replace(host, disks=disks)
    return unread(host, section, "its disks") if answers else host


def _rows(part: Part) -> list[Mapping[str, object]]:
    if part.title == "/proc/partitions":
        return [
            {"name": row.get("name"), "kib": row.get("num_blocks")} for row in by_jc("proc_partitions", part.text) or ()
        ]
    if not part.title.startswith("lsblk"):
        return []
    if part.text.lstrip().startswith("{"):
        return _from_json(part.text)
    if 'NAME="' in part.text:
        return [{key.casefold(): said for key, said in _PAIR.findall(line)} for line in part.text.split("\n")]
    return list(by_jc("lsblk", part.text) or ())


def _from_json(text: str) -> list[Mapping[str, object]]:
    try:
        rows = json.loads(text).get("blockdevices")
    except (ValueError, AttributeError, RecursionError):
        return []
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _whole_disks(rows: list[Mapping[str, object]], answers: Iterable[Part]) -> list[Mapping[str, object]]:
    """The disks among the partitions: those that /sys/block names; without it, those named like disks."""
    listed = next((part.text.split() for part in answers if part.title == "/sys/block"), None)
    named = [(str(row["name"]), row) for row in rows]
    if listed is None:
        return [row for name, row in named if re.fullmatch(r"(?:[a-z]+|nvme\d+n\d+|mmcblk\d+|c\d+d\d+)", name)]
    return [row for name, row in named if name in listed]


def _disks(rows: Iterable[Mapping[str, object]]) -> tuple[Disk, ...]:
    found: dict[str, Disk] = {}
    for row in rows:
        name = word(str(row.get("name") or "").split("/")[-1], 60)
        if not name or _NOT_DISKS.match(name) or str(row.get("type") or "disk") != "disk":
            continue
        if str(row.get("rm")).casefold() in ("1", "true") or len(found) == _MOST:
            continue
        size = _gib(row)
        if size != 0:
            same = row.get("wwn") or row.get("serial") or name
            found.setdefault(str(same), Disk(name=name.replace("|", "/"), size_gib=size))
    return tuple(sorted(found.values(), key=lambda disk: disk.name))


def _gib(row: Mapping[str, object]) -> int | None:
    """Whole GiB, rounded up; None where no size is given."""
    kib, size = whole(row.get("kib")), whole(row.get("size"))
    if kib is not None:
        return math.ceil(kib / _KIB_PER_GIB)
    if size is not None:
        return math.ceil(size / _BYTES_PER_GIB)
    told = _SIZE.fullmatch(str(row.get("size") or ""))
    return math.ceil(float(told[1]) * 1024 ** (_UNITS[told[2]] - 3)) if told else None


FACT = Fact(name="disks", shell=SHELL, parse=parse)
