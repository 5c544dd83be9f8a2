"""Who talks to whom: the connections that sources saw, with the machines at both ends found by name or address."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from ipaddress import ip_address

from inventory.model import Claim, Flow
from inventory.naming import Index, Thing
from safeio.text import slug_with

# What may stand at the other end, the likelier first.
_KINDS = ("server", "storage-array", "network-device", "hypervisor")

ByAddress = dict[str, list[Thing]]


def read_flows(things: Sequence[Thing], index: Index) -> tuple[Flow, ...]:
    """The flows of all servers, sorted by id; one that both ends saw, or several sources, is one.

    A peer that is no machine known stays an address where the server went out to it, and is left out where it came
    in: those are people's own computers. The newest source that names the process counts.
    """
    seen = [(thing, claim) for thing in things if thing.kind == "server" for claim in _claims(thing)]
    by_address = _by_address(things) if seen else {}
    found: dict[str, Flow] = {}
    for thing, claim in sorted(seen, key=lambda one: (one[1].seen_on, one[1].source, one[0].id)):
        for text in claim.value if isinstance(claim.value, list) else ():
            flow = _flow(text, thing, claim, by_address, index)
            if flow is not None:
                earlier = found.get(flow.id)
                process = flow.process or (earlier.process if earlier else None)
                found[flow.id] = replace(flow, process=process)
    return tuple(found[key] for key in sorted(found))


def _claims(thing: Thing) -> Iterator[Claim]:
    for record in thing.records:
        if "flows" in record.claims:
            yield record.claims["flows"]


def _by_address(things: Iterable[Thing]) -> ByAddress:
    found: ByAddress = {}
    for thing in things:
        if thing.kind in _KINDS:
            for address in {address for record in thing.records for address in record.texts("addresses")}:
                found.setdefault(address, []).append(thing)
    return found


def _flow(text: str, thing: Thing, claim: Claim, by_address: ByAddress, index: Index) -> Flow | None:
    """A flow from its text, "direction|protocol|peer|port|process"; None where it has no use."""
    direction, protocol, peer, port, process = [*text.split("|", 4), "", "", "", ""][:5]
    if direction not in ("in", "out") or not peer or not (port.isascii() and port.isdigit() and len(port) <= 5):
        return None
    other = _machine(peer, thing, by_address, index)
    if other is thing or (direction == "in" and other is None):
        return None
    ends = (thing.id, other.id if other else peer)
    from_id, to = ends if direction == "out" else (ends[1], ends[0])
    key = f"{from_id} to {to} {protocol} {port}"
    return Flow(
        id=slug_with(key, key),
        from_id=from_id,
        to_id=to if other else None,
        address=None if other else to,
        port=int(port),
        protocol=protocol or None,
        process=process or None,
        last_seen=claim.seen_on,
        source=claim.source,
    )


def _machine(peer: str, thing: Thing, by_address: ByAddress, index: Index) -> Thing | None:
    """The machine with that address or name: the only one there is, or the only one at the same site."""
    found = by_address.get(peer, []) if _is_address(peer) else index.find(peer, _KINDS)
    if len(found) > 1:
        found = [one for one in found if one.place == thing.place]
    return found[0] if len(found) == 1 else None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
