"""A Microsoft SQL Server database becomes Azure SQL Database."""

from __future__ import annotations

from inventory.model import Database
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized, counted, processors
from migration.model import SkuLine

KIND = "sql-database"
PRODUCT = "mssqlserver"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    if not isinstance(workload.thing, Database):
        return "it is not a database"
    if workload.thing.product != PRODUCT:
        return f"{workload.thing.product or 'a database of unknown product'} is not Microsoft SQL Server"
    return None


def size(workload: Workload, _region: str) -> Sized:
    """The database's part of its server's processors, and its size as storage. The list prices have neither."""
    assert isinstance(workload.thing, Database)
    cpus = processors(workload)
    held = workload.thing.size_gib if workload.thing.size_gib is not None else workload.thing.used_gib
    return Sized(
        size=f"General Purpose {cpus} vCore" if cpus else None,
        lines=(
            SkuLine(sku="SQL Database vCore", unit="hour", quantity=counted(cpus), what="Azure SQL Database"),
            SkuLine(sku="SQL Database Storage GB", unit="month", quantity=counted(held), what="database storage"),
        ),
        why="its part of its server's processors" if cpus else "the processors of its server are not known",
    )
