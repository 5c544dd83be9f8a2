"""A web server becomes an App Service plan."""

from __future__ import annotations

from decimal import Decimal

from inventory.model import Server
from migration.design.operating_system import os_family
from migration.design.runs_on import Workload
from migration.design.virtual_machine import Sized
from migration.model import SkuLine

KIND = "app-service"
WEB_TRAITS = frozenset({"web", "stateless"})
"""Said by a person: the application server can run in an App Service."""


def fits(workload: Workload) -> str | None:
    """Why not, or None. Application servers fit only where the application is marked as web or stateless."""
    server = workload.thing
    if not isinstance(server, Server) or workload.role not in ("web", "app"):
        return "it is not a web or application server"
    if os_family(server) not in ("windows", "linux"):
        return "its operating system is not Windows or Linux, or not known"
    if workload.role == "app" and not WEB_TRAITS.intersection(workload.application.traits):
        return "it runs installed application software, and has no trait web or stateless"
    return None


def size(workload: Workload, _region: str) -> Sized:
    """One P0v3 instance for each processor of the server. The ratio is illustrative: load tests decide."""
    server = workload.thing
    assert isinstance(server, Server)
    os = "Windows" if os_family(server) == "windows" else "Linux"
    count = None if server.cpus is None else Decimal(max(1, server.cpus))
    line = SkuLine(sku=f"App Service P0v3 {os}", unit="hour", quantity=count, what="App Service plan")
    return Sized(
        size="P0v3" if count else None,
        lines=(line,),
        why="one small instance for each processor, illustrative" if count else "processors are not known",
    )
