"""A server stays where it is, and Azure Arc shows it beside the others."""

from __future__ import annotations

from inventory.model import Server
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized

KIND = "arc"


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    return None if isinstance(workload.thing, Server) else "only servers are shown by Azure Arc"


def size(_workload: Workload, _region: str) -> Sized:
    """Nothing is built. What the server costs now stays in its contracts."""
    return Sized(size=None, lines=(), why="it stays where it is")
