"""Where the packets of a subnet go: its route table and the routes in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from policies.combining import all_true, any_true, known
from policies.graph import Graph
from policies.model import Resource
from policies.references import is_part_of, maybe_parts_of
from policies.values import UNKNOWN, every, is_true, read, same_text

ROUTE_TABLE = "azure-native:network:RouteTable"
ROUTE = "azure-native:network:Route"

EVERYWHERE = "0.0.0.0/0"


def sends_all_to_appliance(table: Resource, direct: Iterable[str], graph: Graph) -> bool | None:
    """Whether everything that leaves goes to an appliance, and nothing round it: neither straight to the internet, but
    for the prefixes in `direct`, nor by routes that a gateway announces. None where that is not known."""
    routes = _routes(table, graph)
    learns_none = read(table.properties, "disableBgpRoutePropagation")
    return all_true(
        known(learns_none, is_true(learns_none)),
        any_true(_is_way_out(one) for one in routes),
        *(_stays(one, tuple(direct)) for one in routes),
    )


def _routes(table: Resource, graph: Graph) -> tuple[Any, ...]:
    """The routes of a table, inside it and beside it; UNKNOWN stands for one that may be of another table."""
    inside = [route for _, route in every(table.properties, "routes[]")]
    beside = (
        (one, is_part_of(one, table, "routeTableName", graph))
        for one in maybe_parts_of(table, ROUTE, "routeTableName", graph)
    )
    return (*inside, *(one.properties if certain else UNKNOWN for one, certain in beside if certain is not False))


def _is_way_out(route: Any) -> bool | None:
    if not isinstance(route, Mapping):
        return None
    prefix, kind = read(route, "addressPrefix"), read(route, "nextHopType")
    return all_true(known(prefix, prefix == EVERYWHERE), known(kind, same_text(kind, "VirtualAppliance")))


def _stays(route: Any, direct: tuple[str, ...]) -> bool | None:
    if not isinstance(route, Mapping):
        return None
    prefix, kind = read(route, "addressPrefix"), read(route, "nextHopType")
    return any_true((known(kind, not same_text(kind, "Internet")), known(prefix, same_text(prefix, *direct))))
