"""Who talks to whom: what scans and exports saw, with the machines at both ends, and what of it is noise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from ipaddress import ip_address

from inventory.flow_ends import End, Ends, ends_of
from inventory.flow_noise import ILLUSTRATIVE, NoiseLimits, mark
from inventory.model import Claim, Flow, Warned
from inventory.naming import Index, Thing
from inventory.records import Record
from safeio.text import slug

_PARTS = 11


def read_flows(
    things: Sequence[Thing], index: Index, exported: Sequence[Record] = (), limits: NoiseLimits = ILLUSTRATIVE
) -> tuple[tuple[Flow, ...], tuple[Warned, ...]]:
    """The flows of all servers, sorted by id, and what could not be told; a flow that several sources saw is one.

    `exported` are the records of kind `flow`. An end that is no machine known stays as it was named; where both are
    not known the flow is left out and counted. A machine not known that calls a scanned server is left out too: those
    are people's own computers.
    """
    ends = ends_of(things, index)
    warnings: list[Warned] = []
    found: dict[str, Flow] = {}
    for flow in sorted((*_scanned(things, ends), *_exported(exported, ends, warnings)), key=_order):
        found[flow.id] = _joined(found[flow.id], flow) if flow.id in found else flow
    servers = sum(thing.kind == "server" for thing in things)
    flows = mark((found[key] for key in sorted(found)), servers, limits)
    return flows, (*warnings, *(ends.warnings[key] for key in sorted(ends.warnings)))


def _order(flow: Flow) -> tuple[date, str, str, str]:
    return flow.last_seen or date.min, flow.source or "", flow.process or "", flow.from_process or ""


def _joined(earlier: Flow, later: Flow) -> Flow:
    """One flow of two sightings: the newest source that names a program counts, and the largest volume."""
    return replace(
        later,
        process=later.process or earlier.process,
        from_process=later.from_process or earlier.from_process,
        times_seen=sum(_known(earlier.times_seen, later.times_seen)) or None,
        connections_per_day=max(_known(earlier.connections_per_day, later.connections_per_day), default=None),
        first_seen=min((day for day in (earlier.first_seen, later.first_seen) if day), default=None),
    )


def _known(*numbers: int | None) -> list[int]:
    return [number for number in numbers if number is not None]


def _scanned(things: Iterable[Thing], ends: Ends) -> Iterator[Flow]:
    """What hosts said of their own connections: claims of the field `flows` of a server."""
    for thing in things:
        for record in thing.records if thing.kind == "server" else ():
            claim = record.claims.get("flows")
            for text in claim.value if claim is not None and isinstance(claim.value, list) else ():
                flow = _connection(text, thing, record.claims["flows"], ends)
                if flow is not None:
                    yield flow


def _connection(text: str, thing: Thing, claim: Claim, ends: Ends) -> Flow | None:
    """The flow of "direction|protocol|peer|port|process"; None where it has no use."""
    direction, protocol, peer, port, process = [*text.split("|", 4), "", "", "", ""][:5]
    if direction not in ("in", "out") or not peer or not _is_port(port):
        return None
    end = End(address=peer) if _is_address(peer) else End(name=peer)
    other = ends.find(end, thing.place)
    if other is thing or (direction == "in" and other is None):
        return None
    inwards = direction == "in"
    seen = Flow(
        id="",
        port=int(port),
        protocol=protocol or None,
        process=(process or None) if inwards else None,
        from_process=None if inwards else process or None,
        first_seen=claim.seen_on,
        last_seen=claim.seen_on,
        source=claim.source,
    )
    return _between(other, end, thing, End(), seen) if inwards else _between(thing, End(), other, end, seen)


def _exported(records: Iterable[Record], ends: Ends, warnings: list[Warned]) -> Iterator[Flow]:
    """What exports saw: records of the kind `flow`, one for each caller."""
    unknown: dict[str, int] = {}
    for record in records:
        caller = End(**{name: record.text(f"from_{name}") or "" for name in ("name", "address", "machine")})
        place = record.text("site_id")
        source = ends.find(caller, place)
        for text in record.texts("flows"):
            parts = text.split("|")
            if len(parts) != _PARTS or not _is_port(parts[3]):
                continue
            called = End(name=parts[0], address=parts[1], machine=parts[2])
            target = ends.find(called, source.place if source else place)
            if source is None and target is None:
                unknown[record.source] = unknown.get(record.source, 0) + 1
            else:
                yield _between(source, caller, target, called, _sighting(parts[3:], record.claims["flows"]))
    warnings += [
        Warned(
            where=name,
            message=f"of {count:,} flow(s) neither machine is known, so they are left out",
            remedy="Import the export that lists these machines, or add them to things.csv.",
        )
        for name, count in sorted(unknown.items())
    ]


def _sighting(parts: Sequence[str], claim: Claim) -> Flow:
    port, protocol, process, from_process, first, last, times, a_day = parts
    return Flow(
        id="",
        port=int(port),
        protocol=protocol or None,
        process=process or None,
        from_process=from_process or None,
        first_seen=date.fromisoformat(first) if first else None,
        last_seen=date.fromisoformat(last) if last else claim.seen_on,
        times_seen=int(times) if times else None,
        connections_per_day=int(a_day) if a_day else None,
        source=claim.source,
    )


def _between(caller: Thing | None, from_end: End, called: Thing | None, to_end: End, seen: Flow) -> Flow:
    """The flow with its ends and its id, which says both, protocol and port."""
    ends = caller.id if caller else from_end.shown(), called.id if called else to_end.shown()
    key = f"{ends[0]} to {ends[1]} {seen.protocol or ''} {seen.port}"
    return replace(
        seen,
        id=f"{slug(key)[:47].rstrip('-')}-{sha256(key.encode()).hexdigest()[:12]}",
        from_id=caller.id if caller else None,
        from_address=None if caller else ends[0],
        to_id=called.id if called else None,
        address=None if called else ends[1],
    )


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
