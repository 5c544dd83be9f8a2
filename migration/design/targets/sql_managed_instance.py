"""A Microsoft SQL Server database that needs a whole instance becomes a part of Azure SQL Managed Instance."""

from __future__ import annotations

from migration.design.managed_database import Engine, size_database, why_not
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized

KIND = "sql-managed-instance"
TRAIT = "sql-instance"
"""Said by a person: it uses what only a whole instance has."""

ENGINE = Engine(
    product="mssqlserver",
    name="Microsoft SQL Server",
    service="SQL Managed Instance",
    vcore_sku="SQL Managed Instance vCore",
    storage_sku="SQL Managed Instance Storage GB",
)


def fits(workload: Workload) -> str | None:
    """Why not, or None. Where nobody says that it needs an instance, the cheaper single database is tried."""
    if TRAIT not in workload.application.traits:
        return f"its application has no trait {TRAIT}"
    return why_not(workload, ENGINE)


def size(workload: Workload, _region: str) -> Sized:
    """Processors and storage as `size_database` says. The list price of a processor is without the licence."""
    return size_database(workload, ENGINE)
