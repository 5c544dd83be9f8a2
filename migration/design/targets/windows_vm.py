"""A server becomes an Azure machine with Windows."""

from __future__ import annotations

from migration.design.operating_system import os_family
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized, size_machine

KIND = "windows-vm"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    if workload.host is None:
        return "there is no server to move"
    if os_family(workload.host) == "windows":
        return None
    return f"{workload.host.name} is not known to run Windows"


def size(workload: Workload, region: str) -> Sized:
    """The machine with its Windows licence in the price; licences the council owns are not counted against it."""
    return size_machine(workload, "Windows", region)
