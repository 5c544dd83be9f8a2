"""Where a large group would part: the interfaces that tie two halves of it, as few as could be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import rustworkx

from inventory.model import Interface
from migration.model import MoveGroup
from migration.plan.footprint import Footprint
from migration.plan.halves import Graph
from migration.plan.parting import parted
from migration.plan.traffic import orders_moves

LARGE = 8
"""Of a group of so many applications it is told where it would part: so much at once is a risk of its own."""

HALF_PERCENT = 60
"""Neither half has more of the servers than this, where what shares a thing allows it."""

STRONG, ORDER = 2, 1
"""What cutting an interface counts. Of those that only give an order, as a rule half bind: those of one direction."""

_MOST_NAMED = 5


@dataclass(frozen=True)
class Split:
    """Two sets of applications, and the interfaces that alone keep them in one group."""

    one: tuple[str, ...]
    other: tuple[str, ...]
    interfaces: tuple[Interface, ...]


def split(group: MoveGroup, interfaces: Iterable[Interface], stand: Footprint) -> Split | None:
    """The halves of a group with the least between them. None where all of it shares its things."""
    inside = set(group.application_ids)
    across = [i for i in interfaces if {i.from_application, i.to_application} <= inside and _binds(i)]
    bundles = _bundles(group.application_ids, stand)
    if len(bundles) < 2:
        return None
    graph = _graph(bundles, across, stand)
    whole = sum(graph.weights)
    half = parted(graph, 2, min(whole - 1, max(*graph.weights, -(-whole * HALF_PERCENT // 100))))
    side = {app: at for members, at in zip(bundles, half, strict=True) for app in members}
    if len(set(half)) < 2:
        return None
    one, other = (tuple(sorted(app for app, at in side.items() if at == own)) for own in (0, 1))
    return Split(one, other, _between(across, side))


def split_words(found: Split) -> str:
    """One sentence: the sizes of the halves, and what would have to be cut."""
    named = [
        f"{i.from_application} to {i.to_application} ({', '.join(filter(None, (i.coupling, i.kind)))})"
        if i.coupling or i.kind
        else f"{i.from_application} to {i.to_application}"
        for i in found.interfaces[:_MOST_NAMED]
    ]
    more = f" and {len(found.interfaces) - len(named)} more" if len(found.interfaces) > len(named) else ""
    count = len(found.interfaces)
    these = "this interface" if count == 1 else f"these {count} interfaces"
    return (
        f"It could move in two parts, of {len(found.one)} and {len(found.other)} applications, "
        f"if {these} did not bind: {', '.join(named)}{more}."
    )


def _binds(interface: Interface) -> bool:
    return interface.from_application != interface.to_application and (
        interface.coupling == "strong" or orders_moves(interface)
    )


def _bundles(applications: Sequence[str], stand: Footprint) -> list[tuple[str, ...]]:
    """Applications that share a thing, near and far: no interface can part them."""
    users: dict[str, list[str]] = defaultdict(list)
    for app in applications:
        for thing_id in {*stand.servers(app), *stand.deployed.get(app, ())}:
            users[thing_id].append(app)
    graph = rustworkx.PyGraph()
    nodes = dict(zip(applications, graph.add_nodes_from(applications), strict=True))
    pairs = [(nodes[sharing[0]], nodes[app]) for sharing in users.values() for app in sharing[1:]]
    graph.add_edges_from_no_data(pairs)
    return sorted(tuple(sorted(graph[n] for n in part)) for part in rustworkx.connected_components(graph))


def _graph(bundles: Sequence[tuple[str, ...]], across: Iterable[Interface], stand: Footprint) -> Graph:
    place = {app: n for n, members in enumerate(bundles) for app in members}
    near: tuple[dict[int, int], ...] = tuple({} for _ in bundles)
    for interface in across:
        one, other = place[interface.from_application], place[interface.to_application]
        tie = STRONG if interface.coupling == "strong" else ORDER
        for here, there in ((one, other), (other, one)) if one != other else ():
            near[here][there] = near[here].get(there, 0) + tie
    servers = (len({s for app in members for s in stand.servers(app)}) for members in bundles)
    return Graph(tuple(max(1, count) for count in servers), near)


def _between(across: Iterable[Interface], side: Mapping[str, int]) -> tuple[Interface, ...]:
    """Every strong interface between the halves, and those that give an order in the direction that has fewer."""
    between = [i for i in across if side[i.from_application] != side[i.to_application]]
    strong = [i for i in between if i.coupling == "strong"]
    orders = [i for i in between if i.coupling != "strong"]
    ways = [[i for i in orders if side[i.from_application] == own] for own in (0, 1)]
    return tuple(sorted((*strong, *min(ways, key=len)), key=lambda i: i.id))
