"""The files a new user has before the first day: small ones, as RVTools and Pulumi write them."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

MACHINES = (
    ("LIB-APP01", "poweredOn", "Microsoft Windows Server 2012 R2 (64-bit)"),
    ("LIB-DB01", "poweredOn", "Microsoft Windows Server 2016 (64-bit)"),
    ("GIS-WEB01", "poweredOn", "Ubuntu Linux (64-bit)"),
    ("DOOR01", "poweredOn", "Microsoft Windows Server 2019 (64-bit)"),
    ("OLD-TEST", "poweredOff", "Microsoft Windows Server 2008 R2 (64-bit)"),
)
HEADER = ("VM", "Powerstate", "OS according to the configuration file", "Template", "CPUs", "Memory")
HEADER += ("Provisioned MiB", "In Use MiB", "Datacenter", "Cluster", "Host", "VM ID")


def rvtools(path: Path) -> None:
    """An RVTools workbook of five machines on one host."""
    rest = ("False", 2, 4096, 102400, 51201, "North", "Gold", "esx1")
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("vInfo")
        for row, cells in enumerate((HEADER, *((*machine, *rest, f"vm-{n}") for n, machine in enumerate(MACHINES)))):
            sheet.write_row(row, 0, cells)
