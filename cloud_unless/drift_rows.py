"""Drift as rows: the stacks that were looked at, what differs, and where each thing comes from."""

from __future__ import annotations

from cloud_unless.drift_record import DriftFile, ResourceDrift
from cloud_unless.tables import Cell, Column, Table

WORDS = {
    "changed": "changed by hand",
    "missing": "gone",
    "not-planned": "nobody planned it",
    "not-built": "not as designed",
}
"""What each kind of drift is called for people."""

MOST = 100  # rows that people see; more cannot be worked through at once


def drift_tables(found: DriftFile) -> tuple[Table, ...]:
    """What differs first, then where it comes from, then the stacks."""
    return _differences(found), _came_from(found), _stacks(found)


def _differences(found: DriftFile) -> Table:
    return Table(
        name="drift",
        title="Not as it should be",
        columns=(
            Column(key="kind", heading="What"),
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="resource", heading="Resource", wrap=True),
            Column(key="property", heading="Property", wrap=True, unknown=""),
            Column(key="expected", heading="Was to be", wrap=True, unknown="–"),
            Column(key="found", heading="Is", wrap=True, unknown="–"),
            Column(key="application_id", heading="Application", unknown="all", wrap=True),
            Column(key="wave_id", heading="Wave", people=False),
            Column(key="workload_id", heading="Workload", people=False),
            Column(key="replaces", heading="Replaces", people=False),
            Column(key="why", heading="Why it is there", people=False),
            Column(key="type", heading="Type", people=False),
            Column(key="id", heading="Id", people=False),
            Column(key="urn", heading="Urn", people=False),
        ),
        rows=tuple(row for one in found.drifts for row in _rows(one)),
        empty="Everything that was looked at is as it should be.",
        most=MOST,
    )


def _rows(one: ResourceDrift) -> list[tuple[Cell, ...]]:
    came = one.origin
    rest: tuple[Cell, ...] = (came.application_id, came.wave_id, came.workload_id, came.replaces, came.why)
    about: tuple[Cell, ...] = (*rest, one.type, one.id, one.urn)
    start: tuple[Cell, ...] = (WORDS[one.kind], one.stack, one.name)
    if not one.properties:
        return [(*start, None, None, None, *about)]
    return [(*start, differs.property, differs.expected, differs.found, *about) for differs in one.properties]


def _came_from(found: DriftFile) -> Table:
    rows = {
        (one.origin.workload_id or one.stack): (
            one.origin.workload_id or one.stack,
            one.origin.application_id,
            one.origin.wave_id,
            one.origin.replaces,
            one.origin.why,
        )
        for one in found.drifts
    }
    return Table(
        name="origins",
        title="Where it comes from",
        columns=(
            Column(key="workload_id", heading="Part of", wrap=True),
            Column(key="application_id", heading="Application", unknown="all", wrap=True),
            Column(key="wave_id", heading="Wave", unknown="–", wrap=True),
            Column(key="replaces", heading="Replaces", wrap=True),
            Column(key="why", heading="Why it is there", wrap=True),
        ),
        rows=tuple(rows[key] for key in sorted(rows)),
    )


def _stacks(found: DriftFile) -> Table:
    return Table(
        name="stacks",
        title="Stacks looked at",
        columns=(
            Column(key="stack", heading="Stack", wrap=True),
            Column(key="resources", heading="Resources", right=True, unknown="not there"),
            Column(key="drifts", heading="Not as they should be", right=True),
            Column(key="faults", heading="Could not be told", wrap=True),
        ),
        rows=tuple((one.stack, one.resources, one.drifts, one.faults) for one in found.stacks),
    )
