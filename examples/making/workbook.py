"""Writes an RVTools workbook as version 4 does: the same tabs and headers, the same bytes each time."""

# ruff: noqa: DTZ001 - a workbook holds local times without a zone

from __future__ import annotations

import io
from datetime import datetime
from random import Random
from uuid import UUID

import xlsxwriter

from making.hardware import ARRAYS, DATASTORES
from making.machines import Machine
from making.tables import rows

EXPORTED = datetime(2026, 11, 16, 7, 30)
MIB = 1024
HOSTS = {"ch": ("wch-esx", 8, "County Hall"), "rs": ("rvs-esx", 4, "Riverside")}
HOST_MODELS = (("HPE", "ProLiant DL380 Gen10", "VMware ESXi 8.0.3 build-24022510"),) * 3 + (
    ("HPE", "ProLiant DL380 Gen9", "VMware ESXi 7.0.3 build-21930508"),
)
PLACE = ("Datacenter", "Cluster", "Host", "Folder")
SYSTEM = ("OS according to the configuration file", "OS according to the VMware Tools")
LAST = ("VM ID", "SMBIOS UUID", "VM UUID", "VI SDK Server type", "VI SDK API Version", "VI SDK Server", "VI SDK UUID")
SERVER_TYPE = ("VMware vCenter Server 8.0.3 build-24322831", "8.0.3.0", "vcenter.westmere.example", "")
TABS: dict[str, tuple[str, ...]] = {
    "vInfo": (
        *("VM", "Powerstate", "Template", "SRM Placeholder", "Config status", "DNS Name", "Connection state"),
        *("Guest state", "Heartbeat", "Consolidation Needed", "PowerOn", "Creation date", "Change Version", "CPUs"),
        *("Overall Cpu Readiness", "Memory", "Active Memory", "NICs", "Disks", "Total disk capacity MiB"),
        *("Primary IP Address", "Network #1", "Network #2", "Resource pool", "Folder ID", "Folder", "vApp"),
        *("DAS protection", "FT State", "Provisioned MiB", "In Use MiB", "Unshared MiB", "HA Restart Priority"),
        *("EFI Secure boot", "Firmware", "HW version", "Path", "Annotation", "Datacenter", "Cluster", "Host"),
        *(*SYSTEM, "Customization Info", "Guest Detailed Data", *LAST),
    ),
    "vCPU": ("VM", "Powerstate", "Template", "SRM Placeholder", "CPUs", "Sockets", "Cores p/s", *PLACE, *SYSTEM),
    "vMemory": ("VM", "Powerstate", "Template", "SRM Placeholder", "Size MiB", "Consumed", "Active", *PLACE, *SYSTEM),
    "vDisk": (
        *("VM", "Powerstate", "Template", "SRM Placeholder", "Disk", "Disk Key", "Disk UUID", "Disk Path"),
        *(
            "Capacity MiB",
            "Raw",
            "Disk Mode",
            "Sharing mode",
            "Thin",
            "Controller",
            *PLACE,
            *SYSTEM,
            "VM ID",
            "VM UUID",
        ),
    ),
    "vPartition": (
        *("VM", "Powerstate", "Template", "SRM Placeholder", "Disk Key", "Disk", "Capacity MiB", "Consumed MiB"),
        *("Free MiB", "Free %", *PLACE, *SYSTEM, "VM ID", "VM UUID"),
    ),
    "vNetwork": (
        *("VM", "Powerstate", "Template", "SRM Placeholder", "NIC label", "Adapter", "Network", "Switch", "Connected"),
        *(
            "Starts Connected",
            "Mac Address",
            "Type",
            "IPv4 Address",
            "IPv6 Address",
            *PLACE,
            *SYSTEM,
            "VM ID",
            "VM UUID",
        ),
    ),
    "vCluster": ("Name", "Config status", "OverallStatus", "NumHosts", "NumCpuCores", "TotalMemory", "HA enabled"),
    "vHost": (
        *("Host", "Datacenter", "Cluster", "Config status", "in Maintenance Mode", "CPU Model", "Speed"),
        *("HT Available", "HT Active", "# CPU", "Cores per CPU", "# Cores", "CPU usage %", "# Memory"),
        *("Memory usage %", "# NICs", "# HBAs", "# VMs total", "# VMs", "ESX Version", "Vendor", "Model"),
        *("Serial number", "Service tag", "Object ID", "UUID", "VI SDK Server", "VI SDK UUID"),
    ),
    "vDatastore": (
        *("Name", "Config status", "Address", "Accessible", "Type", "# VMs total", "# VMs", "Capacity MiB"),
        *("Provisioned MiB", "In Use MiB", "Free MiB", "Free %", "# Hosts", "Hosts", "Cluster name", "Version", "URL"),
    ),
    "vMultiPath": (
        *("Host", "Cluster", "Datacenter", "Datastore", "Disk", "Display name", "Policy", "Oper. State", "Path 1"),
        *("Queue depth", "Vendor", "Model", "Revision", "Level", "Serial #", "UUID"),
    ),
    "vLicense": ("Name", "Key", "Labels", "Cost Unit", "Total", "Used", "Expiration Date", "Features"),
}
Row = dict[str, object]


def workbook(site: str, found: list[Machine]) -> bytes:
    """The workbook of one site's vCenter. Names of columns that a row leaves out stay blank."""
    filled: dict[str, list[Row]] = {tab: [] for tab in TABS}
    chance = _chance(site)
    here = [machine for machine in found if machine.virtual and machine.site == site]
    stores = [row for row in rows(DATASTORES) if row["site"] == site]
    used: dict[str, int] = {row["name"]: 0 for row in stores}
    for number, machine in enumerate(here):
        archive = [row["name"] for row in stores if "ARCHIVE" in row["name"] and machine.name.startswith("wm-arch")]
        store = min(archive or [name for name in used if "ARCHIVE" not in name], key=used.__getitem__)
        used[store] += machine.used_gib
        _add_machine(filled, machine, number, store, chance)
    _add_hosts(filled, site, stores, len(here), chance)
    for row in stores:
        _add_datastore(filled, site, row["name"], used[row["name"]])
    filled["vLicense"].append({"Name": "vSphere 8 Enterprise Plus", "Cost Unit": "cpuPackage", "Total": 24, "Used": 24})
    return _xlsx(filled)


def _add_machine(filled: dict[str, list[Row]], machine: Machine, number: int, store: str, chance: Random) -> None:
    prefix, hosts, datacenter = HOSTS[machine.site]
    uuid, mac = _identity(chance)
    address = _address(machine.site, number)
    first: Row = {"VM": machine.name, "Powerstate": "poweredOn", "Template": "False", "SRM Placeholder": "False"}
    system = dict.fromkeys(SYSTEM, machine.system)
    host = f"{prefix}{number % hosts + 1:02d}.westmere.example"
    place = {"Datacenter": datacenter, "Cluster": f"{datacenter} Cluster", "Host": host} | system
    ids = {"VM ID": f"vm-{1000 + number}", "VM UUID": uuid}
    disks = _disks(machine)
    filled["vInfo"].append(
        first
        | place
        | ids
        | dict(zip(LAST[3:], SERVER_TYPE, strict=True))
        | {"DNS Name": f"{machine.name}.westmere.example", "Config status": "green", "Connection state": "connected"}
        | {"Guest state": "running", "Heartbeat": "green", "PowerOn": datetime(2026, 10, 3, 6, number % 60)}
        | {"Creation date": datetime(2017 + number % 6, 1 + number % 12, 14, 10, 0), "CPUs": machine.cpus}
        | {"Memory": machine.memory_gib * MIB, "NICs": 1, "Disks": len(disks), "SMBIOS UUID": uuid}
        | {"Total disk capacity MiB": machine.disk_gib * MIB, "Primary IP Address": address, "Network #1": "servers"}
        | {"Provisioned MiB": (machine.disk_gib + machine.memory_gib) * MIB, "In Use MiB": machine.used_gib * MIB}
        | {"Firmware": "bios", "HW version": 13, "Path": f"[{store}] {machine.name}/{machine.name}.vmx"}
    )
    filled["vCPU"].append(first | place | {"CPUs": machine.cpus, "Sockets": machine.cpus, "Cores p/s": 1})
    filled["vMemory"].append(first | place | {"Size MiB": machine.memory_gib * MIB})
    for index, (capacity, consumed) in enumerate(disks):
        path = f"[{store}] {machine.name}/{machine.name}{f'_{index}' if index else ''}.vmdk"
        disk = {"Disk": f"Hard disk {index + 1}", "Disk Key": 2000 + index, "Disk Path": path, "Thin": "True"}
        filled["vDisk"].append(first | place | ids | disk | {"Capacity MiB": capacity * MIB, "Raw": "False"})
        mount = "CDEFGH"[index] + ":\\" if "Windows" in machine.system else ("/", "/srv")[index]
        size = {"Capacity MiB": capacity * MIB, "Consumed MiB": consumed * MIB, "Free MiB": (capacity - consumed) * MIB}
        free = {"Free %": round(100 * (capacity - consumed) / capacity)}
        filled["vPartition"].append(first | place | ids | {"Disk": mount, "Disk Key": 2000 + index} | size | free)
    card = {"NIC label": "Network adapter 1", "Adapter": "Vmxnet3", "Network": "servers", "Connected": "True"}
    filled["vNetwork"].append(first | place | ids | card | {"Mac Address": mac, "IPv4 Address": address})


def addresses(found: list[Machine]) -> dict[str, str]:
    """The address of each virtual machine, by its name."""
    known = {}
    for site in HOSTS:
        here = [machine for machine in found if machine.virtual and machine.site == site]
        known |= {machine.name: _address(site, number) for number, machine in enumerate(here)}
    return known


def identities(found: list[Machine]) -> dict[str, tuple[str, str]]:
    """UUID and hardware address of each virtual machine, by its name."""
    known = {}
    for site in HOSTS:
        chance = _chance(site)
        known |= {machine.name: _identity(chance) for machine in found if machine.virtual and machine.site == site}
    return known


def _chance(site: str) -> Random:
    return Random(f"county {site}")


def _identity(chance: Random) -> tuple[str, str]:
    """UUID and hardware address of the next machine."""
    uuid = str(UUID(int=chance.getrandbits(128), version=4))
    return uuid, "00:50:56:" + ":".join(f"{chance.randrange(256):02x}" for _ in range(3))


def _address(site: str, number: int) -> str:
    return f"10.{20 if site == 'ch' else 40}.{number // 200 + 8}.{number % 200 + 20}"


def _disks(machine: Machine) -> list[tuple[int, int]]:
    """Capacity and used GiB of each disk: a system disk of 100 GiB, and one of data."""
    system = min(100, machine.disk_gib // 2)
    system_used = min(60, machine.used_gib // 2)
    return [(system, system_used), (machine.disk_gib - system, machine.used_gib - system_used)]


def _add_hosts(filled: dict[str, list[Row]], site: str, stores: list[dict[str, str]], vms: int, chance: Random) -> None:
    prefix, hosts, datacenter = HOSTS[site]
    arrays = {row["name"]: row for row in rows(ARRAYS)}
    place = {"Datacenter": datacenter, "Cluster": f"{datacenter} Cluster"}
    for number in range(1, hosts + 1):
        vendor, model, version = HOST_MODELS[number % len(HOST_MODELS)]
        host: Row = {"Host": f"{prefix}{number:02d}.westmere.example", **place}
        filled["vHost"].append(
            host
            | {"Config status": "green", "CPU Model": "Intel(R) Xeon(R) Gold 5218 CPU @ 2.30GHz", "Speed": 2295}
            | {"# CPU": 2, "Cores per CPU": 16, "# Cores": 32, "# Memory": 524288, "ESX Version": version}
            | {"# VMs total": vms // hosts, "# VMs": vms // hosts, "Vendor": vendor, "Model": model}
            | {"Serial number": f"CZ2{site.upper()}{4100 + number}", "Object ID": f"host-{100 + number}"}
            | {"UUID": str(UUID(int=chance.getrandbits(128), version=4))}
        )
        for row in stores:
            array = arrays[row["array"]]
            named = {"Vendor": array["vendor"], "Model": array["model"], "Serial #": array["serial"]}
            filled["vMultiPath"].append(host | {"Datastore": row["name"], "Oper. State": "ok"} | named)
    cluster = {"Name": f"{datacenter} Cluster", "NumHosts": hosts, "NumCpuCores": hosts * 32}
    filled["vCluster"].append(cluster | {"TotalMemory": hosts * 524288, "HA enabled": "True"})


def _add_datastore(filled: dict[str, list[Row]], site: str, name: str, used_gib: int) -> None:
    capacity = (used_gib * 5 // 4 // MIB + 1) * MIB
    sizes = {"Capacity MiB": capacity * MIB, "In Use MiB": used_gib * MIB, "Free MiB": (capacity - used_gib) * MIB}
    row: Row = {"Name": name, "Config status": "green", "Accessible": "True", "Type": "VMFS", "Version": "6.82"}
    filled["vDatastore"].append(row | sizes | {"# Hosts": HOSTS[site][1], "Cluster name": f"{HOSTS[site][2]} Cluster"})


def _xlsx(filled: dict[str, list[Row]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy/mm/dd hh:mm:ss"}) as book:
        book.set_properties({"created": EXPORTED, "author": "RVTools"})
        for tab, columns in TABS.items():
            sheet = book.add_worksheet(tab)
            sheet.write_row(0, 0, columns)
            for number, row in enumerate(filled[tab], start=1):
                assert row.keys() <= set(columns), f"{tab}: {sorted(row.keys() - set(columns))}"
                sheet.write_row(number, 0, [row.get(column) for column in columns])
    return out.getvalue()
