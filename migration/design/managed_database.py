"""What the managed database services have in common: one engine each, paid by processors and by storage."""

from __future__ import annotations

from decimal import Decimal

from inventory.model import Database
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized
from migration.model import SkuLine
from safeio.values import value


@value
class Engine:
    """What one service takes, and its skus. `product` is the product line it runs; `service` is shown with costs."""

    product: str
    name: str
    service: str
    vcore_sku: str
    storage_sku: str


def why_not(workload: Workload, engine: Engine) -> str | None:
    """Why the service cannot take a workload, or None."""
    if not isinstance(workload.thing, Database):
        return "it is not a database"
    if workload.thing.product != engine.product:
        return f"{workload.thing.product or 'a database of unknown product'} is not {engine.name}"
    return None


def size_database(workload: Workload, engine: Engine) -> Sized:
    """The database's part of its server's processors, by the hour, and its size as storage, by the month.

    What is not known stays None: the size, or the quantity of a line.
    """
    assert isinstance(workload.thing, Database)
    cpus = _processors(workload)
    held = workload.thing.size_gib if workload.thing.size_gib is not None else workload.thing.used_gib
    return Sized(
        size=f"General Purpose {cpus} vCore" if cpus else None,
        lines=(
            SkuLine(sku=engine.vcore_sku, unit="hour", quantity=_quantity(cpus), what=engine.service),
            SkuLine(sku=engine.storage_sku, unit="month", quantity=_quantity(held), what="database storage"),
        ),
        why="its part of its server's processors" if cpus else "the processors of its server are not known",
    )


def _processors(workload: Workload) -> int | None:
    """An equal part of the server's processors, at least one. None where not known."""
    if workload.host is None or workload.host.cpus is None:
        return None
    return max(1, -(-workload.host.cpus // max(1, len(workload.databases))))


def _quantity(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
