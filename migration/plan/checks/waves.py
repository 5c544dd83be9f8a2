"""The waves are those that follow from the moves, and keep their state."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model import Violation
from migration.plan.case import Case
from migration.plan.waves import waves

CONSTRAINT = "waves"


def check(case: Case) -> Iterator[Violation]:
    """Compare the plan's waves with those worked out from its moves."""
    known = [move for move in case.plan.moves if move.group_id in {g.id for g in case.inputs.groups}]
    right = {wave.id: wave for wave in waves(known, case.inputs)}
    given = {wave.id: wave for wave in case.plan.waves}
    for wave_id in sorted(right.keys() | given.keys()):
        if wave_id not in given:
            yield _broken(wave_id, "moves fall in it, but the plan does not list it")
        elif wave_id not in right:
            yield _broken(wave_id, "the plan lists it, but no move falls in it")
        elif given[wave_id].group_ids != right[wave_id].group_ids:
            yield _broken(wave_id, f"its groups are {', '.join(given[wave_id].group_ids)}; the moves say otherwise")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
