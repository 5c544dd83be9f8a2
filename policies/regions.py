"""Regions of Azure as people and services write them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from policies.values import is_unknown

PAIRS = {"uksouth": "ukwest", "ukwest": "uksouth"}
"""Where the service copies to when it is asked for copies in another region.

Source: Azure/terraform-azurerm-avm-utl-regions, list of 2026-08-21.
"""


@lru_cache(maxsize=1000)  # there are few, and every resource has one
def plain_region(found: str) -> str:
    """The name that Azure compares by: "UK South" is "uksouth"."""
    return "".join(found.split()).casefold()


def is_region(found: Any, regions: Collection[str]) -> bool | None:
    """Whether a value is one of the regions; None where it is not known, or is no text."""
    if is_unknown(found) or not isinstance(found, str):
        return None
    wanted = plain_region(found)
    return wanted in regions or any(plain_region(one) == wanted for one in regions)
