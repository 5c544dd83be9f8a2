"""A server becomes an Azure machine with Linux."""

from __future__ import annotations

from migration.design.operating_system import os_family
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized, size_machine

KIND = "linux-vm"


def fits(workload: Workload) -> str | None:
    """Why not, or None. A server whose operating system is not known is taken, and its size says so."""
    if workload.host is None:
        return None if workload.thing is not None else "there is no server to move"
    family = os_family(workload.host)
    if family == "not-in-azure":
        return f"Azure has no machines for {workload.host.os_name or workload.host.product}"
    return f"{workload.host.name} runs Windows" if family == "windows" else None


def size(workload: Workload, region: str) -> Sized:
    """The machine without a paid Linux subscription: Red Hat and SUSE are charged apart."""
    return size_machine(workload, "Linux", region)
