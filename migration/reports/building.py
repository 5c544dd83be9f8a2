"""What is built: the stacks in their order, and what stands in each."""

from __future__ import annotations

from collections import Counter

from migration.model.architecture import Architecture
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.routes import TARGETS_IN_WORDS
from migration.reports.tables import Cell, Table, columns, table
from migration.reports.wording import counted, day, listed
from safeio.values import value


@value
class Building:
    """A sentence and two tables; None where nothing has been designed yet."""

    sentence: str
    stacks: Table | None
    recovery: Table | None


def building(facts: ReportFacts, names: Names) -> Building | None:
    """The architecture as a committee reads it."""
    if facts.architecture is None:
        return None
    return Building(
        sentence=_sentence(facts.architecture),
        stacks=_stacks(facts.architecture, names),
        recovery=_recovery(facts.architecture, names),
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


def _stacks(architecture: Architecture, names: Names) -> Table | None:
    waves = {one.name: (one.wave_id or "") for one in architecture.stacks}
    rows: list[tuple[Cell, ...]] = []
    for stack in architecture.stacks:
        inside = [one for one in architecture.workloads if one.stack == stack.name]
        kinds = Counter(TARGETS_IN_WORDS.get(one.kind, one.kind) for one in inside)
        built = [f"{number} × {kind}" for kind, number in sorted(kinds.items())]
        applications = sorted({names.application(one.application_id) for one in inside})
        rows.append(
            (
                stack.name,
                names.organisation(stack.organisation_id) if stack.organisation_id else "the platform",
                waves[stack.name].removeprefix("wave-") or "before the first wave",
                listed(applications, most=6) or "networks, watching, backups, budgets",
                listed(built) or "the ground the rest stands on",
                f"{stack.resource_count:,}",
            )
        )
    headings = columns(
        "Stack", "For", "Wave from", ("Applications", "prose"), ("Built", "prose"), ("Resources", "number")
    )
    return table("What is built, in order", headings, rows, "architecture.json")


def _recovery(architecture: Architecture, names: Names) -> Table | None:
    critical = [one for one in architecture.workloads if one.recovery.criticality == 1]
    rows: list[tuple[Cell, ...]] = [
        (
            names.application(one.application_id),
            one.name,
            _limit(one.recovery.rto_minutes),
            _limit(one.recovery.rpo_minutes),
            one.recovery.second_region or "none",
            one.recovery.why,
        )
        for one in sorted(critical, key=lambda one: (one.application_id, one.name))
    ]
    headings = columns(
        "Application",
        "Built as",
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
