"""The files a new user has before the first day: small ones, as RVTools and Pulumi write them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from cloud_unless.app import main
from cloud_unless.init import scaffold
from tests.docs.guide_steps import WriteFile, steps
from tests.docs.new_user import AS_OF, GUIDES

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


def _step(name: str, token: str, inputs: dict[str, Any]) -> dict[str, Any]:
    urn = f"urn:pulumi:prod::documents::{token}::{name}"
    custom = not token.startswith("pulumi:pulumi:")
    state = {"urn": urn, "type": token, "custom": custom, "inputs": inputs}
    return {"op": "create", "urn": urn, "newState": state}


def pulumi_preview(path: Path) -> None:
    """What `pulumi preview --json --show-sames` prints for a small program with two faults in it."""
    place = {"location": "uksouth", "resourceGroupName": "rg-documents"}
    open_port = {
        "access": "Allow",
        "direction": "Inbound",
        "protocol": "Tcp",
        "sourceAddressPrefix": "*",
        "destinationPortRange": "3389",
        "priority": 100,
    }
    steps = [
        _step("documents-prod", "pulumi:pulumi:Stack", {}),
        _step("documents", "azure-native:resources:ResourceGroup", {"location": "uksouth"}),
        _step("scans", "azure-native:storage:StorageAccount", {**place, "allowBlobPublicAccess": True}),
        _step("remote-desktop", "azure-native:network:SecurityRule", {**place, **open_port}),
    ]
    path.write_text(json.dumps({"steps": steps, "changeSummary": {"create": len(steps)}}), encoding="utf-8")


def handed_over(folder: Path) -> None:
    """The programme folder as the migration lead hands it over: with the files of their guide, and a plan."""
    scaffold(folder, date.fromisoformat(AS_OF))
    for register in folder.glob("*.csv"):
        register.write_text(register.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    rvtools(folder / "rvtools.xlsx")
    for step in steps((GUIDES / "migration-lead.md").read_text(encoding="utf-8")):
        if isinstance(step, WriteFile):
            (folder / step.name).write_text(step.text, encoding="utf-8")
    for command in ("import", "estate", "assess", "plan"):
        assert main([command, "--folder", str(folder), "--as-of", AS_OF]) == 0
