"""From flows to the catalogue: what one application was seen to use of another, joined with what people declared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from inventory.model import ENVIRONMENTS, Deployment, Estate, Flow, Interface, Thing, Warned, things
from inventory.service_ports import Kind, service_of
from safeio.text import slug, slug_with
from safeio.values import value

MOST_CANDIDATES = 4
"""Illustrative: with more pairs of applications that a flow may belong to, the catalogue would hold inventions."""
MOST_BOUND = 10
"""Illustrative: what more applications than these use is a platform for all, and all of them move on no one day."""

_ROLES: Mapping[Kind | None, str] = {"database": "database", "file": "files"}

Pair = tuple[str, str]
Declared = Mapping[frozenset[str], Sequence[Interface]]
Coupling = Literal["strong", "weak"] | None


@value
class _Use:
    """One application uses a service of another; `certain` where no other pair of applications can be meant.

    `live` where both machines carry production of theirs: what a machine for tests calls shows that one application
    knows the other, but no service stops when the two part.
    """

    caller: str
    called: str
    kind: Kind | None
    certain: bool
    live: bool


def with_observed(estate: Estate) -> tuple[tuple[Interface, ...], tuple[Warned, ...]]:
    """The interfaces of the estate with those that its flows show, sorted by id, and what could not be told.

    Only flows between two known machines that are no noise count. A flow whose machines carry several applications
    belongs to the pair that people declared, else to each pair, weakly, and to none where there are many. What people
    say of kind and coupling stands; traffic fills in what they leave open. Databases and shared files bind strongly
    (see inventory/service_ports.py), but not those that more than MOST_BOUND applications use, and not what was only
    seen from or to machines for tests.
    """
    declared = _declared(estate.interfaces)
    warnings: list[Warned] = []
    uses = _uses(estate, declared, warnings)
    platforms = _platforms(uses)
    found = {one.id: one for one in estate.interfaces}
    for use in sorted(uses, key=_firmest_first):
        known = _matching(declared, (use.caller, use.called), use.kind) or _new(use, found)
        coupling = _coupling(use, uses[use], platforms)
        found[known.id] = _observed(found.get(known.id, known), uses[use], use.kind, coupling)
    warnings += [
        Warned(
            where=f"application {called}",
            message=f"{count} applications use its database or files, so what was only seen in traffic counts as weak",
            remedy="Declare the interface strong in interfaces.csv where an application must move with it.",
        )
        for called, count in sorted(platforms.items())
    ]
    return tuple(found[key] for key in sorted(found)), tuple(warnings)


def _firmest_first(use: _Use) -> tuple[bool, bool, str, str, str]:
    return not use.certain, not use.live, use.caller, use.called, use.kind or ""


def _declared(interfaces: Iterable[Interface]) -> Declared:
    by_pair: dict[frozenset[str], list[Interface]] = defaultdict(list)
    for one in interfaces:
        by_pair[frozenset((one.from_application, one.to_application))].append(one)
    return by_pair


def _matching(declared: Declared, pair: Pair, kind: Kind | None) -> Interface | None:
    """The declared interface that traffic of this kind may be: of the same kind and direction before others."""
    fitting = [one for one in declared.get(frozenset(pair), ()) if one.kind == kind or one.kind is None or kind is None]
    return min(fitting, key=lambda one: (one.kind != kind, one.from_application != pair[0], one.id), default=None)


def _uses(estate: Estate, declared: Declared, warnings: list[Warned]) -> dict[_Use, list[Flow]]:
    """The flows of each use."""
    standing = _standing(estate)
    live = _live(estate, standing)
    uses: dict[_Use, list[Flow]] = defaultdict(list)
    unclear: dict[Pair, set[int | None]] = defaultdict(set)
    for flow in estate.flows:
        if flow.noise is not None or flow.from_id is None or flow.to_id is None:
            continue
        service = service_of(flow.port, flow.process)
        kind = service.kind if service else None
        callers = {one.application_id for one in standing.get(flow.from_id, ())}
        called = _listening(standing.get(flow.to_id, ()), kind)
        if callers & called:
            continue  # an application's own machines talk: whose else it might be cannot be told
        pairs = sorted((caller, other) for caller in callers for other in called)
        if len(pairs) > 1:
            pairs = [pair for pair in pairs if _matching(declared, pair, kind)] or pairs
        if len(pairs) > 1:
            unclear[flow.from_id, flow.to_id].add(flow.port)
        for pair in pairs if len(pairs) <= MOST_CANDIDATES else ():
            both = (pair[0], flow.from_id) in live and (pair[1], flow.to_id) in live
            uses[_Use(caller=pair[0], called=pair[1], kind=kind, certain=len(pairs) == 1, live=both)].append(flow)
    warnings += [_unclear(pair, unclear[pair]) for pair in sorted(unclear)]
    return uses


def _standing(estate: Estate) -> Mapping[str, Sequence[Deployment]]:
    """Who stands on each machine: on it, or on a database or share that it holds."""
    by_id: Mapping[str, Thing] = {thing.id: thing for kind, thing in things(estate)}
    servers = {server.id for server in estate.servers}
    found: dict[str, list[Deployment]] = defaultdict(list)
    for deployment in estate.deployments:
        at: str | None = deployment.thing_id
        passed: set[str] = set()
        # A share lies on a volume of an array; the hosts below a server are no machines of its applications.
        while at is not None and at not in passed:
            passed.add(at)
            found[at].append(deployment)
            thing = by_id.get(at)
            at = thing.parent_id if thing is not None and at not in servers else None
    return found


def _live(estate: Estate, standing: Mapping[str, Sequence[Deployment]]) -> set[tuple[str, str]]:
    """Which applications have production on which machine, by the deployment, else by the machine itself."""
    said = {server.id: server.environment or "" for server in estate.servers}
    return {
        (one.application_id, machine)
        for machine, deployments in standing.items()
        for one in deployments
        if (one.environment or said.get(machine, "")).casefold() not in ENVIRONMENTS
    }


def _listening(standing: Sequence[Deployment], kind: Kind | None) -> set[str]:
    """Who may listen there: for databases and files those that have theirs there, if any, else all."""
    role = _ROLES.get(kind)
    own = {one.application_id for one in standing if role is not None and one.role == role}
    return own or {one.application_id for one in standing}


def _unclear(pair: Pair, ports: set[int | None]) -> Warned:
    known = sorted(port for port in ports if port is not None)
    on = f"port {', '.join(map(str, known[:5]))}" if known else "its port is not known"
    return Warned(
        where=f"flows from {pair[0]} to {pair[1]}",
        message=f"several applications stand there, so whose traffic it is ({on}) is not known; it binds weakly",
        remedy="Declare the interface in interfaces.csv, or say in deployments.csv whose database or files these are.",
    )


def _platforms(uses: Iterable[_Use]) -> Mapping[str, int]:
    """Applications whose databases or files so many use that nobody can move with all of them, and how many do."""
    callers: dict[str, set[str]] = defaultdict(set)
    for use in uses:
        if use.certain and use.live and use.kind in _ROLES:
            callers[use.called].add(use.caller)
    return {called: len(found) for called, found in callers.items() if len(found) > MOST_BOUND}


def _coupling(use: _Use, flows: Iterable[Flow], platforms: Mapping[str, int]) -> Coupling:
    if not (use.certain and use.live):
        return "weak"
    if use.kind is None:
        return None
    services = [service_of(flow.port, flow.process) for flow in flows]
    strong = any(service is not None and service.strong for service in services)
    return "strong" if strong and use.called not in platforms else "weak"


def _new(use: _Use, taken: Mapping[str, Interface]) -> Interface:
    """An interface that nobody declared. What people call their own is never taken for it."""
    key = f"{use.caller}--{use.called}--{use.kind or 'traffic'}"
    own = f"seen--{slug(use.caller)}--{slug(use.called)}--{use.kind or 'traffic'}"
    if own in taken and taken[own].declared:
        own = slug_with(own, key)
    return Interface(id=own, from_application=use.caller, to_application=use.called)


def _observed(one: Interface, flows: Sequence[Flow], kind: Kind | None, coupling: Coupling) -> Interface:
    """The interface with what traffic adds."""
    newest = max(flows, key=lambda flow: (str(flow.last_seen or ""), flow.source or ""))
    filled = [name for name, said in (("kind", kind), ("coupling", coupling)) if said and getattr(one, name) is None]
    said_by = {name: newest.source for name in ("observed", *filled) if newest.source is not None}
    days = [day for flow in flows for day in (flow.first_seen, flow.last_seen) if day is not None]
    return replace(
        one,
        kind=one.kind or kind,
        coupling=one.coupling or coupling,
        observed=True,
        seen_by=tuple(sorted({*one.seen_by, *(flow.source for flow in flows if flow.source)})),
        first_seen=min([*days, *([one.first_seen] if one.first_seen else [])], default=None),
        last_seen=max([*days, *([one.last_seen] if one.last_seen else [])], default=None),
        bytes_per_day=_sum([one.bytes_per_day, *(flow.bytes_per_day for flow in flows)]),
        connections_per_day=_sum([one.connections_per_day, *(flow.connections_per_day for flow in flows)]),
        said_by=dict(sorted({**one.said_by, **said_by}.items())),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None
