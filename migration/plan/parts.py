"""An application that may be split becomes parts, each planned as an application of its own.

A part is a server with all that stands on it for the application, or several. What keeps the parts together comes
after: a price on traffic between them, and the weeks from the first cut-over to the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal
from itertools import combinations, pairwise

from inventory.model import Application, Database, Deployment, Estate, Interface, Server, Share
from migration.model import Disposition, Folder, Part, Pin, Plan, Splitting
from migration.plan.footprint import Footprint, footprint
from migration.plan.inputs import PlanInputs, Whole, settled_groups
from migration.plan.joint import Span
from migration.plan.move_groups import COPIES_SERVERS
from safeio.errors import InputError
from safeio.values import value


@value
class Divided:
    """An estate in which parts stand for the applications that are split, and the decisions on them.

    `whole` is what it was made from; None where nothing is split.
    """

    estate: Estate
    dispositions: tuple[Disposition, ...]
    parts: tuple[Part, ...] = ()
    whole: Whole | None = None


def in_parts(
    estate: Estate,
    dispositions: tuple[Disposition, ...],
    folder: Folder,
    previous: Plan | None,
    whole: Collection[str] = (),
) -> Divided:
    """Split what may be split, where programme.yaml has `splitting`.

    An application stays whole where `splitting` says never, where it is replaced, retired or kept, is strongly coupled
    to another, stands on one server alone, or moved whole in an approved or applied wave of the plan before; and where
    it is among `whole`.
    Raises InputError where `splitting.named` names an application that is not there.
    """
    asked = folder.programme.splitting
    if asked is None:
        return Divided(estate=estate, dispositions=dispositions)
    _check_named(asked, estate)
    stand = footprint(estate)
    routes = {one.application_id: one.route for one in dispositions}
    bound = set(whole) | {end for one in estate.interfaces if one.coupling == "strong" for end in _ends(one)}
    settled = settled_groups(previous, folder.waves)
    bound |= {app for g in previous.groups if g.id in settled for app in g.application_ids} if previous else set()
    taken = {application.id for application in estate.applications}
    parts: dict[str, tuple[Part, ...]] = {}
    for application in sorted(estate.applications, key=lambda one: one.id):
        free = application.may_split and asked.way(application.id) != "never" and application.id not in bound
        if free and routes.get(application.id) in COPIES_SERVERS:
            found = _parts(application, stand, asked, taken)
            if len(found) > 1:
                parts[application.id] = found
    if not parts:
        return Divided(estate=estate, dispositions=dispositions)
    return Divided(
        estate=divided_estate(estate, parts),
        dispositions=tuple(
            replace(one, application_id=app) for one in dispositions for app in ids_of(one.application_id, parts)
        ),
        parts=tuple(part for app in sorted(parts) for part in parts[app]),
        whole=Whole(estate=estate, dispositions=dispositions),
    )


def _check_named(asked: Splitting, estate: Estate) -> None:
    unknown = sorted(asked.named.keys() - {application.id for application in estate.applications})
    if unknown:
        raise InputError(
            "programme.yaml splitting.named",
            f"there is no application {', '.join(unknown)}",
            "Use ids as they stand in applications.csv.",
        )


def _parts(application: Application, stand: Footprint, asked: Splitting, taken: set[str]) -> tuple[Part, ...]:
    things: dict[str, set[str]] = defaultdict(set)
    for thing_id in stand.deployed.get(application.id, ()):
        host = host_of(thing_id, stand)
        things[host] |= {host, thing_id}
    bundles = _bundles(sorted(things), stand, asked.most_parts)
    found = []
    for bundle in bundles:
        part_id = f"{application.id}-on-{bundle[0]}"
        while part_id in taken:
            part_id += "-part"
        taken.add(part_id)
        own = set().union(*(things[host] for host in bundle))
        share = Decimal(len(bundle)) / len(things)
        found.append(
            Part(
                id=part_id,
                name=_name(application, bundle, stand),
                application_id=application.id,
                thing_ids=tuple(sorted(own)),
                hosts=bundle,
                share=share,
            )
        )
    return tuple(found)


def _name(application: Application, hosts: tuple[str, ...], stand: Footprint) -> str:
    first = stand.things.get(hosts[0])
    more = f" and {len(hosts) - 1} more" if len(hosts) > 1 else ""
    return f"{application.name} on {first.name if first is not None else hosts[0]}{more}"


def host_of(thing_id: str, stand: Footprint) -> str:
    """The server a database or share stands on; else the thing itself."""
    thing = stand.things.get(thing_id)
    below = stand.things.get(thing.parent_id or "") if isinstance(thing, Database | Share) else None
    return below.id if isinstance(below, Server) else thing_id


def _bundles(hosts: list[str], stand: Footprint, most: int) -> list[tuple[str, ...]]:
    """What moves together: each server alone; with too many, each site alone; with too many sites, runs of one length,
    site after site."""
    if len(hosts) <= most:
        return [(host,) for host in hosts]
    sites: dict[str, list[str]] = defaultdict(list)
    for host in hosts:
        thing = stand.things.get(host)
        sites[(thing.site_id if thing is not None else None) or ""].append(host)
    if 1 < len(sites) <= most:
        return [tuple(sites[site]) for site in sorted(sites)]
    ordered = [host for site in sorted(sites) for host in sites[site]]
    cuts = [len(ordered) * n // most for n in range(most + 1)]
    return [tuple(ordered[a:b]) for a, b in pairwise(cuts)]


def divided_estate(
    estate: Estate, parts: Mapping[str, tuple[Part, ...]], both: Collection[str] = frozenset()
) -> Estate:
    """The estate with parts in the place of applications; those in `both` stand there whole as well."""
    stand, applications = footprint(estate), list[Application]()
    for application in estate.applications:
        own = parts.get(application.id, ())
        applications += [_application(application, part) for part in own]
        applications += [application] if not own or application.id in both else []
    deployments = [_deployment(one, parts, stand) for one in estate.deployments]
    again = [one for one in estate.deployments if one.application_id in both]
    return replace(
        estate,
        applications=tuple(sorted(applications, key=lambda one: one.id)),
        deployments=(*deployments, *again),
        interfaces=tuple(new for one in estate.interfaces for new in _interfaces(one, parts, both)),
    )


def _application(application: Application, part: Part) -> Application:
    """A part of it: effort and users by its share of the servers."""
    users = application.users
    return replace(
        application,
        id=part.id,
        name=part.name,
        effort={skill: days * part.share for skill, days in application.effort.items()},
        users=None if users is None else int((users * part.share).to_integral_value(ROUND_CEILING)),
    )


def _deployment(one: Deployment, parts: Mapping[str, tuple[Part, ...]], stand: Footprint) -> Deployment:
    host = host_of(one.thing_id, stand)
    part = next((part for part in parts.get(one.application_id, ()) if host in part.hosts), None)
    return one if part is None else replace(one, application_id=part.id)


def _interfaces(one: Interface, parts: Mapping[str, tuple[Part, ...]], both: Collection[str]) -> Iterable[Interface]:
    """An interface of a split application is one of each of its parts: which part it belongs to nobody said."""
    ends = [(a, b) for a in ids_of(one.from_application, parts, both) for b in ids_of(one.to_application, parts, both)]
    if len(ends) == 1:
        yield one
    for a, b in ends if len(ends) > 1 and one.from_application != one.to_application else ():
        yield replace(one, id=f"{one.id}-of-{a}-{b}", from_application=a, to_application=b)


def ids_of(
    application_id: str, parts: Mapping[str, tuple[Part, ...]], both: Collection[str] = frozenset()
) -> tuple[str, ...]:
    """What stands for an application: its parts, it itself, or both."""
    own = tuple(part.id for part in parts.get(application_id, ()))
    return (*own, application_id) if application_id in both else own or (application_id,)


def _ends(one: Interface) -> tuple[str, str]:
    return one.from_application, one.to_application


def part_pairs(parts: Iterable[Part]) -> tuple[tuple[str, str], ...]:
    """Each two parts of one application: there is traffic between them, and nobody said how much."""
    by_whole: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        by_whole[part.application_id].append(part.id)
    return tuple(pair for app in sorted(by_whole) for pair in combinations(sorted(by_whole[app]), 2))


def wholes(parts: Iterable[Part]) -> dict[str, str]:
    """The application of each part."""
    return {part.id: part.application_id for part in parts}


def shares(parts: Iterable[Part]) -> dict[str, Decimal]:
    """What each part is of its application, by servers: 0 to 1."""
    return {part.id: part.share for part in parts}


def spans(inputs: PlanInputs, place: Mapping[str, str]) -> tuple[Span, ...]:
    """Groups that must move within so many weeks of each other; `place` gives the group of each part."""
    asked = inputs.folder.programme.splitting
    if asked is None or asked.within_weeks is None:
        return ()
    pairs = {tuple(sorted((place[a], place[b]))) for a, b in part_pairs(inputs.parts) if a in place and b in place}
    return tuple(Span(one, other, asked.within_weeks) for one, other in sorted(pairs) if one != other)


def pins_of(inputs: PlanInputs) -> tuple[Pin, ...]:
    """The pins of waves.yaml with those of a split application given to each part that has none of its own, and to the
    whole where that may still move."""
    if not inputs.parts:
        return inputs.folder.pins
    of: dict[str, list[str]] = defaultdict(list)
    for part in inputs.parts:
        of[part.application_id].append(part.id)
    for either in inputs.eithers:
        of[either.whole].append(either.whole)
    own = {pin.application_id for pin in inputs.folder.pins}
    found = []
    for pin in inputs.folder.pins:
        never = tuple(part for app in pin.never_with for part in of.get(app, [app]))
        for app in of.get(pin.application_id, [pin.application_id]):
            if app == pin.application_id or app not in own:
                found.append(replace(pin, application_id=app, never_with=tuple(n for n in never if n != app)))
    return tuple(found)
