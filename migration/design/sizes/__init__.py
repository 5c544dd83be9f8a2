"""The machine and disk sizes this product chooses from. tools/price_tables.py makes the two tables."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from safeio.values import value

VmFamily = Literal["burstable", "general", "memory"]
DiskFamily = Literal["premium", "standard"]


@value
class VmSize:
    """An Azure machine size, and the regions that offer it."""

    name: str
    family: VmFamily
    vcpu: int
    memory_mib: int
    regions: tuple[str, ...]


@value
class DiskTier:
    """A managed disk of a fixed size and price, kept three times in one data centre (LRS)."""

    name: str
    family: DiskFamily
    size_gib: int


@lru_cache(maxsize=1)
def vm_sizes() -> tuple[VmSize, ...]:
    """Sizes of the Bsv2, Dsv5 and Esv5 families, smallest first: fewest processors, then least memory."""
    found = [
        VmSize(
            name=row["size"],
            family=_vm_family(row["family"]),
            vcpu=int(row["vcpu"]),
            memory_mib=int(row["memory_mib"]),
            regions=tuple(row["regions"].split(";")),
        )
        for row in _rows("vm_sizes.csv")
    ]
    return tuple(sorted(found, key=lambda size: (size.vcpu, size.memory_mib, size.name)))


@lru_cache(maxsize=2)
def disk_tiers(family: DiskFamily) -> tuple[DiskTier, ...]:
    """The tiers of one disk family, smallest first. Premium are the P tiers, standard the E (solid-state) tiers."""
    found = [
        DiskTier(name=row["tier"], family=family, size_gib=int(row["size_gib"]))
        for row in _rows("disk_tiers.csv")
        if row["family"] == family
    ]
    return tuple(sorted(found, key=lambda tier: tier.size_gib))


def _vm_family(text: str) -> VmFamily:
    assert text in ("burstable", "general", "memory"), text
    return text  # type: ignore[return-value]


def _rows(name: str) -> csv.DictReader[str]:
    return csv.DictReader((files(__package__) / name).read_text(encoding="utf-8").splitlines())
