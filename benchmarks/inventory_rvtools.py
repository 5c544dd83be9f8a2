"""How long the command takes, and how much memory, to import an RVTools workbook of 35,000 machines.

Then as-of queries on them, each by the whole command: what is out of support on another day.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from benchmarks.figures import figure
from cloud_unless.init import scaffold

MACHINES = 35_000
HOSTS = 700
SECONDS, MIB = 60, 1024  # the targets: RELIABILITY L-02 and L-03 ask as much of 100,000 rows
QUERY_SECONDS = 1
QUERIES = 5
SYSTEMS = (
    "Microsoft Windows Server 2016 (64-bit)",
    "Microsoft Windows Server 2019 (64-bit)",
    "Red Hat Enterprise Linux 7 (64-bit)",
    "Ubuntu Linux (64-bit)",
)
TABS: dict[str, tuple[str, ...]] = {
    "vInfo": (
        *("VM", "Powerstate", "Template", "SRM Placeholder", "DNS Name", "CPUs", "Memory", "NICs", "Disks"),
        *("Creation date", "Primary IP Address", "Provisioned MiB", "In Use MiB", "Annotation", "Datacenter"),
        *("Cluster", "Host", "OS according to the VMware Tools", "VM ID", "VM UUID"),
    ),
    "vDisk": ("VM", "Disk", "Disk Key", "Disk Path", "Capacity MiB", "Raw", "Thin", "Host", "VM ID", "VM UUID"),
    "vPartition": ("VM", "Disk", "Disk Key", "Capacity MiB", "Consumed MiB", "Free MiB", "Host", "VM ID", "VM UUID"),
    "vNetwork": ("VM", "NIC label", "Network", "Mac Address", "IPv4 Address", "Host", "VM ID", "VM UUID"),
    "vHost": ("Host", "Datacenter", "Cluster", "# CPU", "# Cores", "# Memory", "ESX Version", "Vendor", "Model"),
}


def main() -> int:
    """Build the workbook, import it once through the command, print the figures. Returns 1 when a target is missed."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "programme"
        scaffold(folder, date(2026, 11, 22))
        book = Path(place) / "rvtools.xlsx"
        write_workbook(book)
        figure("workbook", book.stat().st_size / 2**20, "MiB", None)
        kept = True
        for name in ("import", "estate"):
            files = [str(book)] if name == "import" else []
            seconds, mib, _ = _measured([name, *files, "--folder", str(folder), "--as-of", "2026-11-22"])
            kept &= figure(f"{name} of {MACHINES:,} machines", seconds, "s", SECONDS)
            kept &= figure(f"{name}: memory of the largest process", round(mib), "MiB", MIB)
        kept &= _queried(folder)
        figure("estate.db", (folder / "estate.db").stat().st_size / 2**20, "MiB", None)
    return 0 if kept else 1


def _queried(folder: Path) -> bool:
    """Ask on several later days what is out of support. The best counts: other work on the machine is not measured."""
    kept = True
    for name in ("unsupported", "servers"):
        line = ["estate", "--list", name, "--folder", str(folder), "--as-of"]
        taken = [_measured([*line, f"{2027 + number}-04-01"]) for number in range(QUERIES)]
        seconds, cpu = [one[0] for one in taken], min(one[2] for one in taken)
        target = QUERY_SECONDS if name == "unsupported" else None
        what = f"estate --list {name} --as-of, the whole command"
        kept &= figure(f"{what}, best of {QUERIES}", min(seconds), "s", target)
        figure(f"{what}, slowest of {QUERIES}", max(seconds), "s", None)
        figure(f"{what}, its CPU", cpu, "s", None)
    return kept


def write_workbook(path: Path) -> None:
    """A workbook of five tabs, with two disks, two partitions and one network card for each machine."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy/mm/dd hh:mm:ss"}) as book:
        for tab, columns in TABS.items():
            sheet = book.add_worksheet(tab)
            sheet.write_row(0, 0, columns)
            each = {"vDisk": 2, "vPartition": 2}.get(tab, 1)
            count = HOSTS if tab == "vHost" else MACHINES * each
            for row in range(count):
                sheet.write_row(row + 1, 0, _cells(tab, columns, row // each, row % each))


def _cells(tab: str, columns: tuple[str, ...], number: int, part: int) -> list[object]:
    name, host = f"vm{number:05d}", f"esx{number % HOSTS:03d}.county.example"
    known: dict[str, object] = {
        "VM": name,
        "Powerstate": "poweredOn" if number % 20 else "poweredOff",
        "Template": "False",
        "SRM Placeholder": "False",
        "DNS Name": f"{name}.county.example",
        "CPUs": 2 + number % 7,
        "Memory": 4096 * (1 + number % 8),
        "NICs": 1,
        "Disks": 2,
        "Creation date": datetime(2018 + number % 6, 1 + number % 12, 1 + number % 28),  # noqa: DTZ001 - as exported
        "Primary IP Address": f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}",
        "Provisioned MiB": 204_800,
        "In Use MiB": 61_440 + number,
        "Annotation": f"service {number % 400}",
        "Datacenter": f"site {number % 2}",
        "Cluster": f"cluster {number % 35}",
        "Host": host,
        "OS according to the VMware Tools": SYSTEMS[number % len(SYSTEMS)],
        "VM ID": f"vm-{number}",
        "VM UUID": f"42{number:06x}-0000-4000-8000-{number:012x}",
        "Disk": f"Hard disk {part + 1}" if tab == "vDisk" else "CD"[part] + ":\\",
        "Disk Key": 2000 + part,
        "Disk Path": f"[store{number % 90}] {name}/{name}_{part}.vmdk",
        "Capacity MiB": 102_400,
        "Consumed MiB": 40_960,
        "Free MiB": 61_440,
        "Raw": "False",
        "Thin": "True",
        "NIC label": "Network adapter 1",
        "Network": f"vlan{number % 60}",
        "Mac Address": "00:50:56:" + ":".join(f"{number:06x}"[at : at + 2] for at in (0, 2, 4)),
        "IPv4 Address": f"10.{number // 62500}.{number // 250 % 250}.{number % 250 + 1}",
        "# CPU": 2,
        "# Cores": 32,
        "# Memory": 524_288,
        "ESX Version": "VMware ESXi 7.0.3 build-21930508",
        "Vendor": "HPE",
        "Model": "ProLiant DL380 Gen10",
    }
    return [known[column] for column in columns]


def _measured(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds, MiB of the largest of the command's processes (what reads the workbook is its child), and seconds
    of CPU."""
    code = (
        "import json, resource, sys; from cloud_unless.app import main; code = main(sys.argv[2:]);"
        "most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN));"
        "open(sys.argv[1], 'w').write(str(most)); sys.exit(code)"
    )
    with tempfile.NamedTemporaryFile() as said:
        began = time.perf_counter()
        command = [sys.executable, "-c", code, said.name, *arguments]
        quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
        process = os.posix_spawn(sys.executable, command, os.environ, file_actions=quiet)
        _, status, used = os.wait4(process, 0)
        assert os.waitstatus_to_exitcode(status) == 0, f"{arguments[0]} ended with {status}"
        return time.perf_counter() - began, int(said.read()) / 1024, used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
