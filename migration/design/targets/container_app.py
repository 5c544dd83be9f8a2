"""A server whose application comes as container images becomes an app in Azure Container Apps."""

from __future__ import annotations

from decimal import Decimal

from inventory.model import Server
from migration.design.operating_system import os_family
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized
from migration.model import SkuLine

KIND = "container-app"
TRAIT = "containers"
"""Said by a person: its supplier, or the council, builds it as container images for Linux."""


def fits(workload: Workload) -> str | None:
    """Why not, or None."""
    server = workload.thing
    if TRAIT not in workload.application.traits:
        return f"its application has no trait {TRAIT}"
    if not isinstance(server, Server) or workload.role not in ("web", "app"):
        return "it is not a web or application server"
    return None if os_family(server) == "linux" else "it is not known to run Linux, which container images are for"


def size(workload: Workload, _region: str) -> Sized:
    """The processors of the server. The ratio is illustrative: load tests decide. There is no list price."""
    server = workload.thing
    assert isinstance(server, Server)
    count = None if server.cpus is None else Decimal(max(1, server.cpus))
    line = SkuLine(sku="Container Apps vCPU", unit="hour", quantity=count, what="Container Apps")
    return Sized(
        size="Consumption" if count else None,
        lines=(line,),
        why="as many processors as the server has, illustrative" if count else "processors are not known",
    )
