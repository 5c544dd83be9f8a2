"""A server becomes a machine: its size, image, disks and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inventory.model import Server
from migration.design.drafts import LATER, NOWHERE, Draft, drafted
from migration.design.frozen import Owner
from migration.design.gathered import PRODUCTION, Part
from migration.design.images import IMAGES, Offered, as_built, image_for
from migration.design.inputs import DesignInputs
from migration.design.names import compose, computer_name
from migration.design.recovery import machine_recovery
from migration.design.sizes import DiskFamily, disk_tiers, vm_sizes
from migration.design.spoke_places import Tenant
from migration.design.targets import linux_vm, sql_vm, windows_vm
from migration.design.virtual_machine import disk_family
from migration.design.watch.collection_rules import rule_for
from migration.design.workloads.left_out import left_out
from migration.model.architecture import DataDisk, DesignNote, DiskKind, Machine, Workload, WorkloadKind

KINDS = (sql_vm.KIND, windows_vm.KIND, linux_vm.KIND)

_SLOWEST_FIRST: tuple[DiskFamily, ...] = ("standard", "premium")

LARGEST_SYSTEM_GIB = 2048
"""A larger first disk becomes a data disk: with an old partition table a system cannot start from more."""

MOST_DATA_DISKS = 32
DATA_DISKS_A_PROCESSOR = 2
"""Of the Bsv2, Dsv5 and Esv5 families, up to 32. Source: MicrosoftDocs/azure-compute-docs size pages, 2026-02 to 03."""


def machine(parts: Sequence[Part], inputs: DesignInputs, owners: Mapping[str, Owner]) -> Draft | DesignNote:
    """The machine that takes over one server, for every application that runs on it.

    It is built for the most critical of them (production first); the others are served along. One that may not change
    its stack stays with its owner, as `owners` says by workload id.
    """
    server = parts[0].workload.host
    owner = owners.get(machine_id(server.id)) if server else None
    first, *others = sorted(parts, key=lambda part: _order(part, owner))
    if owner is not None:
        first = replace(first, organisation_id=owner.organisation_id)
    if server is None:
        return left_out(
            first.thing_id, "the server it stands on is not known", "Name its server: parent_id in things.csv."
        )
    if first.sized.size is None:
        unknown = server.cpus is None or server.memory_mib is None
        remedy = "Import its processors and memory." if unknown else "Give the application another route."
        return left_out(server.id, first.sized.why, remedy)
    assert first.cut_over is not None, "what becomes a machine moves on a day"
    offered = image_for(server.product, server.cycle, min(p.cut_over or first.cut_over for p in parts), inputs.products)
    if offered is None:
        known = ", ".join(sorted({one.product for one in IMAGES}))
        wrong = f"there is no image for {server.product or server.os_name or 'its system, which is not known'}"
        return left_out(server.id, wrong, f"Move it to one of: {known}. Or give the application another route.")
    family: DiskFamily = max((disk_family(part.workload) for part in parts), key=_SLOWEST_FIRST.index)
    disks = _disks(server, offered, family, first, inputs)
    if isinstance(disks, DesignNote):
        return disks
    most = _most_data_disks(first.sized.size)
    if len(disks) - 1 > most:
        wrong = f"it has {len(disks) - 1} data disks, and {first.sized.size} takes {most}"
        return left_out(server.id, wrong, "Join some of its disks before the move.")
    return _draft(first, others, server, offered, disks, inputs)


def _draft(
    first: Part,
    others: Sequence[Part],
    server: Server,
    offered: Offered,
    disks: tuple[DataDisk, ...],
    inputs: DesignInputs,
) -> Draft:
    region, file = inputs.landing_zone.regions.primary, inputs.landing_zone
    windows = first.kind != linux_vm.KIND
    kind: WorkloadKind = "linux-vm" if not windows else "windows-vm"
    kind = "sql-vm" if any(part.kind == sql_vm.KIND for part in (first, *others)) else kind
    what = server.name
    workload = Workload(
        id=machine_id(server.id),
        application_id=first.application.id,
        also_serves=tuple(sorted({part.application.id for part in others} - {first.application.id})),
        stack=LATER,
        kind=kind,
        name=compose("virtual-machine", what, first.environment, region),
        resource_group=LATER,
        region=region,
        zone=None,
        size=first.sized.size,
        disks=disks,
        subnet=NOWHERE,
        machine=Machine(
            os="Windows" if windows else "Linux",
            computer_name=computer_name(what),
            interface_name=compose("network-interface", what, first.environment, region),
            image=as_built(offered),
            administrator=file.administrator,
            ssh_public_key=None if windows else file.ssh_public_key,
            collection_rule=rule_for(inputs, "Windows" if windows else "Linux"),
        ),
        recovery=machine_recovery(inputs, first.application, first.environment, first.organisation_id, first.kind),
        tags={},
        replaces=(server.id, *sorted(one.id for one in first.workload.databases)),
        why=f"{first.sized.why}; {_release(server, offered)}",
    )
    return drafted(first, workload, (Tenant(id=workload.id, purpose="machines", fixed=True),))


def machine_id(server_id: str) -> str:
    """The id of the machine that takes over a server."""
    return f"vm-{server_id}"


def _order(part: Part, owner: Owner | None) -> tuple[bool, bool, int, str]:
    application = part.application
    other = owner is not None and application.id != owner.application_id
    return other, part.environment != PRODUCTION, application.criticality or 9, application.id


def _disks(
    server: Server, offered: Offered, family: DiskFamily, part: Part, inputs: DesignInputs
) -> tuple[DataDisk, ...] | DesignNote:
    held = [disk.size_gib for disk in server.disks] or [server.disk_gib]
    sizes = [size for size in held if size is not None]
    if len(sizes) < len(held):
        return left_out(server.id, "the size of a disk is not known", "Import its disks, or write disk_gib for it.")
    system, data = (sizes[0], sizes[1:]) if sizes[0] <= LARGEST_SYSTEM_GIB else (0, sizes)
    largest = disk_tiers(family)[-1].size_gib
    pieces = [piece for size in data for piece in _pieces(size, largest)]
    environment, region = part.environment, inputs.landing_zone.regions.primary
    kind: DiskKind = "Premium_LRS" if family == "premium" else "StandardSSD_LRS"
    first = DataDisk(
        name=compose("system-disk", server.name, environment, region),
        size_gib=_tier(max(system, offered.disk_gib), family),
        kind=kind,
    )
    rest = [
        DataDisk(
            name=compose("data-disk", server.name, environment, region, number=lun + 1),
            size_gib=_tier(size, family),
            kind=kind,
            lun=lun,
        )
        for lun, size in enumerate(pieces)
    ]
    return (first, *rest)


def _pieces(size: int, largest: int) -> list[int]:
    return [largest] * (size // largest) + ([size % largest] if size % largest else [])


def _tier(size: int, family: DiskFamily) -> int:
    return next(tier.size_gib for tier in disk_tiers(family) if tier.size_gib >= size)


def _most_data_disks(size: str) -> int:
    vcpu = next(one.vcpu for one in vm_sizes() if one.name == size)
    return min(MOST_DATA_DISKS, DATA_DISKS_A_PROCESSOR * vcpu)


def _release(server: Server, offered: Offered) -> str:
    if server.product == offered.product and server.cycle == offered.cycle:
        return f"{offered.product} {offered.cycle} is still supported two years after the move"
    now = f"{server.product} {server.cycle or 'of unknown release'}"
    return (
        f"built new with {offered.product} {offered.cycle}: {now} is not known to be supported two years after the move"
    )
