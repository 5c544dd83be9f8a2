"""The virtual machines of an RVTools export: vInfo, with what vCPU, vMemory, vDisk, vPartition and vNetwork add."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from ipaddress import ip_address

from inventory.identifiers import uuid_key
from inventory.importers.cells import BadCell
from inventory.importers.imported import Cell
from inventory.importers.rvtools_sheets import Gathered, Sheet, gib, is_true, told_apart, whole
from safeio.text import slug, slug_with

VM_NAMES = {
    "vm": ("vm", "vm name"),
    "uuid": ("vm uuid", "uuid"),
    "smbios": ("smbios uuid",),
    "vm_id": ("vm id", "object id"),
    "power": ("powerstate", "power state"),
    "template": ("template",),
    "placeholder": ("srm placeholder",),
    "cpus": ("cpus", "# cpus", "num cpu"),
    "memory": ("memory", "size"),
    "dns": ("dns name",),
    "address": ("primary ip address", "ip address"),
    "disk_total": ("total disk capacity",),
    "provisioned": ("provisioned",),
    "in_use": ("in use",),
    "os_config": ("os according to the configuration file", "os"),
    "os_tools": ("os according to the vmware tools",),
    "path": ("path", "disk path"),
    "datacenter": ("datacenter",),
    "cluster": ("cluster",),
    "host": ("host",),
}
DISK_NAMES = VM_NAMES | {
    "disk": ("disk", "label"),
    "capacity": ("capacity",),
    "consumed": ("consumed",),
    "path": ("disk path", "path"),
}
NETWORK_NAMES = VM_NAMES | {
    "mac": ("mac address",),
    "ipv4": ("ipv4 address", "ip address"),
    "ipv6": ("ipv6 address",),
}
_POWER = {"poweredon": "on", "poweredoff": "off", "suspended": "suspended"}
_DATASTORE = re.compile(r"^\[([^\]]+)\]")


@dataclass
class Machine:
    """A virtual machine while its tabs are read. `disk_mib` and `used_mib` are None once a row of them is bad or
    blank."""

    row: int
    name: str
    identity: str | None
    facts: dict[str, str | int | bool | list[str] | None]
    provisioned_mib: float | None
    in_use_mib: float | None
    datacenter: str | None
    disks: list[str] = field(default_factory=list)
    datastores: dict[str, None] = field(default_factory=dict)
    disk_mib: float | None = 0
    used_mib: float | None = 0
    partitions: set[tuple[float | None, float | None]] = field(default_factory=set)
    addresses: dict[str, None] = field(default_factory=dict)
    macs: dict[str, None] = field(default_factory=dict)


@dataclass
class Machines:
    """The machines of an export, and how rows of other tabs find theirs: by UUID, VM ID, else by name."""

    kept: list[Machine] = field(default_factory=list)
    by_key: dict[tuple[str, str], Machine | None] = field(default_factory=dict)
    left_out: set[tuple[str, str]] = field(default_factory=set)

    def keys(self, sheet: Sheet, cells: Sequence[Cell]) -> list[tuple[str, str]]:
        """What a row says to name its machine, strongest first."""
        found = ((meaning, sheet.text(cells, meaning)) for meaning in ("uuid", "smbios", "vm_id", "vm"))
        return [(meaning, text.casefold()) for meaning, text in found if text]

    def find(self, sheet: Sheet, cells: Sequence[Cell]) -> Machine | None:
        """The machine a row is about; None when it is not known or the name fits several."""
        for key in self.keys(sheet, cells):
            if key in self.by_key:
                return self.by_key[key]
        return None


def read_machines(sheet: Sheet, gathered: Gathered) -> Machines:
    """Every virtual machine of vInfo that is neither template nor placeholder; rows that cannot be are rejected."""
    machines = Machines()
    left_out: Counter[str] = Counter()
    seen: dict[str, int] = {}
    for number, cells in sheet.filled():
        name = sheet.text(cells, "vm")
        if not name:
            gathered.reject(sheet, number, cells, "VM", BadCell("the VM has no name", "Fill in its name."))
            continue
        why = _why_left_out(sheet, cells)
        if why:
            left_out[why] += 1
            machines.left_out.update(machines.keys(sheet, cells))
            continue
        identity = _identity(sheet, cells)
        key = identity or f"name {name.casefold()}"
        if key in seen:
            gathered.reject(sheet, number, cells, "VM", _same(seen[key], identity))
            continue
        try:
            machine = _machine(sheet, number, cells, name, identity)
        except BadNumber as fault:
            gathered.reject(sheet, number, cells, fault.column, fault.cell)
            continue
        seen[key] = number
        machines.kept.append(machine)
        for found in machines.keys(sheet, cells):
            machines.by_key[found] = None if found in machines.by_key else machine
    for why, count in sorted(left_out.items()):
        gathered.warn(f"{count} {why} left out", "Nothing to do: they are not running machines.")
    return machines


class BadNumber(Exception):
    """A number cell of a machine that cannot be read, with its column."""

    def __init__(self, column: str, cell: BadCell) -> None:
        super().__init__(cell.wrong)
        self.column = column
        self.cell = cell


def checked(sheet: Sheet, cells: Sequence[Cell], meaning: str) -> float | None:
    """The number of a column. Raises BadNumber."""
    try:
        return sheet.number(cells, meaning)
    except BadCell as fault:
        raise BadNumber(sheet.column(meaning), fault) from None


def _why_left_out(sheet: Sheet, cells: Sequence[Cell]) -> str | None:
    if is_true(sheet.text(cells, "template")):
        return "template(s)"
    return "SRM placeholder(s)" if is_true(sheet.text(cells, "placeholder")) else None


def _identity(sheet: Sheet, cells: Sequence[Cell]) -> str | None:
    uuid = uuid_key(sheet.text(cells, "smbios")) or uuid_key(sheet.text(cells, "uuid"))
    vm_id = sheet.text(cells, "vm_id")
    return uuid or (f"{vm_id} {sheet.text(cells, 'host') or ''}" if vm_id else None)


def _same(row: int, identity: str | None) -> BadCell:
    if identity:
        return BadCell(f"row {row} has the same UUID or VM ID", "Delete one of the two rows.")
    return BadCell(
        f"row {row} has the same name, and neither has a UUID or VM ID", "Fill in VM UUID, or rename one of the two."
    )


def _machine(sheet: Sheet, number: int, cells: Sequence[Cell], name: str, identity: str | None) -> Machine:
    smbios, uuid = sheet.text(cells, "smbios"), sheet.text(cells, "uuid")
    power = (sheet.text(cells, "power") or "").casefold().replace(" ", "")
    host, cluster = sheet.text(cells, "host"), sheet.text(cells, "cluster")
    parent = told_apart("hypervisor", host) if host else told_apart("cluster", cluster) if cluster else None
    provisioned = checked(sheet, cells, "provisioned")
    machine = Machine(
        row=number,
        name=name,
        identity=identity,
        facts={
            "name": name,
            "physical": False,
            "uuid": smbios if uuid_key(smbios) else uuid if uuid_key(uuid) else None,
            "power": _POWER.get(power),
            "cpus": whole(checked(sheet, cells, "cpus")),
            "memory_mib": whole(checked(sheet, cells, "memory")),
            "os_name": sheet.text(cells, "os_tools") or sheet.text(cells, "os_config"),
            "dns_name": sheet.text(cells, "dns"),
            "parent_id": parent,
        },
        provisioned_mib=checked(sheet, cells, "disk_total") or provisioned,
        in_use_mib=checked(sheet, cells, "in_use"),
        datacenter=sheet.text(cells, "datacenter"),
    )
    add_addresses(machine, sheet.text(cells, "address"))
    add_datastore(machine, sheet.text(cells, "path"))
    return machine


def add_addresses(machine: Machine, text: str | None) -> None:
    """Add the usable addresses of a cell; link-local and loopback ones say nothing about a machine."""
    for part in re.split(r"[\s,;]+", text or "")[:64]:
        try:
            address = ip_address(part)
        except ValueError:
            continue
        if not (address.is_link_local or address.is_loopback or address.is_unspecified):
            machine.addresses[str(address)] = None


def add_datastore(machine: Machine, path: str | None) -> str | None:
    """Note the datastore a file path such as "[gold-01] web1/web1.vmx" names, and give its name."""
    found = _DATASTORE.match(path or "")
    if not found:
        return None
    machine.datastores[found[1].strip()] = None
    return found[1].strip()


def say_machines(machines: Machines, gathered: Gathered) -> None:
    """Claims of all machines. Names that several carry get a short hash of their UUID or VM ID."""
    shared = Counter(slug(machine.name) for machine in machines.kept)
    for machine in machines.kept:
        own = slug(machine.name)
        if shared[own] > 1:
            own = slug_with(machine.name, machine.identity or machine.name)
        volumes = sorted(told_apart("volume", name) for name in machine.datastores)
        facts = machine.facts | {
            "disk_gib": gib(machine.disk_mib or machine.provisioned_mib),
            "used_gib": gib(machine.used_mib or machine.in_use_mib),
            "disks": machine.disks,
            "volume_ids": volumes,
            "addresses": list(machine.addresses),
            "mac_addresses": list(machine.macs),
            "site_id": gathered.context.site_id or machine.datacenter,
            "organisation_id": gathered.context.organisation_id,
        }
        gathered.say(f"server/{own}", facts)
