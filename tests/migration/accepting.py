"""People who accept whatever a plan misses, for tests that are about something else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from migration.model import AcceptedRisk, Plan
from migration.plan.accepted_risks import missed_dates
from migration.plan.inputs import PlanInputs


def accepting_all(given: PlanInputs, plan: Plan) -> PlanInputs:
    """The inputs with a word of the board for each support date that the plan misses, to the end of the plan."""
    words = tuple(
        AcceptedRisk(
            application_id=one.application_id,
            last_supported=one.last_supported,
            owner="owner",
            approver="board",
            approved_on=date(2026, 12, 1),
            expires=given.folder.programme.plan_to,
            reason="it is known",
        )
        for one in missed_dates(given, plan)
    )
    return replace(given, folder=replace(given.folder, accepted_risks=words))
