"""What the side tabs of an RVTools export add to its virtual machines: memory, disks, used space, addresses."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from inventory.importers.imported import Cell
from inventory.importers.rvtools_machines import (
    BadNumber,
    Machine,
    Machines,
    add_addresses,
    add_datastore,
    checked,
)
from inventory.importers.rvtools_sheets import Gathered, Sheet, gib, told_apart, whole

Add = Callable[[Machine, Sheet, Sequence[Cell]], None]


def add_details(sheet: Sheet, add: Add, machines: Machines, gathered: Gathered) -> None:
    """Run `add` on every row whose machine is known; bad rows are rejected, strangers counted in one warning."""
    strangers = 0
    for number, cells in sheet.filled():
        machine = machines.find(sheet, cells)
        if machine is None:
            strangers += not machines.left_out.intersection(machines.keys(sheet, cells))
            continue
        try:
            add(machine, sheet, cells)
        except BadNumber as fault:
            gathered.reject(sheet, number, cells, fault.column, fault.cell)
    if strangers:
        message = f"{strangers} row(s) of {sheet.name} name no machine of vInfo, or a name that several carry"
        gathered.warn(message, "Export all tabs at one time, with the column VM UUID.")


def add_cpus(machine: Machine, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """vCPU counts where vInfo has none."""
    machine.facts["cpus"] = machine.facts["cpus"] or whole(checked(sheet, cells, "cpus"))


def add_memory(machine: Machine, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """vMemory counts where vInfo has none."""
    machine.facts["memory_mib"] = machine.facts["memory_mib"] or whole(checked(sheet, cells, "memory"))


def add_disk(machine: Machine, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """A disk as "name|size_gib|volume"; a bad size leaves the total to vInfo, so that it is never too small."""
    name = sheet.text(cells, "disk") or f"disk {len(machine.disks) + 1}"
    datastore = add_datastore(machine, sheet.text(cells, "path"))
    try:
        capacity = checked(sheet, cells, "capacity")
    except BadNumber:
        machine.disk_mib = None
        raise
    if machine.disk_mib is not None:
        machine.disk_mib = machine.disk_mib + capacity if capacity else None
    volume = told_apart("volume", datastore) if datastore else ""
    machine.disks.append(f"{name.replace('|', '/')}|{gib(capacity) or ''}|{volume}")


def add_partition(machine: Machine, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """Used space, not known where that of one partition is not. One Unix file system mounted several times shows the
    same numbers each time and counts once."""
    try:
        size = checked(sheet, cells, "capacity"), checked(sheet, cells, "consumed")
    except BadNumber:
        machine.used_mib = None
        raise
    mounted_again = size in machine.partitions and (sheet.text(cells, "disk") or "").startswith("/")
    machine.partitions.add(size)
    if machine.used_mib is not None and not mounted_again:
        machine.used_mib = None if size[1] is None else machine.used_mib + size[1]


def add_network(machine: Machine, sheet: Sheet, cells: Sequence[Cell]) -> None:
    """Addresses and MAC addresses of one adapter."""
    add_addresses(machine, sheet.text(cells, "ipv4"))
    add_addresses(machine, sheet.text(cells, "ipv6"))
    mac = sheet.text(cells, "mac")
    if mac:
        machine.macs[mac.casefold()] = None
