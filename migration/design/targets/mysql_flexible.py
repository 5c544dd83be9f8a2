"""A MySQL database becomes Azure Database for MySQL, flexible server."""

from __future__ import annotations

from migration.design.managed_database import Engine, size_database, why_not
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized

KIND = "mysql-flexible"
ENGINE = Engine(
    product="mysql",
    name="MySQL",
    service="MySQL",
    vcore_sku="MySQL Flexible Server vCore",
    storage_sku="MySQL Flexible Server Storage GB",
)


def fits(workload: Workload) -> str | None:
    """Why not, or None. MariaDB is another product, which this service does not run."""
    return why_not(workload, ENGINE)


def size(workload: Workload, _region: str) -> Sized:
    """Processors and storage as `size_database` says. The list prices have neither."""
    return size_database(workload, ENGINE)
