"""A file share, or a server that only holds files, becomes a share in Azure Files."""

from __future__ import annotations

from decimal import Decimal

from inventory.model import Server, Share
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized, held_gib
from migration.model import SkuLine

KIND = "file-share"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    files = isinstance(workload.thing, Server) and workload.role == "files"
    return None if files or isinstance(workload.thing, Share) else "it is not a file share"


def size(workload: Workload, _region: str) -> Sized:
    """The data it holds now. The list prices have no Azure Files: without an allowance the price is not known."""
    return sized_by_data(workload, "Azure Files GB", "file share")


def sized_by_data(workload: Workload, sku: str, what: str) -> Sized:
    """What is paid by the gigabyte a month: as much as it holds now."""
    found = held(workload.thing)
    quantity = None if found is None else Decimal(found)
    line = SkuLine(sku=sku, unit="month", quantity=quantity, what=what)
    return Sized(
        size=None, lines=(line,), why="the data it holds now" if found is not None else "its size is not known"
    )


def held(thing: object) -> int | None:
    """The data in GiB that a file server or a share holds, else its size; None where neither is known."""
    if isinstance(thing, Server):
        return held_gib(thing)
    assert isinstance(thing, Share)
    return thing.used_gib if thing.used_gib is not None else thing.size_gib
