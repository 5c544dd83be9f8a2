"""Which applications call each other across the firewall, from where to where, and by which ports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from ipaddress import IPv4Address, IPv4Network
from typing import Literal

from inventory.model import Database, Estate, Flow, Share
from migration.design.drafts import Draft, integration_id
from migration.design.inputs import DesignInputs
from migration.model.architecture import Spoke, SubnetPlace
from safeio.values import Day, value

Where = Literal["from the cloud", "from the site"]
Port = tuple[str | None, str]
"""The protocol as the source said it, in small letters (None: it said none), and the port."""


@value
class End:
    """Where a workload stands in the cloud: its networks, the ranges it calls from, and those it answers at, each with
    the id of its network."""

    things: tuple[str, ...]
    calls_from: tuple[tuple[str, str], ...]
    answers_at: tuple[tuple[str, str], ...]


@value
class Ends:
    """Where applications stand in the cloud, and when each gets there, by application id. An application that stays on
    premise is not there."""

    stands: Mapping[str, tuple[End, ...]] = field(default_factory=dict)
    days: Mapping[str, Day] = field(default_factory=dict)


@value
class Crossing:
    """One application calls another across the firewall. `ways` are from where to where; `ports` are empty where none
    was seen. `interface_ids` are those of the estate between the two."""

    caller: str
    called: str
    interface_ids: tuple[str, ...]
    ports: tuple[Port, ...]
    ways: tuple[tuple[tuple[str, ...], tuple[str, ...], Where], ...]


@value
class _Calls:
    """What was seen of one application calling another: the machines at both ends, and the ports."""

    callers: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    ports: frozenset[Port] = frozenset()


def ends(drafts: Iterable[Draft], spokes: Sequence[Spoke], standing: Sequence[Mapping[str, SubnetPlace]]) -> Ends:
    """Where everything stands: `standing` are the places in each region by tenant id."""
    prefixes = {(one.id, subnet.name): subnet.prefix for one in spokes for subnet in one.network.subnets}
    stands: dict[str, list[End]] = defaultdict(list)
    days: dict[str, Day] = {}
    for draft in drafts:
        answers = _ranges(draft.workload.id, standing, prefixes)
        calls = _ranges(integration_id(draft.workload.id), standing, prefixes) or answers
        if not answers:
            continue
        end = End(things=draft.workload.replaces, calls_from=calls, answers_at=answers)
        for name in (draft.application.id, *draft.workload.also_serves):
            stands[name].append(end)
        if draft.cut_over is not None:
            days[draft.application.id] = min(draft.cut_over, days.get(draft.application.id, draft.cut_over))
    return Ends(stands={name: tuple(found) for name, found in stands.items()}, days=days)


def crossings(inputs: DesignInputs, found: Ends) -> tuple[Crossing, ...]:
    """Every pair of applications with an interface, one of which at least comes to the cloud, sorted. A pair between
    which nothing was seen is there once, as people declared it."""
    between: dict[frozenset[str], list[str]] = defaultdict(list)
    declared: dict[frozenset[str], tuple[str, str]] = {}
    for one in sorted(inputs.estate.interfaces, key=lambda interface: interface.id):
        pair = frozenset((one.from_application, one.to_application))
        between[pair].append(one.id)
        declared.setdefault(pair, (one.from_application, one.to_application))
    calls = _calls(inputs.estate, between)
    site = _Sites(inputs)
    wanted = {(caller, called) for caller, called in calls}
    wanted |= {pair for key, pair in declared.items() if not {pair, pair[::-1]} & wanted and len(key) == 2}
    crossed = []
    for caller, called in sorted(wanted):
        seen = calls.get((caller, called), _Calls())
        ways = tuple(_ways(caller, called, seen, found, site))
        if ways:
            ids = tuple(between[frozenset((caller, called))])
            ports = tuple(sorted(seen.ports, key=lambda port: (port[0] or "", int(port[1]))))
            crossed.append(Crossing(caller=caller, called=called, interface_ids=ids, ports=ports, ways=ways))
    return tuple(crossed)


class _Sites:
    """Where machines stand today: their addresses, else the ranges of their site, else all of the sites."""

    def __init__(self, inputs: DesignInputs) -> None:
        file = inputs.landing_zone
        self._pools = [IPv4Network(one) for one in file.address_pools.values()]
        self._servers = {one.id: one for one in inputs.estate.servers}
        self._ranges = [(one.site_id, one.prefix) for one in file.on_premise_ranges]
        self._holders = _machines(inputs.estate)
        self._deployed: dict[str, set[str]] = defaultdict(set)
        for one in inputs.estate.deployments:
            on = (machine for machine in self._holders.get(one.thing_id, ()) if machine in self._servers)
            self._deployed[one.application_id].update(on)

    def of(self, application_id: str, machines: Iterable[str]) -> tuple[str, ...]:
        """The addresses of these machines of an application, or of all of its machines where none is named."""
        servers = [self._servers[one] for one in machines if one in self._servers]
        servers = servers or [self._servers[one] for one in self._deployed.get(application_id, ())]
        found: set[str] = set()
        for server in servers:
            own = [one for one in server.addresses if self._is_on_premise(one)]
            found |= set(own) or {prefix for site_id, prefix in self._ranges if site_id == server.site_id}
        return tuple(sorted(found or {prefix for _, prefix in self._ranges}, key=IPv4Network))

    def _is_on_premise(self, text: str) -> bool:
        try:
            address = IPv4Address(text)
        except ValueError:
            return False
        if address.is_loopback or address.is_link_local or address.is_multicast or address.is_unspecified:
            return False
        return not any(address in pool for pool in self._pools)


def _ways(
    caller: str, called: str, seen: _Calls, found: Ends, site: _Sites
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Where]]:
    sources = [one for end in _of(found, caller, seen.callers) for one in end.calls_from]
    targets = [one for end in _of(found, called, seen.called) for one in end.answers_at]
    moves, other_moves = found.days.get(caller), found.days.get(called)
    far = {prefix for network, prefix in targets if any(network != mine for mine, _ in sources)}
    near = {prefix for network, prefix in sources if any(network != theirs for theirs, _ in targets)}
    if sources and (not targets or (moves and other_moves and moves < other_moves)):
        far |= set(site.of(called, seen.called))
        near = {prefix for _, prefix in sources}
    if far and near:
        yield _sorted(near), _sorted(far), "from the cloud"
    if targets and (not sources or (moves and other_moves and other_moves < moves)):
        here = site.of(caller, seen.callers)
        if here:
            yield here, _sorted({prefix for _, prefix in targets}), "from the site"


def _of(found: Ends, application_id: str, machines: frozenset[str]) -> Sequence[End]:
    """The ends of an application that take the place of these machines, or all where none does."""
    stands = found.stands.get(application_id, ())
    return [one for one in stands if machines & set(one.things)] or stands


def _calls(estate: Estate, between: Mapping[frozenset[str], object]) -> dict[tuple[str, str], _Calls]:
    """What was seen between applications that have an interface. Traffic inside an application, and what is no
    interface (noise), does not count."""
    users: dict[str, set[str]] = defaultdict(set)
    holders = _machines(estate)
    for one in estate.deployments:
        for machine in holders.get(one.thing_id, ()):
            users[machine].add(one.application_id)
    found: dict[tuple[str, str], list[Flow]] = defaultdict(list)
    for flow in estate.flows:
        if flow.noise is not None or flow.from_id is None or flow.to_id is None or flow.port is None:
            continue
        callers, called = users.get(flow.from_id, set()), users.get(flow.to_id, set())
        if callers & called:
            continue
        for pair in ((one, other) for one in callers for other in called if frozenset((one, other)) in between):
            found[pair].append(flow)
    return {
        pair: _Calls(
            callers=frozenset(one.from_id for one in flows if one.from_id),
            called=frozenset(one.to_id for one in flows if one.to_id),
            ports=frozenset((one.protocol.casefold() if one.protocol else None, str(one.port)) for one in flows),
        )
        for pair, flows in found.items()
    }


def _machines(estate: Estate) -> Mapping[str, tuple[str, ...]]:
    """The machines a thing stands on: itself, and the server of a database or share."""
    found = {one.id: (one.id,) for one in estate.servers}
    inner: tuple[Database | Share, ...] = (*estate.databases, *estate.shares)
    return found | {one.id: (one.id, one.parent_id) if one.parent_id else (one.id,) for one in inner}


def _ranges(
    tenant: str, standing: Sequence[Mapping[str, SubnetPlace]], prefixes: Mapping[tuple[str, str], str]
) -> tuple[tuple[str, str], ...]:
    found = (one[tenant] for one in standing if tenant in one)
    return tuple((place.network_id, place.address or prefixes[place.network_id, place.subnet]) for place in found)


def _sorted(prefixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(prefixes, key=IPv4Network))
