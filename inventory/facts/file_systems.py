"""How full the local file systems are."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, FileSystem, Host, Section
from inventory.shell_output import part_of, unread, whole

# A share whose server is gone would make df wait for ever, so only local file systems are asked, where df can.
SHELL = """\
ask_bounded df -P -k -l || df -P -k -l / >/dev/null || ask_bounded df -P -k"""

_MOST = 2_000
# jc finds columns by where they stand, which fails on a long device name; POSIX lays down what stands between blanks.
_IN_KIB = re.compile(r"\b1(?:024|K)-blocks\b")
_ROW = re.compile(
    r"^(?P<device>\S{1,300})[ \t]+(?P<size>\d{1,18})[ \t]+(?P<used>\d{1,18})[ \t]+-?\d{1,18}[ \t]+(?:\d{1,4}%|-)[ \t]+"
    r"(?P<path>/.*)$",
    re.MULTILINE,
)
# Not data of the machine: memory, images of read-only software, layers of containers.
_NOT_DATA = frozenset(
    {"tmpfs", "devtmpfs", "squashfs", "iso9660", "udf", "overlay", "overlayfs", "aufs", "ramfs", "efivarfs", "vfat"}
)
_HOLDS_DATA = re.compile(r"/dev/(?!loop|sr\d|shm)|[\w.:-]+(?:/[\w.:-]+)*$")
_KEPT_IN_MEMORY = frozenset({"tmpfs", "devtmpfs", "udev", "none", "shm", "overlay", "devfs", "proc", "run", "dev"})


def parse(section: Section, host: Host) -> Host:
    """The host with its local file systems that hold data, each device once."""
    part = part_of(section, "df")
    if part is None:
        return host
    head, _, lines = part.text.partition("\n")
    if not _IN_KIB.search(head):
        return unread(host, section, "its file systems")
    kinds = {mount.path: mount.kind for mount in host.mounts}
    found: dict[str, FileSystem] = {}
    for row in _ROW.finditer(lines):
        device, path = row["device"], row["path"]
        size, used = whole(row["size"]), whole(row["used"])
        if size and used is not None and len(found) < _MOST and _holds_data(device, kinds.get(path)):
            found.setdefault(device, FileSystem(device=device, path=path, size_kib=size, used_kib=used))
    return replace(host, file_systems=tuple(found.values()))


def _holds_data(device: str, kind: str | None) -> bool:
    if ":" in device or device.startswith("//"):
        return False
    if kind in _NOT_DATA or device in _KEPT_IN_MEMORY:
        return False
    return _HOLDS_DATA.match(device) is not None


FACT = Fact(name="file_systems", shell=SHELL, parse=parse)
