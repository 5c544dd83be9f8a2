"""What has not been applied has not happened: no such cut-over lies before today."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model import Violation
from migration.plan.case import Case

CONSTRAINT = "passed dates"


def check(case: Case) -> Iterator[Violation]:
    """Moves whose day has passed, of waves that nobody has marked as applied."""
    said = {wave.id: wave.state for wave in case.inputs.folder.waves}
    states = {group: said.get(wave.id, wave.state) for wave in case.plan.waves for group in wave.group_ids}
    for move in case.plan.moves:
        if move.cut_over < case.inputs.as_of and states.get(move.group_id) != "applied":
            yield Violation(
                constraint=CONSTRAINT,
                subject=move.group_id,
                message=f"its cut-over on {move.cut_over} is before {case.inputs.as_of}, and its wave is not applied: "
                "mark the wave applied in waves.yaml if it has moved, or plan again",
                dates=(move.cut_over,),
            )
