"""Places, and the things that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal, get_args

from safeio.values import value

ThingKind = Literal[
    "server",
    "hypervisor",
    "cluster",
    "storage-array",
    "volume",
    "share",
    "network-device",
    "database",
    "software",
]


KINDS: tuple[ThingKind, ...] = get_args(ThingKind)
"""Every kind of thing, in the order in which lists and reports show them."""


@value
class Site:
    """A place with machines. `second_site` names the site that takes over when this one is lost."""

    id: str
    name: str
    second_site: str | None = None


@value
class Organisation:
    """A council or partner with its own budget and business cases."""

    id: str
    name: str


@value
class Thing:
    """What every thing in the estate has.

    `said_by` gives the winning source of each field that is known.
    `parent_id` is what it runs on or is part of: server > hypervisor or cluster; volume > storage array;
    share > volume or server; database and software > server.
    """

    id: str
    name: str
    organisation_id: str | None = None
    site_id: str | None = None
    parent_id: str | None = None
    said_by: Mapping[str, str] = field(default_factory=dict)


@value
class Disk:
    """A disk of a server. `volume_id` is the datastore or volume it lies on."""

    name: str
    size_gib: int | None = None
    volume_id: str | None = None


@value
class Server(Thing):
    """A physical or virtual machine that runs an operating system.

    `os_name` is the text as found; `product` and `cycle` are what it was recognised as (see inventory/products).
    `used_gib` is the data really held; `disk_gib` what is provisioned. `architecture` is the processor's, as the kernel
    names it (x86_64, aarch64, s390x); `virtualisation` the kind of hypervisor or container it runs in.
    """

    physical: bool | None = None
    os_name: str | None = None
    product: str | None = None
    cycle: str | None = None
    cpus: int | None = None
    memory_mib: int | None = None
    disk_gib: int | None = None
    used_gib: int | None = None
    disks: tuple[Disk, ...] = ()
    volume_ids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    mac_addresses: tuple[str, ...] = ()
    dns_name: str | None = None
    power: Literal["on", "off", "suspended"] | None = None
    environment: str | None = None
    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    uuid: str | None = None
    kernel: str | None = None
    architecture: str | None = None
    virtualisation: str | None = None


@value
class Hypervisor(Thing):
    """A physical host that runs virtual machines; `product` and `cycle` name the hypervisor software."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    uuid: str | None = None
    os_name: str | None = None
    product: str | None = None
    cycle: str | None = None
    cpus: int | None = None
    memory_mib: int | None = None


@value
class Cluster(Thing):
    """Hypervisors that share their machines."""


@value
class StorageArray(Thing):
    """A disk system. `size_gib` is usable capacity."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    product: str | None = None
    version: str | None = None
    size_gib: int | None = None
    used_gib: int | None = None


@value
class Volume(Thing):
    """A piece of an array, or a datastore; its parent is the array. `uuid` is the file system's own."""

    size_gib: int | None = None
    used_gib: int | None = None
    uuid: str | None = None


@value
class Share(Thing):
    """A file share; its parent is the volume or server that holds it."""

    size_gib: int | None = None
    used_gib: int | None = None


@value
class NetworkDevice(Thing):
    """A switch, router, firewall or load balancer."""

    vendor: str | None = None
    model: str | None = None
    serial: str | None = None
    product: str | None = None
    version: str | None = None
    addresses: tuple[str, ...] = ()


@value
class Database(Thing):
    """A database engine on a server. `version` as found; `cycle` as recognised."""

    product: str | None = None
    version: str | None = None
    cycle: str | None = None
    size_gib: int | None = None
    used_gib: int | None = None


@value
class Software(Thing):
    """A product installed on a server."""

    product: str | None = None
    version: str | None = None
    cycle: str | None = None
    vendor: str | None = None
