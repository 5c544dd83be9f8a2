"""One table from the plan to the cloud: application, wave, stack, workload, resource, open findings, drift."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cloud_unless.drift_lines import in_words
from cloud_unless.findings_rows import OPEN
from cloud_unless.origins import Origin, origin_of, origins
from cloud_unless.tables import Cell, Column, Table

if TYPE_CHECKING:
    from cloud_unless.drift_record import DriftFile
    from migration.model import Dispositions, Plan
    from migration.model.architecture import Architecture
    from policies.model import FindingsFile
    from stacks.adoption import Planned

Key = tuple[str, str, str]
"""A resource wherever its project is: its stack, its types and its name."""

MOST = 200  # rows that people see; an application has some dozens


@dataclass(frozen=True, kw_only=True)
class Known:
    """All that a trace is made from. What was not made yet, or is of another architecture, is None or empty."""

    architecture: Architecture
    plan: Plan | None
    dispositions: Dispositions | None
    resources: Mapping[str, Sequence[Planned]]
    findings: FindingsFile | None
    drift: DriftFile | None


def trace_table(known: Known, application_id: str | None) -> Table:
    """The trace of one application, or of everything. Where no stack was rehearsed, a row for each workload."""
    return Table(
        name="trace",
        title="From the plan to the cloud",
        columns=(
            Column(key="application_id", heading="Application", unknown="all", wrap=True),
            Column(key="route", heading="Route", people=False),
            Column(key="wave_id", heading="Wave", unknown="–", people=False),
            Column(key="cut_over", heading="Users change over", unknown="–"),
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="workload_id", heading="Part", unknown="–", wrap=True),
            Column(key="resource", heading="Resource", unknown="–", wrap=True),
            Column(key="type", heading="Type", people=False),
            Column(key="id", heading="Id", people=False),
            Column(key="findings", heading="Open findings", wrap=True),
            Column(key="drift", heading="Drift", unknown="not looked at", wrap=True),
            Column(key="replaces", heading="Replaces", people=False),
            Column(key="why", heading="Why it is there", people=False),
        ),
        rows=tuple(_rows(known, application_id)),
        empty="Nothing is built for it: the plan keeps it, retires it, or buys it as a service.",
        most=MOST,
    )


def key_of(urn: str) -> Key:
    """The key of a resource: two projects may build the same architecture under their own names."""
    begin, _, rest = urn.partition("::")
    _, types, name = (*rest.split("::", 2), "", "")[:3]
    return begin.removeprefix("urn:pulumi:"), types, name


def _rows(known: Known, application_id: str | None) -> Iterator[tuple[Cell, ...]]:
    cut_overs, routes, things = _cut_overs(known.plan), _routes(known.dispositions), _things(known.plan)
    findings, drifts = _findings(known.findings), _drifts(known.drift)
    looked = {one.stack for one in known.drift.stacks if one.resources is not None} if known.drift else set()
    where = origins(known.architecture)
    for stack, component, resource in _parts(known):
        came = origin_of(component, stack, known.architecture, where)
        served = {came.application_id, *came.also_serves}
        if application_id is not None and application_id not in served:
            continue
        key = key_of(resource.urn) if resource else None
        yield (
            came.application_id,
            routes.get(came.application_id or ""),
            came.wave_id,
            _cut_over(came, cut_overs, things),
            stack,
            component,
            resource.name if resource else None,
            resource.type if resource else None,
            resource.id if resource else None,
            tuple(sorted(findings.get(key, ()))) if key else (),
            (drifts.get(key, "") if stack in looked else None) if key else None,
            came.replaces,
            came.why,
        )


def _parts(known: Known) -> Iterator[tuple[str, str | None, Planned | None]]:
    """Each resource with the part of the architecture it belongs to; a workload alone where its stack was not
    rehearsed."""
    for stack in known.architecture.stacks:
        if stack.name not in known.resources:
            for workload in known.architecture.workloads:
                if workload.stack == stack.name:
                    yield stack.name, workload.id, None
            continue
        planned = known.resources[stack.name]
        by_urn = {one.urn: one for one in planned}
        for one in sorted(planned, key=lambda one: one.urn):
            if one.custom and not one.type.startswith("pulumi:"):
                yield stack.name, _component(one, by_urn), one


def _component(one: Planned, by_urn: Mapping[str, Planned]) -> str | None:
    passed: set[str] = set()
    at = by_urn.get(one.parent or "")
    while at is not None and at.urn not in passed:
        if at.type.startswith("cloud-unless:"):
            return at.name
        passed.add(at.urn)
        at = by_urn.get(at.parent or "")
    return None


def _cut_overs(plan: Plan | None) -> dict[str, date]:
    if plan is None:
        return {}
    days = {one.group_id: one.cut_over for one in plan.moves}
    return {app: days[one.id] for one in plan.groups if one.id in days for app in one.application_ids}


def _things(plan: Plan | None) -> dict[str, date]:
    if plan is None:
        return {}
    days = {one.group_id: one.cut_over for one in plan.moves}
    return {thing: days[one.id] for one in plan.groups if one.id in days for thing in one.thing_ids}


def _cut_over(came: Origin, cut_overs: Mapping[str, date], things: Mapping[str, date]) -> date | None:
    """When its application moves; of one that moves in parts, when the first of what it replaces does."""
    whole = cut_overs.get(came.application_id or "")
    return whole or min((things[one] for one in came.replaces if one in things), default=None)


def _routes(found: Dispositions | None) -> dict[str, str]:
    return {one.application_id: one.route for one in found.dispositions} if found else {}


def _findings(found: FindingsFile | None) -> dict[Key, set[str]]:
    opened: dict[Key, set[str]] = defaultdict(set)
    for one in found.findings if found else ():
        if one.verdict in OPEN:
            opened[key_of(one.subject)].add(one.rule_id if one.verdict != "exempt" else f"{one.rule_id} (accepted)")
    return opened


def _drifts(found: DriftFile | None) -> dict[Key, str]:
    return {key_of(one.urn): in_words(one) for one in found.drifts} if found else {}
