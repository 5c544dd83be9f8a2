"""What people write in registers: applications, deployments, interfaces, contracts and licences, by their own ids."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from inventory.model import Application, Claim, Conflict, Contract, Deployment, Interface, Licence, Warned
from inventory.naming import Index, Thing, is_pattern, matching
from inventory.places import Places
from inventory.records import Record
from inventory.settling import Settled, conflicts, settle
from safeio.text import slug
from safeio.values import value

T = TypeVar("T")

EFFORT = "effort_"
DEPLOYED_ON = ("server", "database", "share")
_DATES = frozenset({"starts", "ends", "renewal", "in_use_until", "mitigation_review"})
_LIKELY_KINDS = {"database": ("database",), "files": ("share",)}


@value
class People:
    """All records of the registers, sorted by id."""

    applications: tuple[Application, ...]
    deployments: tuple[Deployment, ...]
    interfaces: tuple[Interface, ...]
    contracts: tuple[Contract, ...]
    licences: tuple[Licence, ...]
    conflicts: tuple[Conflict, ...]


@dataclasses.dataclass(slots=True)
class _Resolving:
    index: Index
    things: Sequence[Thing]
    organisations: Places
    warnings: list[Warned]
    conflicts: list[Conflict]

    def warn(self, claim: Claim, thing_id: str, message: str, remedy: str) -> None:
        self.warnings.append(Warned(where=f"{claim.source}, {thing_id}", message=message, remedy=remedy))


def read_people(
    by_kind: Mapping[str, Sequence[Record]],
    index: Index,
    things: Sequence[Thing],
    organisations: Places,
    warnings: list[Warned],
) -> People:
    """The records of the registers with every reference resolved; what refers to nothing known is told and left out."""
    at = _Resolving(index, things, organisations, warnings, [])
    applications = [_application(own, settled, at) for own, settled in _settled(by_kind.get("application", ()), at)]
    words = _words(applications)
    deployments = [_deployment(own, settled, words, at) for own, settled in _settled(by_kind.get("deployment", ()), at)]
    interfaces = [_interface(own, settled, words, at) for own, settled in _settled(by_kind.get("interface", ()), at)]
    contracts = [_contract(own, settled, at) for own, settled in _settled(by_kind.get("contract", ()), at)]
    licences = [_licence(own, settled) for own, settled in _settled(by_kind.get("licence", ()), at)]
    return People(
        applications=tuple(applications),
        deployments=tuple(one for one in deployments if one),
        interfaces=tuple(one for one in interfaces if one),
        contracts=tuple(contracts),
        licences=tuple(licences),
        conflicts=tuple(at.conflicts),
    )


def _settled(records: Sequence[Record], at: _Resolving) -> list[tuple[str, Settled]]:
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.own, []).append(record)
    found = []
    for own in sorted(groups):
        settled = settle(groups[own])
        at.conflicts += conflicts(own, settled)
        found.append((own, settled))
    return found


def _facts(kind: type, settled: Settled) -> dict[str, Any]:
    """The fields of `kind` as their types: dates, exact amounts, tuples."""
    names = {field.name for field in dataclasses.fields(kind)} - {"id", "said_by"}
    return {name: _typed(claim) for name, claim in settled.winners.items() if name in names}


def _typed(claim: Claim) -> Any:
    if isinstance(claim.value, list):
        return tuple(claim.value)
    if claim.field in _DATES:
        return date.fromisoformat(str(claim.value))
    if claim.field.endswith("_gbp") or claim.field == "share":
        return Decimal(str(claim.value))
    return claim.value


def _said_by(settled: Settled, facts: Mapping[str, Any]) -> dict[str, str]:
    said = {name: claim.source for name, claim in settled.winners.items() if facts.get(name) is not None}
    return dict(sorted(said.items()))


def _application(own: str, settled: Settled, at: _Resolving) -> Application:
    facts = _facts(Application, settled)
    if "organisation_ids" in facts:
        claim = settled.winners["organisation_ids"]
        ids = {at.organisations.settled(dataclasses.replace(claim, value=text)) for text in facts["organisation_ids"]}
        facts["organisation_ids"] = tuple(sorted(one for one in ids if one))
    effort = {
        name.removeprefix(EFFORT): Decimal(str(claim.value))
        for name, claim in sorted(settled.winners.items())
        if name.startswith(EFFORT)
    }
    facts.setdefault("name", own)
    return Application(id=own, effort=effort, said_by=_said_by(settled, facts), **facts)


def _words(applications: Sequence[Application]) -> dict[str, str]:
    """Applications by id and by name; an id goes before another application's name."""
    words: dict[str, str] = {}
    for application in applications:
        words.setdefault(application.name.casefold(), application.id)
        words.setdefault(slug(application.name), application.id)
    return words | {application.id: application.id for application in applications}


def _named(
    claim: Claim | None,
    words: Mapping[str, str],
    thing_id: str,
    at: _Resolving,
    so: str = "the row is left out",
) -> str | None:
    """The id of the application a claim names; None and told where there is none."""
    if claim is None:
        return None
    found = words.get(str(claim.value).casefold())
    if found is None:
        message = f'{claim.field} "{claim.value}" is no application known, so {so}'
        at.warn(claim, thing_id, message, "Correct it, or add the application to applications.csv.")
    return found


def _deployment(own: str, settled: Settled, words: Mapping[str, str], at: _Resolving) -> Deployment | None:
    facts = _facts(Deployment, settled)
    application = _named(settled.winners.get("application_id"), words, own, at)
    facts["organisation_id"] = at.organisations.settled(settled.winners.get("organisation_id"))
    thing = _deployed_on(own, settled, facts, at)
    if application is None or thing is None:
        return None
    facts |= {"application_id": application, "thing_id": thing.id}
    return Deployment(id=own, said_by=_said_by(settled, facts), **facts)


def _deployed_on(own: str, settled: Settled, facts: Mapping[str, Any], at: _Resolving) -> Thing | None:
    """The one server, database or share that a name means; role and organisation decide between several."""
    claim = settled.winners.get("thing_id")
    if claim is None:
        return None
    text = str(claim.value)
    found = at.index.find(text, DEPLOYED_ON)
    if not any(one.explicit_id == text for one in found):
        found = at.index.find(text, _LIKELY_KINDS.get(str(facts.get("role")), ("server",))) or found
    if len(found) > 1:
        found = [one for one in found if _belongs(one, facts.get("organisation_id"))] or found
    if len(found) == 1:
        return found[0]
    near = at.index.near(text)
    if found:
        message, remedy = "names several things", f"Use one of the ids {', '.join(one.id for one in found[:5])}."
    else:
        message = "is no server, database or share known"
        remedy = f'Did you mean "{near}"?' if near else "Correct it, or add it to things.csv."
    at.warn(claim, own, f'thing "{claim.value}" {message}, so the row is left out', remedy)
    return None


def _belongs(thing: Thing, organisation: str | None) -> bool:
    return organisation is not None and any(record.text("organisation_id") == organisation for record in thing.records)


def _interface(own: str, settled: Settled, words: Mapping[str, str], at: _Resolving) -> Interface | None:
    facts = _facts(Interface, settled)
    facts["record_system"] = _named(settled.winners.get("record_system"), words, own, at, "it is not used")
    for name in ("from_application", "to_application"):
        facts[name] = _named(settled.winners.get(name), words, own, at)
    if facts["from_application"] is None or facts["to_application"] is None:
        return None
    return Interface(id=own, said_by=_said_by(settled, facts), **facts)


def _contract(own: str, settled: Settled, at: _Resolving) -> Contract:
    facts = _facts(Contract, settled)
    facts["organisation_id"] = at.organisations.settled(settled.winners.get("organisation_id"))
    claim = settled.winners.get("covers")
    covered: set[str] = set()
    for text in facts.get("covers", ()):
        kinds = tuple(dict.fromkeys(thing.kind for thing in at.things))
        found = matching(text, at.things) if is_pattern(text) else at.index.find(text, kinds)
        covered |= {thing.id for thing in found}
        if not found and claim:
            near = None if is_pattern(text) else at.index.near(text)
            remedy = f'Did you mean "{near}"?' if near else "Correct it, or add the thing to things.csv."
            at.warn(claim, own, f'it covers "{text}", which fits nothing known', remedy)
    facts["covers_ids"] = tuple(sorted(covered))
    return Contract(id=own, said_by=_said_by(settled, facts), **facts)


def _licence(own: str, settled: Settled) -> Licence:
    facts = _facts(Licence, settled)
    facts.setdefault("product", own)
    return Licence(id=own, said_by=_said_by(settled, facts), **facts)
