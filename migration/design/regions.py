"""The Azure regions this product builds in: their short names, zones and pairs."""

from __future__ import annotations

from safeio.values import value


@value
class Region:
    """A region. `short` stands in names, `zones` are its availability zones (empty: it has none)."""

    name: str
    short: str
    zones: tuple[str, ...]
    pair: str


# Source: Azure/terraform-azurerm-avm-utl-regions, cached list of ARM locations, 9064b20b of 2026-08-21. Only the United
# Kingdom: personal data stays there.
REGIONS: tuple[Region, ...] = (
    Region(name="uksouth", short="uks", zones=("1", "2", "3"), pair="ukwest"),
    Region(name="ukwest", short="ukw", zones=(), pair="uksouth"),
)

_BY_NAME = {region.name: region for region in REGIONS}


def region_of(name: str) -> Region:
    """A region by its Azure name. It has been checked to be one of REGIONS."""
    return _BY_NAME[name]
