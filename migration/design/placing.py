"""What each thing of an application becomes when the application takes its route."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from inventory.model import Database, Estate, Route, Server, Share
from migration.design.runs_on import RunsOn, Workload, runs_on
from migration.design.targets import TARGETS, Target, arc, saas
from migration.model import Disposition, Placement

PLATFORMS = tuple(target for target in TARGETS if target.platform)
MACHINES = tuple(target for target in TARGETS if target.machine)
BY_KIND = {target.kind: target for target in TARGETS}


def placements(disposition: Disposition, estate: Estate, region: str) -> tuple[Placement, ...]:
    """The placements of one application, sorted by thing and target. Retiring places nothing.

    Rehost: each server becomes a machine, with its databases on it; a share without a server becomes a file share.
    Replatform: databases, web servers and shares become platform services where one fits, the rest machines.
    Replace: one subscription, with the application's id as thing. Retain: the servers stay and are shown by Arc.
    """
    return place(disposition, runs_on(estate)[disposition.application_id], region)


def all_placements(
    dispositions: Iterable[Disposition], estate: Estate, region: str
) -> Mapping[str, tuple[Placement, ...]]:
    """The placements of every application by its id; the estate is indexed once."""
    index = runs_on(estate)
    return {d.application_id: place(d, index[d.application_id], region) for d in dispositions}


def place(disposition: Disposition, runs: RunsOn, region: str) -> tuple[Placement, ...]:
    """The placements of one application that is already looked up."""
    found: dict[tuple[str, str], Placement] = {}
    for target, workload in chosen(disposition.route, runs):
        made = placement(target, workload, region)
        found[made.thing_id, made.target_kind] = made
    return tuple(found[key] for key in sorted(found))


def placement(target: Target, workload: Workload, region: str) -> Placement:
    """What one thing of an application, or the application itself, becomes as this kind of target."""
    sized = target.size(workload, region)
    return Placement(
        thing_id=workload.thing.id if workload.thing else workload.application.id,
        application_id=workload.application.id,
        target_kind=target.kind,
        size=sized.size,
        lines=sized.lines,
        why=sized.why,
    )


def main_target(route: Route, runs: RunsOn) -> str | None:
    """The kind of target that most of an application's things become; None when it retires or nothing is known.

    For replatform the platform services count before machines. A tie goes to the kind that stands first in TARGETS.
    """
    kinds = Counter(target.kind for target, _ in chosen(route, runs))
    if route == "replatform" and any(BY_KIND[kind].platform for kind in kinds):
        kinds = Counter({kind: count for kind, count in kinds.items() if BY_KIND[kind].platform})
    order = {target.kind: number for number, target in enumerate(TARGETS)}
    return min(kinds, key=lambda kind: (-kinds[kind], order[kind]), default=None)


def chosen(route: Route, runs: RunsOn) -> Iterator[tuple[Target, Workload]]:
    """Each workload of an application with the target it goes to."""
    if route == "replace":
        yield BY_KIND[saas.KIND], Workload(application=runs.application)
    elif route == "retain":
        for workload in _on_servers(runs.workloads):
            yield BY_KIND[arc.KIND], workload
    elif route == "rehost":
        yield from _moved(runs.workloads)
    elif route == "replatform":
        for workload in by_database(runs.workloads):
            target = platform_for(workload)
            yield from [(target, workload)] if target else _moved((_left_on(workload),))


def _left_on(workload: Workload) -> Workload:
    """The workload with the databases that stay on its server: those that no platform service takes."""
    left = (one for one in workload.databases if platform_for(replace(workload, thing=one, role="database")) is None)
    return replace(workload, databases=tuple(left))


def platform_for(workload: Workload) -> Target | None:
    """The first platform service that can take a workload, or None."""
    return next((target for target in PLATFORMS if target.fits(workload) is None), None)


def _moved(workloads: Iterable[Workload]) -> Iterator[tuple[Target, Workload]]:
    for workload in _on_servers(workloads):
        target = next((target for target in MACHINES if target.fits(workload) is None), None)
        if target is not None:
            yield target, workload
    for workload in workloads:
        if isinstance(workload.thing, Share) and workload.host is None:
            target = platform_for(workload)
            assert target is not None, "a share always fits a file share"
            yield target, workload


def _on_servers(workloads: Iterable[Workload]) -> tuple[Workload, ...]:
    """One workload for each server: a database or share counts for the server it stands on.

    A database whose server is not known is kept as it is, so that its price is seen to be missing.
    """
    found: dict[str, Workload] = {}
    for workload in workloads:
        server = workload.host
        if server is None and isinstance(workload.thing, Database):
            found.setdefault(workload.thing.id, workload)
        if server is not None:
            held = found.get(server.id)
            production = workload.production or (held is not None and held.production)
            found[server.id] = Workload(
                application=workload.application,
                thing=server,
                role=workload.role if held is None or workload.role == "database" else held.role,
                production=production,
                host=server,
                databases=workload.databases,
            )
    return tuple(found[key] for key in sorted(found))


def by_database(workloads: Iterable[Workload]) -> Iterator[Workload]:
    """Workloads with a database server's place taken by the databases on it, where they are known."""
    named = {w.thing.parent_id for w in workloads if isinstance(w.thing, Database)}
    for workload in workloads:
        server = workload.thing
        split = isinstance(server, Server) and workload.role == "database" and workload.databases
        if not split:
            yield workload
        elif isinstance(server, Server) and server.id not in named:
            for database in workload.databases:
                yield Workload(
                    application=workload.application,
                    thing=database,
                    role="database",
                    production=workload.production,
                    host=server,
                    databases=workload.databases,
                )
