"""What people should look at before anything moves: one function with several products, and what nobody seems to use.

Nothing here decides. A candidate says what was found, who said it and when.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from inventory.model import Application, Estate, Flow, Server
from migration.model import Candidate, Disposition, Evidence
from migration.plan.footprint import Footprint, footprint

WATCHED = 0.8
"""Silence says something where at least this part of a site's servers was seen in traffic. Illustrative."""


def candidates(estate: Estate, dispositions: Iterable[Disposition], as_of: date) -> tuple[Candidate, ...]:
    """Applications to bring together and applications to ask about, by kind and subject. What is decided to be retired
    is not asked about."""
    routes = {disposition.application_id: disposition.route for disposition in dispositions}
    going = {app_id for app_id, route in routes.items() if route == "retire"}
    left = [application for application in estate.applications if application.id not in going]
    found = (*_together(left, estate.seen_on), *_unused(left, estate, as_of))
    return tuple(sorted(found, key=lambda one: (one.kind, one.subject)))


def _together(applications: Iterable[Application], seen_on: date | None) -> Iterator[Candidate]:
    """Several organisations, one function, different products."""
    by_function: dict[str, list[Application]] = defaultdict(list)
    for application in applications:
        if application.function and application.function.strip():
            by_function[" ".join(application.function.split()).casefold()].append(application)
    for function, same in by_function.items():
        organisations = sorted({owner for application in same for owner in application.organisation_ids})
        if len(same) < 2 or len(organisations) < 2:
            continue
        ordered = sorted(same, key=lambda application: application.id)
        going_to = {application.replacement_product for application in ordered}
        [one_product] = going_to if len(going_to) == 1 else [None]
        already = f"; all are to be replaced by {one_product}" if one_product else ""
        yield Candidate(
            kind="consolidate",
            subject=function,
            application_ids=tuple(application.id for application in ordered),
            organisation_ids=tuple(organisations),
            says=f"{len(organisations)} organisations have {len(ordered)} applications for it{already}",
            evidence=tuple(_said(application, "function", seen_on) for application in ordered),
        )


def _said(application: Application, field: str, seen_on: date | None) -> Evidence:
    users = f", {application.users:,} users" if application.users is not None else ""
    who = ", ".join(application.organisation_ids) or "nobody named"
    source = application.said_by.get(field, "applications.csv")
    return Evidence(fact=f"{application.name} ({who}{users})", source=source, seen_on=seen_on)


def _unused(applications: Iterable[Application], estate: Estate, as_of: date) -> Iterator[Candidate]:
    """Applications of which something says that nobody needs them any more."""
    stand, seen = footprint(estate), _seen(estate.flows)
    watched = _watched(estate.servers, seen)
    for application in applications:
        servers = [stand.things[thing] for thing in stand.servers(application.id)]
        evidence = tuple(
            found
            for found in (
                _no_users(application, estate.seen_on),
                _use_ended(application, estate.seen_on, as_of),
                _switched_off([one for one in servers if isinstance(one, Server)], estate.seen_on),
                _silent(application, stand, seen, watched, estate.flows),
            )
            if found is not None
        )
        if evidence:
            yield Candidate(
                kind="retire",
                subject=application.id,
                application_ids=(application.id,),
                organisation_ids=application.organisation_ids,
                says="; ".join(one.fact for one in evidence),
                evidence=evidence,
            )


def _no_users(application: Application, seen_on: date | None) -> Evidence | None:
    if application.users != 0:
        return None
    source = application.said_by.get("users", "applications.csv")
    return Evidence(fact="it has no users", source=source, seen_on=seen_on)


def _use_ended(application: Application, seen_on: date | None, as_of: date) -> Evidence | None:
    until = application.in_use_until
    if until is None or until >= as_of:
        return None
    source = application.said_by.get("in_use_until", "applications.csv")
    return Evidence(fact=f"it was in use until {until}", source=source, seen_on=seen_on)


def _switched_off(servers: list[Server], seen_on: date | None) -> Evidence | None:
    """All of its servers are off. One of which that is not known proves nothing."""
    if not servers or any(server.power != "off" for server in servers):
        return None
    sources = sorted({server.said_by.get("power", "the inventory") for server in servers})
    many = "its only server is" if len(servers) == 1 else f"all of its {len(servers)} servers are"
    return Evidence(fact=f"{many} switched off", source=", ".join(sources), seen_on=seen_on)


def _silent(
    application: Application,
    stand: Footprint,
    seen: Mapping[str, set[str]],
    watched: frozenset[str],
    flows: Iterable[Flow],
) -> Evidence | None:
    """None of its servers was seen in traffic, and all stand where nearly all others were."""
    servers = stand.servers(application.id)
    sites = {stand.things[server].site_id for server in servers}
    if not servers or not sites <= watched or any(server in seen for server in servers):
        return None
    days = sorted(day for flow in flows for day in (flow.first_seen, flow.last_seen) if day is not None)
    if not days:
        return None
    sources = sorted({source for sources in seen.values() for source in sources})
    fact = f"none of its servers was seen in traffic between {days[0]} and {days[-1]}"
    return Evidence(fact=fact, source=", ".join(sources), seen_on=days[-1])


def _watched(servers: Iterable[Server], seen: Mapping[str, set[str]]) -> frozenset[str]:
    """The sites most of whose servers were seen in traffic."""
    there: dict[str, list[bool]] = defaultdict(list)
    for server in servers:
        if server.site_id is not None and server.power != "off":
            there[server.site_id].append(server.id in seen)
    return frozenset(site for site, found in there.items() if sum(found) >= WATCHED * len(found))


def _seen(flows: Iterable[Flow]) -> dict[str, set[str]]:
    """The machines seen in traffic, with the sources that saw them."""
    found: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        for end in (flow.from_id, flow.to_id):
            if end is not None:
                found[end].add(flow.source or "flows")
    return dict(found)
