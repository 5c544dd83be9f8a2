"""Which applications move on one day: those that share a server or database, are strongly coupled, or form a cycle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

import rustworkx

from inventory.model import Database, Estate, Route, Server, Share
from migration.model import Disposition, MoveGroup
from migration.plan.footprint import Footprint, footprint
from migration.plan.traffic import orders_moves, seen_words

COPIES_SERVERS: tuple[Route, ...] = ("rehost", "replatform")
"""Routes that copy whole servers; `replace` copies only databases and shares, `retire` nothing."""

MOST_NAMED = 12
"""Applications named in one reason. A circle of hundreds would fill a page; the group lists them all."""


def move_groups(
    estate: Estate, dispositions: Iterable[Disposition], left_last: Collection[str] = ()
) -> tuple[MoveGroup, ...]:
    """Group every application that does not stay. An application that stays binds no other to itself.

    Cycles among applications become one group, because no order of separate moves would keep
    "dependencies before dependants". `left_last` are applications that move after all others: nothing waits for them.
    """
    routes = {d.application_id: d.route for d in dispositions}
    moving = sorted(a.id for a in estate.applications if routes.get(a.id, "retain") != "retain")
    reasons: dict[frozenset[str], set[str]] = defaultdict(set)
    stand = footprint(estate)
    for pair, why in (*_shared_things(stand, moving), *_strong_pairs(estate, moving)):
        reasons[pair].add(why)
    groups = _joined(moving, reasons)
    for cycle in _cycles(estate, groups, left_last):
        names = sorted(set().union(*cycle))
        reasons[frozenset(names)].add(f"these depend on each other in a circle: {_listed(names)}")
        groups = _joined(moving, reasons)
    together = _why_together(groups, reasons)
    return tuple(_group(members, together[members], routes, stand) for members in groups)


def orders(
    estate: Estate, groups: Iterable[Iterable[str]], left_last: Collection[str] = ()
) -> tuple[tuple[int, int], ...]:
    """Pairs (earlier, later) of group positions: what an application calls moves no later than the caller.

    Interfaces that nobody declared give no order, see `orders_moves`; nor do those of other applications to what is
    left last.
    """
    place = {app: n for n, members in enumerate(groups) for app in members}
    pairs = set()
    for interface in filter(orders_moves, estate.interfaces):
        if interface.to_application in left_last and interface.from_application not in left_last:
            continue
        caller, called = place.get(interface.from_application), place.get(interface.to_application)
        if caller is not None and called is not None and caller != called:
            pairs.add((called, caller))
    return tuple(sorted(pairs))


def _shared_things(stand: Footprint, moving: list[str]) -> Iterable[tuple[frozenset[str], str]]:
    apps_on: dict[str, set[str]] = defaultdict(set)
    for app in moving:
        for thing_id in (*stand.servers(app), *stand.deployed.get(app, ())):
            apps_on[thing_id].add(app)
    for thing_id in sorted(apps_on):
        thing, apps = stand.things.get(thing_id), apps_on[thing_id]
        if thing is not None and len(apps) > 1:
            noun = {Server: "the server", Database: "the database", Share: "the share"}.get(type(thing), "the thing")
            yield frozenset(apps), f"{_listed(sorted(apps))} share {noun} {thing.name}"


def _listed(names: list[str]) -> str:
    """The names, the first of many."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _strong_pairs(estate: Estate, moving: list[str]) -> Iterable[tuple[frozenset[str], str]]:
    known = set(moving)
    for interface in estate.interfaces:
        pair = frozenset((interface.from_application, interface.to_application))
        if interface.coupling == "strong" and len(pair) == 2 and pair <= known:
            seen = f"; {seen_words(interface)}" if interface.observed else ""
            yield pair, f"{' and '.join(sorted(pair))} are strongly coupled ({interface.kind or 'interface'}{seen})"


def _joined(moving: list[str], reasons: Iterable[frozenset[str]]) -> list[tuple[str, ...]]:
    graph = rustworkx.PyGraph()
    nodes = dict(zip(moving, graph.add_nodes_from(moving), strict=True))
    for members in reasons:
        first, *rest = sorted(members)
        graph.add_edges_from_no_data([(nodes[first], nodes[other]) for other in rest])
    parts = [tuple(sorted(graph[n] for n in part)) for part in rustworkx.connected_components(graph)]
    return sorted(parts)


def _cycles(estate: Estate, groups: list[tuple[str, ...]], left_last: Collection[str]) -> list[list[tuple[str, ...]]]:
    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(groups)))
    graph.add_edges_from_no_data(list(orders(estate, groups, left_last)))
    parts = rustworkx.strongly_connected_components(graph)
    return [[groups[n] for n in sorted(part)] for part in sorted(map(sorted, parts)) if len(part) > 1]


def _why_together(
    groups: list[tuple[str, ...]], reasons: dict[frozenset[str], set[str]]
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What ties each group together. All that a reason names is in one group."""
    place = {app: members for members in groups for app in members}
    found: dict[tuple[str, ...], set[str]] = {members: set() for members in groups}
    for names, texts in reasons.items():
        found[place[min(names)]] |= texts
    return {members: tuple(sorted(texts)) for members, texts in found.items()}


def _group(members: tuple[str, ...], why: tuple[str, ...], routes: dict[str, Route], stand: Footprint) -> MoveGroup:
    things: set[str] = set()
    for app in members:
        things |= {*stand.deployed.get(app, ()), *stand.servers(app)}
    staying = {t for t in things if any(routes.get(user, "retain") == "retain" for user in stand.users.get(t, ()))}
    return MoveGroup(
        id=members[0] if len(members) == 1 else f"{members[0]}-and-{len(members) - 1}-more",
        application_ids=members,
        thing_ids=tuple(sorted(things - staying)),
        data_gib=_data_gib(members, routes, stand),
        why_together=why,
    )


def _data_gib(members: tuple[str, ...], routes: dict[str, Route], stand: Footprint) -> int | None:
    """What goes over the link, each thing once. None when the size of any of it is not known."""
    copied: dict[str, int | None] = {}
    for app in members:
        servers = stand.servers(app) if routes[app] in COPIES_SERVERS else ()
        for server_id in servers:
            server = stand.things[server_id]
            assert isinstance(server, Server)
            copied[server_id] = server.used_gib if server.used_gib is not None else server.disk_gib
        for thing_id in stand.deployed.get(app, ()):
            thing = stand.things.get(thing_id)
            held = isinstance(thing, Database | Share) and routes[app] != "retire"
            if held and isinstance(thing, Database | Share) and thing.parent_id not in copied:
                copied[thing_id] = thing.used_gib if thing.used_gib is not None else thing.size_gib
    sizes = list(copied.values())
    return None if any(size is None for size in sizes) else sum(size for size in sizes if size is not None)
