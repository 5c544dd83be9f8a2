"""The waves are those that follow from the moves, and keep their state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from migration.model import Violation
from migration.plan.case import Case
from migration.plan.waves import waves

CONSTRAINT = "waves"


def check(case: Case) -> Iterator[Violation]:
    """Compare the plan's waves with those worked out from its moves. Only people approve one: what the plan says of
    that counts only where waves.yaml or the plan before says it too."""
    groups = {group.id for group in case.inputs.groups}
    known = [move for move in case.plan.moves if move.group_id in groups]
    right = {wave.id: wave for wave in waves(known, case.inputs)}
    given = {wave.id: wave for wave in case.plan.waves}
    for wave_id in sorted(right.keys() | given.keys()):
        if wave_id not in given:
            yield _broken(wave_id, "moves fall in it, but the plan does not list it")
        elif wave_id not in right:
            yield _broken(wave_id, "the plan lists it, but no move falls in it")
        elif given[wave_id].group_ids != right[wave_id].group_ids:
            yield _broken(wave_id, f"its groups are {', '.join(given[wave_id].group_ids)}; the moves say otherwise")
        elif replace(given[wave_id], state=right[wave_id].state) != right[wave_id]:
            yield _broken(wave_id, "its number, days or organisations are not those of its moves")
    yield from _states(case)


def _states(case: Case) -> Iterator[Violation]:
    named = {wave.id for wave in case.inputs.folder.waves}
    # Where a plan is checked that stands in a file, it is the plan before itself.
    before = case.inputs.previous if case.inputs.previous is not case.plan else None
    then = {wave.id: wave.state for wave in before.waves} if before is not None else {}
    for wave in case.plan.waves:
        if wave.state != "draft" and wave.id not in named and then.get(wave.id) != wave.state:
            yield _broken(wave.id, f"the plan says that it is {wave.state}, and waves.yaml does not")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
