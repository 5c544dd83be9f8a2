"""NET-015: no two networks use the same addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policies.address_ranges import Range, TakenRanges, range_of, taken_by
from policies.combining import any_true, fails_if, worst
from policies.graph import Graph
from policies.model import Answer, Context, Resource, Rule, failed, unknown
from policies.subnets import NETWORK
from policies.values import ABSENT, every, is_unknown, read

PREFIXES = "addressSpace.addressPrefixes"

ON_PREMISE = "on premise"
"""Who uses a range that no network has."""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a network overlaps another, or a range that is in use on premise."""
    return worst(_judge(where, found, resource, context) for where, found in _prefixes(resource))


def _judge(where: str, found: Any, resource: Resource, context: Context) -> Answer:
    if is_unknown(found) or found is ABSENT:
        return unknown(where, "the addresses of the network are not known yet")
    mine = range_of(found)
    if mine is None:
        return failed(where, "this is no range of addresses")
    taken = context.graph.once((RULE.id, "networks"), lambda: _of_networks(context.graph))
    on_premise = context.graph.once(
        (RULE.id, "on premise"), lambda: taken_by((ON_PREMISE, one) for one in _there(context))
    )
    clash = any_true((taken.overlaps(mine, resource.urn), on_premise.overlaps(mine, resource.urn)))
    return fails_if(clash, where, "the range overlaps another network, or a range in use on premise")


def _of_networks(graph: Graph) -> TakenRanges:
    return taken_by((one.urn, range_of(found)) for one in graph.of_type(NETWORK) for _, found in _prefixes(one))


def _there(context: Context) -> Iterator[Range | None]:
    return (range_of(found) for found in _on_premise(context))


def _prefixes(network: Resource) -> tuple[tuple[str, Any], ...]:
    return tuple(every(network.properties, f"{PREFIXES}[]")) or ((PREFIXES, read(network.properties, PREFIXES)),)


def _on_premise(context: Context) -> Iterator[Any]:
    """The prefixes in use on premise; one ABSENT where nobody has said which they are."""
    given = context.parameters["on_premise_ranges"]
    yield from given
    if context.architecture is not None:
        yield from _planned(every(context.architecture, "address_plan[]"))
    elif not given:
        yield ABSENT


def _planned(plan: Iterable[tuple[str, Any]]) -> Iterator[Any]:
    for _, one in plan:
        if isinstance(one, Mapping) and one.get("what") == "on-premise":
            yield one.get("prefix", ABSENT)


RULE = Rule(
    id="NET-015",
    title="Address ranges do not overlap",
    severity="high",
    why="Two places with the same addresses cannot be joined: the service that moved cannot reach the one that stayed.",
    applies_to=(NETWORK,),
    answer=answer,
    absent_means="Unknown: the addresses then come from a pool of Azure.",
    remedy="Take a free range for address_prefixes, and list what is in use on premise in landing-zone.yaml.",
    frameworks={
        "ncsc-csp": ("5",),
        "caf": ("B4.a",),
    },
    parameters={"on_premise_ranges": ()},
    sources=("Documentation strings of azure-native 3.29.0, network AddressSpaceArgs",),
)
