"""It runs on an operating system for which Azure has no machines."""

from __future__ import annotations

from inventory.model import Application, Server
from migration.decide.facts import Facts
from migration.design.operating_system import os_family
from migration.model import Evidence, Reason

ID = "unsupported-platform"


def reason(_application: Application, facts: Facts) -> Reason | None:
    """Blocks replatform and rehost when any of its servers runs a system such as Solaris or AIX."""
    hosts = {w.host.id: w.host for w in facts.runs.workloads if w.host and os_family(w.host) == "not-in-azure"}
    if not hosts:
        return None
    return Reason(
        id=ID,
        blocks=("replatform", "rehost"),
        says="Azure has no machines for the operating system of " + ", ".join(host.name for host in hosts.values()),
        evidence=tuple(_quoted(host, facts) for host in hosts.values()),
    )


def _quoted(server: Server, facts: Facts) -> Evidence:
    source = server.said_by.get("os_name") or server.said_by.get("product") or "estate"
    return Evidence(fact=f"{server.name} runs {server.os_name or server.product}", source=source, seen_on=facts.seen_on)
