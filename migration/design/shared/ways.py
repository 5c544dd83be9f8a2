"""The ways through the firewalls to and from shared services: applications, the sites, and the gateway's own calls."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from ipaddress import IPv4Network

from migration.design.crossings import Ends
from migration.design.inputs import SHARED, DesignInputs
from migration.design.shared.demand import Demand
from migration.design.shared.departments import Departments
from migration.model.architecture import NetworkRule, Spoke

HTTPS = ("443",)
MESSAGES = ("443", "5671")
"""AMQP with TLS, and web sockets where that is closed. Source: learn.microsoft.com/azure/service-bus-messaging."""

FILES = ("445",)

IN_WORDS = {"bus": "messages", "exchange": "files that are put down", "transfers": "files and tables that are carried"}


def shared_ways(
    inputs: DesignInputs, found: Demand, stores: Departments, spokes: Sequence[Spoke], ends: Ends
) -> tuple[NetworkRule, ...]:
    """The rules that shared services need."""
    spoke = next((one for one in spokes if one.organisation_id == SHARED), None)
    if spoke is None:
        return ()
    at = {purpose: _subnets(spoke, purpose) for purpose in ("apis", "endpoints")}
    site = tuple(sorted({one.prefix for one in inputs.landing_zone.on_premise_ranges}, key=IPv4Network))
    rules = [*_to_services(found, at, ends, site), *_gateway(found, at, ends, site)]
    people = tuple(sorted({*site, *(one.network.prefix for one in spokes if one is not spoke)}, key=IPv4Network))
    if stores.stores and people:
        rules.append(_rule("departments", people, at["endpoints"], FILES, "people open the files of departments"))
    return tuple(rules)


def _to_services(
    found: Demand, at: Mapping[str, tuple[str, ...]], ends: Ends, site: Sequence[str]
) -> Iterator[NetworkRule]:
    for service, what in IN_WORDS.items():
        asks = [one for one in found.asks if one.service == service]
        users = {name for one in asks for name in (one.caller, one.called)}
        sources = _ranges(users, ends, site)
        if sources:
            ports = MESSAGES if service == "bus" else HTTPS
            ids = tuple(sorted(one.interface.id for one in asks))
            yield _rule(service, sources, at["endpoints"], ports, what, ids, sorted(users))


def _gateway(
    found: Demand, at: Mapping[str, tuple[str, ...]], ends: Ends, site: Sequence[str]
) -> Iterator[NetworkRule]:
    asks = found.of("gateway")
    ids = tuple(sorted(one.interface.id for one in asks))
    callers = {one.caller for one in asks}
    called = {one.called for one in asks}
    sources, targets = _ranges(callers, ends, site), _ranges(called, ends, site, answering=True)
    if sources:
        yield _rule("gateway", sources, at["apis"], HTTPS, "applications call each other here", ids, sorted(callers))
    if targets:
        yield _rule("backends", at["apis"], targets, HTTPS, "the gateway calls applications", ids, sorted(called))


def _ranges(names: Iterable[str], ends: Ends, site: Sequence[str], answering: bool = False) -> tuple[str, ...]:
    """Where applications stand; until they move, and where they do not, that is a site."""
    stands = [end for name in names for end in ends.stands.get(name, ())]
    inside = {prefix for end in stands for _, prefix in (end.answers_at if answering else end.calls_from)}
    return tuple(sorted({*inside, *site}, key=IPv4Network)) if names else ()


def _subnets(spoke: Spoke, purpose: str) -> tuple[str, ...]:
    return tuple(one.prefix for one in spoke.network.subnets if one.purpose == purpose)


def _rule(
    what: str,
    sources: Sequence[str],
    destinations: Sequence[str],
    ports: tuple[str, ...],
    why: str,
    interface_ids: tuple[str, ...] = (),
    application_ids: Sequence[str] = (),
) -> NetworkRule:
    return NetworkRule(
        name=f"shared-services-{what}",
        origin="interfaces",
        protocol="TCP",
        sources=tuple(sources),
        destinations=tuple(destinations),
        ports=ports,
        why=why,
        interface_ids=interface_ids,
        application_ids=tuple(application_ids),
    )
