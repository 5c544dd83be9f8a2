"""Work starts only after the decisions it needs, with time to write their papers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from migration.dates import WEEK
from migration.model import Violation
from migration.plan.case import Case

CONSTRAINT = "gates"


def check(case: Case) -> Iterator[Violation]:
    """Each move and initiative starts after a usable date of every gate it names. Kept waves were decided before."""
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        if group is not None and not move.pinned:
            gate_ids = {gate for app in group.application_ids for gate in case.applications[app].gate_ids}
            yield from _late(case, move.group_id, gate_ids, min(move.prepare_from, move.seeding_from))
    for initiative_id, slot in sorted(case.slots.items()):
        initiative = case.initiatives.get(initiative_id)
        if initiative is not None:
            yield from _late(case, initiative_id, initiative.gate_ids, slot.starts)


def _late(case: Case, subject: str, gate_ids: Iterable[str], starts: date) -> Iterator[Violation]:
    known = {gate.id: gate for gate in case.inputs.folder.programme.gates}
    for gate_id in sorted(gate_ids):
        gate = known.get(gate_id)
        usable = [d for d in gate.dates if d - gate.lead_weeks * WEEK >= case.inputs.as_of] if gate else []
        if not any(day < starts for day in usable):
            when = f"its first usable date is {min(usable)}" if usable else "it has no usable date"
            yield Violation(
                constraint=CONSTRAINT,
                subject=subject,
                message=f"work starts on {starts}, before the gate {gate_id} has decided: {when}",
                dates=(starts, *sorted(usable)[:1]),
            )
