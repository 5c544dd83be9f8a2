"""A PostgreSQL database becomes Azure Database for PostgreSQL, flexible server."""

from __future__ import annotations

from migration.design.managed_database import Engine, size_database, why_not
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized

KIND = "postgresql-flexible"
ENGINE = Engine(
    product="postgresql",
    name="PostgreSQL",
    service="PostgreSQL",
    vcore_sku="PostgreSQL Flexible Server vCore",
    storage_sku="PostgreSQL Flexible Server Storage GB",
)


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    return why_not(workload, ENGINE)


def size(workload: Workload, _region: str) -> Sized:
    """Processors and storage as `size_database` says.

    The list prices have the storage, and no processors but burstable ones, which are not meant for production.
    """
    return size_database(workload, ENGINE)
