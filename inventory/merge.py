"""Merging claims into the estate: records joined to things, one value for each field, every reference resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from inventory.building import CLASSES, PARENTS, build
from inventory.estate_warnings import lasting_warnings
from inventory.flow_noise import ILLUSTRATIVE, NoiseLimits
from inventory.flows import read_flows
from inventory.identifiers import serial_key, uuid_key
from inventory.identity import group
from inventory.model import KINDS, LISTS, Claim, Conflict, Estate, Organisation, Product, Site, Warned
from inventory.model import Thing as AnyThing
from inventory.naming import Index, Thing, give_ids
from inventory.observed_interfaces import with_observed
from inventory.people_records import read_people
from inventory.places import Places
from inventory.recognise import recognise
from inventory.records import Record, records
from inventory.same_database import found_and_listed
from inventory.settling import Settled, conflicts, settle

# These are told apart by what they are part of, not by site: every server may have a database "prod".
PARTS = ("share", "database", "software")
assert set(LISTS) == set(KINDS) == set(CLASSES)


@dataclass(slots=True, eq=False)
class Joined:
    """The things of all claims with their settled fields, before references are resolved."""

    things: list[Thing]
    settled: list[Settled]
    index: Index


def merge(
    claims: Iterable[Claim],
    sites: Sequence[Site],
    organisations: Sequence[Organisation],
    products: tuple[Product, ...],
    noise: NoiseLimits = ILLUSTRATIVE,
) -> Estate:
    """The estate that all claims together describe. The order of the claims does not matter.

    `noise` says from where on traffic says nothing about how applications hang together.

    Where `sites` or `organisations` is empty, every name of one is taken as it is. What cannot be resolved is left
    unknown and told in `Estate.warnings`; where sources disagree, the losing values are in `Estate.conflicts`.
    """
    claims = tuple(claims)
    by_kind = records(claims)
    warnings: list[Warned] = []
    at = Places("site", sites)
    of = Places("organisation", organisations)
    joined = _join(by_kind, at, products, warnings)
    lists: dict[str, list[Any]] = {name: [] for name in LISTS.values()}
    found_conflicts: list[Conflict] = []
    for thing, settled in zip(joined.things, joined.settled, strict=True):
        places = at.settled(settled.winners.get("site_id")), of.settled(settled.winners.get("organisation_id"))
        lists[LISTS[thing.kind]].append(build(thing, settled, places, joined.index, products, warnings))
        found_conflicts += [one for one in conflicts(thing.id, settled) if not _one_place(one, at, of)]
    people = read_people(by_kind, joined.index, joined.things, of, warnings)
    flows, untold = read_flows(joined.things, joined.index, by_kind.get("flow", ()), noise)
    warnings += [*at.warnings(), *of.warnings(), *untold]
    sorted_lists: dict[str, Any] = {name: tuple(sorted(found, key=_by_id)) for name, found in lists.items()}
    estate = Estate(
        seen_on=max((claim.seen_on for claim in claims), default=None),
        sites=tuple(sorted(sites, key=lambda site: site.id)),
        organisations=tuple(sorted(organisations, key=lambda one: one.id)),
        conflicts=tuple(sorted([*found_conflicts, *people.conflicts], key=_conflict_order)),
        **sorted_lists,
        licences=people.licences,
        contracts=people.contracts,
        applications=people.applications,
        deployments=people.deployments,
        flows=flows,
        interfaces=people.interfaces,
    )
    interfaces, unclear = with_observed(estate)
    estate = replace(estate, interfaces=interfaces)
    told = {(one.where, one.message): one for one in (*warnings, *unclear, *lasting_warnings(estate))}
    return replace(estate, warnings=tuple(told[key] for key in sorted(told)))


def _one_place(conflict: Conflict, sites: Places, organisations: Places) -> bool:
    """True where two words mean one place, or the other word means none: that is no disagreement."""
    places = {"site_id": sites, "organisation_id": organisations}.get(conflict.field)
    if places is None:
        return False
    other = places.resolve(conflict.other)
    return other is None or other == places.resolve(conflict.value)


def _by_id(thing: AnyThing) -> str:
    return thing.id


def _conflict_order(conflict: Conflict) -> tuple[str, str, str, str]:
    return conflict.thing_id, conflict.field, conflict.other_source, conflict.other


def _join(
    by_kind: Mapping[str, Sequence[Record]], sites: Places, products: tuple[Product, ...], warnings: list[Warned]
) -> Joined:
    joined = Joined([], [], Index())

    def site_of(record: Record) -> str | None:
        text = record.text("site_id")
        return sites.resolve(text) if text else None

    def whole_of(record: Record) -> str | None:
        text = record.text("parent_id")
        found = joined.index.find(text, PARENTS[record.kind], record.source) if text else []
        return f"{found[0].number:09d}" if len(found) == 1 else None

    def product_of(record: Record) -> str | None:
        text = record.text("product")
        known = recognise(text, products) if text else None
        return known[0] if known else text and text.casefold()

    for kind in (*(kind for kind in KINDS if kind not in PARTS), *PARTS):
        some = by_kind.get(kind, ())
        same = found_and_listed(some, whole_of, product_of) if kind == "database" else ()
        groups, told = group(some, whole_of if kind in PARTS else site_of, same)
        warnings += told
        for members in groups:
            settled = settle(members)
            thing = _thing(len(joined.things), kind, members, settled, sites)
            joined.settled.append(settled)
            joined.things.append(thing)
            joined.index.add(thing)
    for thing in give_ids(joined.things):
        message = f'the id "{thing.explicit_id}" is given to another thing too, so this one is called {thing.id}'
        warnings.append(Warned(where=f"{thing.kind} {thing.name}", message=message, remedy="Give each its own id."))
    for thing in joined.things:
        words = joined.index.by_word.setdefault(thing.id, [])
        if thing not in words:
            words.append(thing)
    return joined


def _thing(number: int, kind: str, members: list[Record], settled: Settled, sites: Places) -> Thing:
    def text(name: str) -> str | None:
        claim = settled.winners.get(name)
        return claim.value if claim is not None and isinstance(claim.value, str) else None

    name = text("name") or members[0].own
    strongest = uuid_key(text("uuid")) or serial_key(text("vendor"), text("serial"))
    site = text("site_id")
    return Thing(
        number=number,
        kind=kind,
        records=members,
        name=name,
        place=sites.resolve(site) if site else None,
        identifier=strongest or f"{members[0].source} {members[0].own}",
        explicit_id=text("id"),
    )
