"""The order of preference of "cloud, unless"."""

from __future__ import annotations

from inventory.model import Route

PREFERENCE: tuple[Route, ...] = ("retire", "replace", "replatform", "rehost", "retain")
"""Best first: stop using it, software as a service, platform service, virtual machine, stay."""


def is_worse(route: Route, other: Route) -> bool:
    """True when `route` stands after `other` in the order of preference."""
    return PREFERENCE.index(route) > PREFERENCE.index(other)
