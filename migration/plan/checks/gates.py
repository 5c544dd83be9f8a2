"""Work starts only after the decisions it needs, with time to write their papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from migration.model import Violation
from migration.plan.case import Case
from migration.plan.earlier_decisions import counts
from migration.plan.gate_dates import decided, first_start, starts_before

CONSTRAINT = "gates"


def check(case: Case) -> Iterator[Violation]:
    """Each move and initiative starts after a usable date of every gate it names: one whose papers could be ready when
    the plan was made, or one that it says an earlier plan counted on. Kept waves were decided before."""
    # A plan that stands in a file is the plan before itself: its own dates cannot say that they were decided earlier.
    before = case.inputs.previous if case.inputs.previous is not case.plan else None
    then = starts_before(before)
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        if group is not None and move.group_id not in case.fixed:
            gate_ids = {gate for app in group.application_ids for gate in case.applications[app].gate_ids}
            started = first_start(then, group.application_ids)
            yield from _late(case, move.group_id, gate_ids, min(move.prepare_from, move.seeding_from), started)
    for initiative_id, slot in sorted(case.slots.items()):
        initiative = case.initiatives.get(initiative_id)
        if initiative is not None:
            started = then.get(("initiative", initiative_id))
            yield from _late(case, initiative_id, initiative.gate_ids, slot.starts, started)


def _late(case: Case, subject: str, gate_ids: Iterable[str], starts: date, started: date | None) -> Iterator[Violation]:
    known = {gate.id: gate for gate in case.inputs.folder.programme.gates}
    earlier = {(one.subject, one.gate_id): one.date for one in case.plan.earlier_decisions or ()}
    # A plan that has grown older was made when more papers could be ready.
    made = min(case.inputs.as_of, case.plan.as_of)
    for gate_id in sorted(gate_ids):
        gate = known.get(gate_id)
        usable = decided(gate, made, started) if gate is not None else date.max
        relied = gate is not None and counts(gate, earlier.get((subject, gate_id)), starts)
        if not usable < starts and not relied:
            when = f"its first usable date is {usable}" if usable < date.max else "it has no usable date"
            yield Violation(
                constraint=CONSTRAINT,
                subject=subject,
                message=f"work starts on {starts}, before the gate {gate_id} has decided: {when}",
                dates=(starts, usable) if usable < date.max else (starts,),
            )
