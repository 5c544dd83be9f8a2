"""What each application runs on: its deployments with the servers, databases and shares they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from inventory.model import ENVIRONMENTS, Application, Database, Deployment, Estate, Server, Share
from safeio.values import value


@value
class Workload:
    """One thing of an application in one role: what a target is asked to take.

    `thing` is None where the application as a whole is meant (a service that replaces it). `host` is the server a
    database stands on; for a server it is the server itself. `databases` are those on the host. `production` is
    True unless the environment is known to be another.
    """

    application: Application
    thing: Server | Database | Share | None = None
    role: str | None = None
    production: bool = True
    host: Server | None = None
    databases: tuple[Database, ...] = ()


@value
class RunsOn:
    """An application's workloads, sorted by thing and role, and its deployments."""

    application: Application
    workloads: tuple[Workload, ...] = ()
    deployments: tuple[Deployment, ...] = ()


def runs_on(estate: Estate) -> Mapping[str, RunsOn]:
    """Every application of the estate by id. Deployments on things that are not known are left out."""
    servers = {server.id: server for server in estate.servers}
    things: dict[str, Server | Database | Share] = {
        **servers,
        **{database.id: database for database in estate.databases},
        **{share.id: share for share in estate.shares},
    }
    databases: dict[str, list[Database]] = defaultdict(list)
    for database in estate.databases:
        databases[database.parent_id or ""].append(database)
    deployed: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in estate.deployments:
        if deployment.thing_id in things:
            deployed[deployment.application_id].append(deployment)
    return {
        application.id: RunsOn(
            application=application,
            workloads=_workloads(application, deployed[application.id], things, servers, databases),
            deployments=tuple(sorted(deployed[application.id], key=lambda d: d.id)),
        )
        for application in estate.applications
    }


def _workloads(
    application: Application,
    deployments: list[Deployment],
    things: Mapping[str, Server | Database | Share],
    servers: Mapping[str, Server],
    databases: Mapping[str, list[Database]],
) -> tuple[Workload, ...]:
    found: dict[tuple[str, str], Workload] = {}
    for deployment in deployments:
        thing = things[deployment.thing_id]
        host = thing if isinstance(thing, Server) else servers.get(thing.parent_id or "")
        workload = Workload(
            application=application,
            thing=thing,
            role=deployment.role,
            production=_in_production(deployment, host),
            host=host,
            databases=tuple(databases.get(host.id, ())) if host else (),
        )
        key = (thing.id, deployment.role or "")
        # Several organisations may deploy one thing in one role; production of any of them counts.
        if key not in found or workload.production:
            found[key] = workload
    return tuple(found[key] for key in sorted(found))


def _in_production(deployment: Deployment, host: Server | None) -> bool:
    said = deployment.environment or (host.environment if host else None)
    return (said or "").casefold() not in ENVIRONMENTS
