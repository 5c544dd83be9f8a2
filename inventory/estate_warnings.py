"""What an estate holds that its owner should look at: idle applications, ended contracts, applications in a circle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from inventory.model import Contract, Covering, Estate, Server, Warned


def estate_warnings(estate: Estate, as_of: date) -> tuple[Warned, ...]:
    """All warnings of the estate: those that merging found, and the contracts that are over on `as_of`."""
    return (*estate.warnings, *ended_contracts(estate.contracts, as_of))


def lasting_warnings(estate: Estate) -> tuple[Warned, ...]:
    """The warnings that hold on any day; `merge` puts them in the estate."""
    return (*_idle_applications(estate), *_circles(estate))


def unused_servers(estate: Estate) -> tuple[Server, ...]:
    """The servers on which no application is known to run, neither on them nor on a database or share of theirs."""
    used = {deployment.thing_id for deployment in estate.deployments}
    used |= {thing.parent_id for thing in (*estate.databases, *estate.shares) if thing.id in used and thing.parent_id}
    return tuple(server for server in estate.servers if server.id not in used)


def ended_contracts(contracts: Iterable[Contract | Covering], as_of: date) -> tuple[Warned, ...]:
    """A warning for each contract that is over on `as_of`."""
    return tuple(
        Warned(
            where=f"contract {contract.id}",
            message=f"it ended on {contract.ends.isoformat()}, so it covers nothing on {as_of.isoformat()}",
            remedy="Renew it, or delete it from contracts.csv if it was replaced.",
        )
        for contract in contracts
        if contract.ends is not None and contract.ends < as_of
    )


def _idle_applications(estate: Estate) -> list[Warned]:
    running = {deployment.application_id for deployment in estate.deployments}
    return [
        Warned(
            where=f"application {application.id}",
            message="it runs on no server, database or share",
            remedy="Add it to deployments.csv. Leave it so if it is a service that runs elsewhere.",
        )
        for application in estate.applications
        if application.id not in running
    ]


def _circles(estate: Estate) -> list[Warned]:
    """Applications that feed each other in a circle. An interface in both directions is no circle by itself."""
    import rustworkx

    graph: rustworkx.PyDiGraph[str, None] = rustworkx.PyDiGraph()
    at = {application.id: graph.add_node(application.id) for application in estate.applications}
    for interface in estate.interfaces:
        giver, taker = at[interface.from_application], at[interface.to_application]
        if interface.direction == "in":
            giver, taker = taker, giver
        graph.add_edge(giver, taker, None)
    circles = [sorted(graph[node] for node in part) for part in rustworkx.strongly_connected_components(graph)]
    return [
        Warned(
            where=f"application {circle[0]}",
            message=f"{len(circle)} applications feed each other in a circle: {', '.join(circle[:10])}",
            remedy="Nothing has to be done. Where the interfaces are strong, they move together.",
        )
        for circle in sorted(circles)
        if len(circle) > 1
    ]
