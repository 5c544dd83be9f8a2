"""Servers on which people work at a desktop become a pool of Azure Virtual Desktop."""

from __future__ import annotations

from inventory.model import Server
from migration.design.operating_system import os_family
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized
from migration.model import SkuLine

KIND = "virtual-desktop"
TRAIT = "desktops"
"""Said by a person: people sign in to its servers and work there."""


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    server = workload.thing
    if TRAIT not in workload.application.traits:
        return f"its application has no trait {TRAIT}"
    if not isinstance(server, Server) or workload.role not in ("app", "web"):
        return "it is not a server that people work on"
    return None if os_family(server) == "windows" else "it is not known to run Windows"


def size(_workload: Workload, _region: str) -> Sized:
    """The pool itself costs nothing. Its hosts come from an image of the council, so how many there are is not known
    yet: a price by the month is taken for each server whose people they take over, and one by the person by nobody."""
    line = SkuLine(sku="Virtual Desktop session hosts", unit="user-month", quantity=None, what="session hosts")
    return Sized(size=None, lines=(line,), why="how many people a host takes is not known before it is tried")
