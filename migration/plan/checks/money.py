"""Spend stays under every ceiling; what has no price leaves the ceiling unproven, never green."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model import Violation
from migration.money.cash_flow import cash_flow
from migration.money.ceilings import against_ceilings, headroom
from migration.plan.case import Case

CONSTRAINT = "money"


def check(case: Case) -> Iterator[Violation]:
    """The cash flow of the plan, from its real dates, by organisation, financial year, capital and revenue."""
    known = {costs.group_id for costs in case.inputs.costs}
    if not {move.group_id for move in case.plan.moves} <= known:
        yield Violation(
            constraint=CONSTRAINT,
            subject="plan",
            message="a move has no costs worked out: assess and plan again",
            severity="unproven",
        )
    rows = cash_flow(case.countable(), case.inputs.costs, case.inputs.estate, case.inputs.folder)
    for spend in against_ceilings(rows, case.inputs.folder.programme):
        room = headroom(spend)
        subject = f"{spend.organisation_id} {spend.year} {spend.spend}"
        if room is not None and room < 0:
            yield Violation(
                constraint=CONSTRAINT,
                subject=subject,
                message=f"the plan spends £{spend.planned_gbp:,.0f}; the ceiling leaves "
                f"£{spend.after_contingency_gbp:,.0f} after contingency",
                amount=f"£{-room:,.0f} over",
            )
        elif room is not None and not spend.complete:
            yield Violation(
                constraint=CONSTRAINT,
                subject=subject,
                message="something that falls in this year has no price: the ceiling is not proven",
                severity="unproven",
            )
