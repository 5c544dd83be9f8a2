"""What a scan finds out about one host, before it becomes claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, NamedTuple

from inventory.model.claims import ScanError
from inventory.model.hardware import Disk
from safeio.values import Day, value

Direction = Literal["in", "out"]


@value
class Mount:
    """A mounted file system. `device` is a block device, or "server:/path" or "//server/share" for a remote one."""

    device: str
    path: str
    kind: str


@value
class FileSystem:
    """A local file system and its fill, in KiB."""

    device: str
    path: str
    size_kib: int
    used_kib: int


@value
class SharedFolder:
    """A folder that the host offers to others, over NFS or SMB. NFS shares have no name but their path."""

    name: str
    path: str | None = None
    protocol: Literal["nfs", "smb"]


@value
class Listener:
    """A port on which the host answers. `address` None means all addresses; `process` None means not seen."""

    protocol: Literal["tcp", "udp"]
    address: str | None
    port: int
    process: str | None = None


@value
class Connection:
    """An established connection. `port` is the service's: the host's own for "in", the peer's for "out"."""

    direction: Direction
    protocol: Literal["tcp", "udp"]
    peer: str
    port: int
    process: str | None = None


class Package(NamedTuple):
    """An installed package, as the package manager of the host names it. A tuple, because a host has thousands."""

    name: str
    version: str


@value
class Host:
    """What is known of a host so far. `None` and missing mean not seen.

    `target` is the name or address as scanned, `seen_on` the day of the scan. Texts are as found: claims clean them.
    `processes` and `services` are names, never arguments: those hold secrets. `packages` None means that no package
    manager answered. `oracle_databases` gives a version, or "", by name. `virtualisation` is the kind of hypervisor or
    container. `faults` are things wrong with the host or its answers; `not_seen` says, in plain words, what more
    rights or tools would have shown.
    """

    target: str
    seen_on: Day
    name: str | None = None
    dns_name: str | None = None
    os_name: str | None = None
    kernel: str | None = None
    architecture: str | None = None
    cpus: int | None = None
    memory_mib: int | None = None
    disks: tuple[Disk, ...] = ()
    mounts: tuple[Mount, ...] = ()
    file_systems: tuple[FileSystem, ...] = ()
    shares: tuple[SharedFolder, ...] = ()
    addresses: tuple[str, ...] = ()
    mac_addresses: tuple[str, ...] = ()
    listeners: tuple[Listener, ...] = ()
    connections: tuple[Connection, ...] = ()
    processes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    packages: tuple[Package, ...] | None = None
    oracle_databases: Mapping[str, str] = field(default_factory=dict)
    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    uuid: str | None = None
    physical: bool | None = None
    virtualisation: str | None = None
    faults: tuple[ScanError, ...] = ()
    not_seen: tuple[str, ...] = ()
