"""A Windows server with Microsoft SQL Server on it becomes an Azure machine that Azure knows as one with SQL Server."""

from __future__ import annotations

from migration.design.runs_on import Workload
from migration.design.targets import sql_database, windows_vm
from migration.design.virtual_machine import Sized, size_machine

KIND = "sql-vm"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    products = {one.product for one in workload.databases}
    if sql_database.ENGINE.product not in products:
        return f"no {sql_database.ENGINE.name} is known on it"
    return windows_vm.fits(workload)


def size(workload: Workload, region: str) -> Sized:
    """The machine with its Windows licence in the price; the licence of SQL Server is brought along."""
    return size_machine(workload, "Windows", region)
