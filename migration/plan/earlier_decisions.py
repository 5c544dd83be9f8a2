"""Decisions that a plan counts on since an earlier plan: for a new one their papers could no longer be made ready."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from migration.model import EarlierDecision, Gate, Plan
from migration.plan.gate_dates import decided, first_start, starts_before
from migration.plan.inputs import PlanInputs
from migration.plan.moves import kept_moves


def with_earlier_decisions(plan: Plan, inputs: PlanInputs) -> Plan:
    """The plan with the decisions that it counts on only because work on them stood in `inputs.previous`.

    Without them nobody could tell work that was decided on long ago from a date that somebody moved by hand.
    """
    found = sorted(_found(plan, inputs), key=lambda one: (one.subject, one.gate_id))
    return replace(plan, earlier_decisions=tuple(found) or None)


def _found(plan: Plan, inputs: PlanInputs) -> Iterator[EarlierDecision]:
    gates = {gate.id: gate for gate in inputs.folder.programme.gates}
    known = {(one.subject, one.gate_id): one.date for one in _earlier(inputs.previous)}
    for subject, gate_ids, starts, started in _work(plan, inputs):
        for gate_id in gate_ids:
            gate = gates[gate_id]
            if decided(gate, plan.as_of) < starts:
                continue
            day = known.get((subject, gate_id))
            if day is None or not counts(gate, day, starts):
                day = decided(gate, plan.as_of, started)
            yield EarlierDecision(subject=subject, gate_id=gate_id, date=day)


def counts(gate: Gate, day: date | None, starts: date) -> bool:
    """Whether work that starts on a day comes after this date of a gate."""
    return day in gate.dates and day is not None and day < starts


def _earlier(previous: Plan | None) -> tuple[EarlierDecision, ...]:
    return (previous.earlier_decisions or ()) if previous is not None else ()


def _work(plan: Plan, inputs: PlanInputs) -> Iterator[tuple[str, tuple[str, ...], date, date | None]]:
    """All work that waits for gates: its id, its gates, when it starts, and when it was to start in the plan before.
    What people fixed or approved waits for none."""
    then, kept = starts_before(inputs.previous), kept_moves(inputs)
    groups = {group.id: group.application_ids for group in plan.groups}
    of_application = {application.id: application.gate_ids for application in inputs.estate.applications}
    for move in plan.moves:
        members = groups[move.group_id]
        gate_ids = tuple(sorted({gate for app in members for gate in of_application[app]}))
        if not move.pinned and move.group_id not in kept:
            yield move.group_id, gate_ids, min(move.prepare_from, move.seeding_from), first_start(then, members)
    of_initiative = {initiative.id: initiative.gate_ids for initiative in inputs.folder.initiatives}
    for slot in plan.initiatives:
        started = then.get(("initiative", slot.initiative_id))
        yield slot.initiative_id, tuple(sorted(of_initiative[slot.initiative_id])), slot.starts, started
