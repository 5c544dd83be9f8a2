"""What must stand before the cloud is used has ended before the first application that needs it changes over."""

from __future__ import annotations

from collections.abc import Iterator

from migration.dates import monday
from migration.model import Violation
from migration.plan.case import Case
from migration.plan.prerequisites import needed_first

CONSTRAINT = "prerequisites"


def check(case: Case) -> Iterator[Violation]:
    """Each move against the initiatives that its applications wait for: they end before the week of its cut-over."""
    folder = case.inputs.folder
    for prerequisite in folder.programme.prerequisites:
        for app_id in sorted(set(prerequisite.applications) - case.applications.keys()):
            message = (
                f"programme.yaml names it as waiting for {prerequisite.initiative}, but there is no such application"
            )
            yield Violation(constraint=CONSTRAINT, subject=app_id, message=message)
    for move in case.plan.moves:
        group = case.groups.get(move.group_id)
        members = [case.applications[app] for app in group.application_ids] if group else []
        for first in needed_first(members, case.dispositions, folder.programme, folder.initiatives):
            slot = case.slots.get(first)
            if slot is None:
                yield Violation(
                    constraint=CONSTRAINT,
                    subject=move.group_id,
                    message=f"it waits for {first}, which is not in the plan",
                )
            elif slot.ends >= monday(move.cut_over):
                yield Violation(
                    constraint=CONSTRAINT,
                    subject=move.group_id,
                    message=f"its cut-over on {move.cut_over} is not after the week in which {first} ends, {slot.ends}",
                    dates=(move.cut_over, slot.ends),
                )
