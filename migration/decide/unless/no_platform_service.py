"""No platform service can take what it runs on."""

from __future__ import annotations

from inventory.model import Application, Database
from migration.decide.facts import Facts
from migration.design.placing import PLATFORMS, by_database, platform_for
from migration.design.runs_on import Workload
from migration.design.targets import app_service, file_share
from migration.model import Evidence, Reason

ID = "no-platform-service"

BESIDE = ("batch", "other")
"""Roles that may stand on a virtual machine beside platform services."""


def reason(_application: Application, facts: Facts) -> Reason | None:
    """Blocks replatform when a web, application, database or file workload fits no platform service, or none is known.

    Batch and other workloads may go to a machine beside the services, so they do not block.
    """
    workloads = tuple(by_database(facts.runs.workloads))
    unfit = [w for w in workloads if platform_for(w) is None and w.role not in BESIDE]
    if any(platform_for(w) for w in workloads) and not unfit:
        return None
    return Reason(
        id=ID,
        blocks=("replatform",),
        says="no platform service fits " + (_named(unfit) if unfit else "what is known of it"),
        evidence=tuple(_why_not(workload, facts) for workload in unfit)
        or (Evidence(fact="it runs on nothing that a service could take", source="estate", seen_on=facts.seen_on),),
    )


def _named(workloads: list[Workload]) -> str:
    return ", ".join(sorted({workload.thing.name for workload in workloads if workload.thing}))


def _why_not(workload: Workload, facts: Facts) -> Evidence:
    assert workload.thing is not None, "a deployment is on a thing"
    source = workload.thing.said_by.get("product") or workload.thing.said_by.get("name") or "estate"
    return Evidence(fact=f"{workload.thing.name}: {_objection(workload)}", source=source, seen_on=facts.seen_on)


def _objection(workload: Workload) -> str:
    if isinstance(workload.thing, Database):
        return f"there is no platform service for {workload.thing.product or 'a database of unknown product'}"
    if workload.role == "database":
        return "it is a database server, and no database on it is known"
    if workload.role == "files":
        return file_share.fits(workload) or "it fits"
    if workload.role in ("web", "app"):
        return app_service.fits(workload) or "it fits"
    assert all(target.fits(workload) for target in PLATFORMS), "a workload that fits is not refused"
    return "its role is not known"
