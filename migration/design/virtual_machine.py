"""How big an Azure machine has to be to carry a server, and what is paid for each month with it."""

from __future__ import annotations

from decimal import Decimal

from inventory.model import Server
from migration.design.runs_on import Workload
from migration.design.sizes import DiskFamily, VmSize, disk_tiers, vm_sizes
from migration.model import SkuLine
from safeio.values import value

UNKNOWN_MACHINE = "virtual-machine"
UNKNOWN_DISK = "managed-disk"
"""Skus of what cannot be sized. The list prices have none; a user may set an allowance for them."""

GIB_A_PROTECTED_INSTANCE = 500
SMALL_INSTANCE_GIB = 50
"""Azure Backup counts half an instance up to 50 GB and one for each 500 GB begun. Sources: the note on the list price
of 2026-10-05 for the half; Microsoft Q&A 2128908 of 2024-12-10 for the steps."""


@value
class Sized:
    """What a target needs for one workload: the Azure size, what is paid for, and why this size."""

    size: str | None
    lines: tuple[SkuLine, ...]
    why: str


def size_machine(workload: Workload, os: str, region: str) -> Sized:
    """The smallest machine that has the server's processors and memory, its disks, and its backup.

    `os` is "Windows" (licence included) or "Linux" (without a paid subscription). Where processors or memory are not
    known the size is None.
    """
    server = workload.host
    size = _smallest(server, workload.production, region) if server else None
    sku = f"{size.name} {os}" if size else UNKNOWN_MACHINE
    machine = SkuLine(sku=sku, unit="hour", quantity=Decimal(1), what="virtual machine")
    lines = (machine, *_disks(server, disk_family(workload)), *_backup(server))
    return Sized(size=size.name if size else None, lines=lines, why=_why(server, size, workload.production))


def _smallest(server: Server, production: bool, region: str) -> VmSize | None:
    if server.cpus is None or server.memory_mib is None:
        return None
    fitting = [
        size
        for size in vm_sizes()
        if region in size.regions and size.vcpu >= server.cpus and size.memory_mib >= server.memory_mib
    ]
    # Burstable machines share their processors: good enough for test and development only.
    wanted = [size for size in fitting if (size.family == "burstable") is not production]
    return next(iter(wanted or [size for size in fitting if size.family != "burstable"]), None)


def disk_family(workload: Workload) -> DiskFamily:
    """Fast disks for databases of production, standard ones for everything else."""
    database = workload.role == "database" or bool(workload.databases)
    return "premium" if database and workload.production else "standard"


def _disks(server: Server | None, family: DiskFamily) -> tuple[SkuLine, ...]:
    sizes = [disk.size_gib for disk in server.disks] if server and server.disks else []
    if server and not sizes:
        sizes = [server.disk_gib]
    if not sizes or any(size is None for size in sizes):
        return (SkuLine(sku=UNKNOWN_DISK, unit="month", quantity=None, what="disks of unknown size"),)
    return tuple(_disk(size, family) for size in sizes if size is not None)


def _disk(size_gib: int, family: DiskFamily) -> SkuLine:
    tiers = disk_tiers(family)
    tier = next((tier for tier in tiers if tier.size_gib >= size_gib), tiers[-1])
    count = max(1, -(-size_gib // tier.size_gib))
    return SkuLine(sku=tier.name, unit="month", quantity=Decimal(count), what=f"{family} disk")


def is_disk(line: SkuLine) -> bool:
    """Whether a line of a machine is one of its disks."""
    families: tuple[DiskFamily, ...] = ("premium", "standard")
    return line.sku == UNKNOWN_DISK or any(line.sku == tier.name for one in families for tier in disk_tiers(one))


def _backup(server: Server | None) -> tuple[SkuLine, SkuLine]:
    held = held_gib(server)
    instances = None if held is None else _protected_instances(held)
    return (
        SkuLine(sku="Azure VM Protected Instance", unit="month", quantity=instances, what="backup"),
        SkuLine(
            sku="Backup LRS GB",
            unit="month",
            quantity=None if held is None else Decimal(held),
            what="backup storage for one full copy; older copies come on top",
        ),
    )


def held_gib(server: Server | None) -> int | None:
    """What a server holds: what its disks use, else their size. None where neither is known."""
    if server is None:
        return None
    return server.used_gib if server.used_gib is not None else server.disk_gib


def _protected_instances(held_gib: int) -> Decimal:
    return Decimal("0.5") if held_gib <= SMALL_INSTANCE_GIB else Decimal(-(-held_gib // GIB_A_PROTECTED_INSTANCE))


def _why(server: Server | None, size: VmSize | None, production: bool) -> str:
    if server is None:
        return "the server it stands on is not known, so neither is the size"
    if server.cpus is None or server.memory_mib is None:
        return f"processors or memory of {server.name} are not known, so neither is the size"
    need = f"{server.cpus} processors and {server.memory_mib} MiB"
    if size is None:
        return f"no size in the table has {need}"
    return f"smallest {size.family} size with {need}" + ("" if production else ", for test and development")
