"""How full the local file systems are."""

from __future__ import annotations

import re
from dataclasses import replace

from inventory.model import Fact, FileSystem, Host, Section
from inventory.shell_output import by_jc, part_of, unread, whole

# A share whose server is gone would make df wait for ever, so only local file systems are asked, where df can.
SHELL = """\
if df -P -k -l / >/dev/null 2>&1; then ask df -P -k -l; else ask df -P -k; fi"""

_MOST = 2_000
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
    rows = by_jc("df", part.text)
    if not rows:
        return unread(host, section, "its file systems")
    kinds = {mount.path: mount.kind for mount in host.mounts}
    found: dict[str, FileSystem] = {}
    for row in rows[:_MOST]:
        device, path = str(row.get("filesystem") or ""), str(row.get("mounted_on") or "")
        size, used = _size(row), whole(row.get("used"))
        if size and used is not None and _holds_data(device, kinds.get(path)):
            found.setdefault(device, FileSystem(device=device, path=path, size_kib=size, used_kib=used))
    return replace(host, file_systems=tuple(found.values()))


def _size(row: dict[str, object]) -> int | None:
    return next((whole(row[name]) for name in ("1024_blocks", "1k_blocks") if name in row), None)


def _holds_data(device: str, kind: str | None) -> bool:
    if ":" in device or device.startswith("//"):
        return False
    if kind in _NOT_DATA or device in _KEPT_IN_MEMORY:
        return False
    return _HOLDS_DATA.match(device) is not None


FACT = Fact(name="file_systems", shell=SHELL, parse=parse)
