"""A Microsoft SQL Server database becomes Azure SQL Database."""

from __future__ import annotations

from migration.design.managed_database import Engine, size_database, why_not
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized

KIND = "sql-database"
ENGINE = Engine(
    product="mssqlserver",
    name="Microsoft SQL Server",
    service="Azure SQL Database",
    vcore_sku="SQL Database vCore",
    storage_sku="SQL Database Storage GB",
)


def fits(workload: Workload) -> str | None:
    """Why not, or None. What needs a whole instance, as a person says, goes to SQL Managed Instance before."""
    return why_not(workload, ENGINE)


def size(workload: Workload, _region: str) -> Sized:
    """Processors and storage as `size_database` says. The list prices have neither."""
    return size_database(workload, ENGINE)
