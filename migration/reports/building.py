"""What is built: the stacks in their order, and what stands in each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from migration.model import Plan
from migration.model.architecture import Architecture, Recovery, Stack, Workload
from migration.model.architecture.shared_services import Service
from migration.reports.facts import DriftSeen, ReportFacts
from migration.reports.names import Names
from migration.reports.routes import TARGETS_IN_WORDS
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import counted, day, listed, sentence
from safeio.values import value

SERVICES_IN_WORDS: Mapping[Service, str] = {
    "gateway": "a gateway for APIs",
    "bus": "a message bus",
    "exchange": "an exchange of files",
    "transfers": "pipelines across the edge of the cloud",
}
GROUND = {True: "what applications share", False: "networks, watching, backups, budgets"}
"""What a stack without applications is for, by whether it is that of the shared services."""


@value
class Building:
    """A sentence and two tables, and what differs in the cloud; None where nothing has been designed or looked at."""

    sentence: str
    stacks: Table | None
    recovery: Table | None
    drift_sentence: str | None = None
    drift: Table | None = None


def building(facts: ReportFacts, names: Names) -> Building | None:
    """The architecture as a committee reads it."""
    if facts.architecture is None:
        return None
    return Building(
        sentence=_sentence(facts.architecture),
        stacks=_stacks(facts.architecture, names, facts.plan),
        recovery=_recovery(facts.architecture, names),
        drift_sentence=_drift_sentence(facts.drift) if facts.drift else None,
        drift=_drift(facts.drift, names) if facts.drift else None,
    )


def _sentence(architecture: Architecture) -> str:
    parts = [
        counted(len(architecture.stacks), "part that is built by itself", "parts that are built one after the other"),
        counted(len(architecture.workloads), "machine or service", "machines and services"),
        counted(sum(one.resource_count for one in architecture.stacks), "resource in Azure", "resources in Azure"),
    ]
    regions = sorted(
        {one.region for one in architecture.stacks} | {one.region for one in architecture.landing_zone.hubs}
    )
    return f"The design of {day(architecture.as_of)} has {listed(parts)}, in {listed(regions)}."


def _stacks(architecture: Architecture, names: Names, plan: Plan | None) -> Table | None:
    begins = {wave.id: wave.period_from for wave in plan.waves} if plan else {}
    inside_of = defaultdict[str, list[Workload]](list)
    for workload in architecture.workloads:
        inside_of[workload.stack].append(workload)
    rows: list[tuple[Cell, ...]] = []
    for stack in architecture.stacks:
        inside = inside_of[stack.name]
        kinds = Counter(TARGETS_IN_WORDS.get(one.kind, one.kind) for one in inside)
        built = [f"{number} × {kind}" for kind, number in sorted(kinds.items())]
        is_shared = stack.layer == "shared-services"
        built = [*_shared(architecture), *built] if is_shared else built
        applications = [] if is_shared else sorted({names.application(one.application_id) for one in inside})
        rows.append(
            (
                stack.name,
                names.organisation(stack.organisation_id) if stack.organisation_id else "the platform",
                _when(stack, begins),
                listed(applications, most=6) or GROUND[is_shared],
                listed(built) or "the ground the rest stands on",
                f"{stack.resource_count:,}",
            )
        )
    headings = columns(
        "Stack", "For", ("Wave from", "date"), ("Applications", "prose"), ("Built", "prose"), ("Resources", "number")
    )
    return table("What is built, in order", headings, rows, "architecture.json")


def _shared(architecture: Architecture) -> list[str]:
    """The shared services in words, each with how many interfaces ask for it."""
    asked = Counter(one.service for one in architecture.shared_services.answers) if architecture.shared_services else {}
    return [
        f"{what} ({counted(asked[service], 'interface', 'interfaces')})"
        for service, what in SERVICES_IN_WORDS.items()
        if asked.get(service)
    ]


def _drift_sentence(seen: DriftSeen) -> str:
    looked = counted(seen.resources, "resource in the cloud was", "resources in the cloud were")
    differ = f"{counted(len(seen.lines), 'is', 'are')} not" if seen.lines else "all are"
    rest = "" if seen.whole else " Not everything could be looked at."
    return f"On {day(seen.as_of)} {looked} looked at, and {differ} as designed.{rest}"


def _drift(seen: DriftSeen, names: Names) -> Table | None:
    rows = [
        (names.application(one.application_id) if one.application_id else "every application", one.resource, one.what)
        for one in seen.lines
    ]
    headings = columns("For", "Resource", ("What differs", "prose"))
    return table("Not as designed", headings, rows, "drift.json")


def _when(stack: Stack, begins: Mapping[str, date]) -> str:
    """The first day of the stack's wave; without one, what goes before all waves or stays where it is."""
    if stack.wave_id is None:
        return {"landing-zone": "first", "shared-services": "before the waves that use it"}.get(stack.layer, "any time")
    found = begins.get(stack.wave_id)
    return stack.wave_id if found is None else day(found)


def _recovery(architecture: Architecture, names: Names) -> Table | None:
    """One row for the workloads of an application that come back in the same way."""
    alike: dict[tuple[str, Recovery], list[str]] = defaultdict(list)
    for one in architecture.workloads:
        if one.recovery.criticality == 1:
            alike[one.application_id, replace(one.recovery, vault=None, policy=None)].append(one.name)
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(application_id),
            listed(sorted(built), most=3),
            _limit(recovery.rto_minutes),
            _limit(recovery.rpo_minutes),
            recovery.second_region or "none",
            sentence(recovery.why),
        )
        for (application_id, recovery), built in sorted(alike.items(), key=lambda one: (one[0][0], sorted(one[1])))
    ]
    headings = columns(
        "Application",
        ("Built as", "prose"),
        ("Back within", "number"),
        ("May lose", "number"),
        "Second region",
        ("How it is brought back", "prose"),
    )
    return table("The most critical: how each is brought back", headings, rows, "architecture.json")


def _limit(minutes: int | None) -> str:
    if minutes is None:
        return "not said"
    return f"{minutes // 60} h" if minutes % 60 == 0 and minutes >= 60 else f"{minutes} min"
