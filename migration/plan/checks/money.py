"""Spend stays under every ceiling; what has no price leaves the ceiling unproven, never green."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from migration.dates import financial_year
from migration.model import CashFlow, Violation
from migration.money.ceilings import against_ceilings, headroom
from migration.money.costs import unpriced
from migration.plan.case import Case

CONSTRAINT = "money"

SHOWN = 3
"""Most names in one message; the cash flow has them all."""


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
    rows = case.rows
    nameless = _without_price(rows)
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
            missing = nameless.get((spend.organisation_id, spend.year, spend.spend), ())
            yield Violation(
                constraint=CONSTRAINT,
                subject=subject,
                message=f"no price is known for {_listed(missing)}; {_remedy(case)}",
                severity="unproven",
            )


def _without_price(rows: Iterable[CashFlow]) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """What has no amount, by organisation, year and kind of money. Benefits count against no ceiling."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in rows:
        if row.cause == "benefit":
            continue
        for spend, gbp in (("capital", row.capital_gbp), ("revenue", row.revenue_gbp)):
            if gbp is None:
                found[row.organisation_id, financial_year(row.month), spend].add(f"{row.subject} ({row.cause})")
    return {key: tuple(sorted(names)) for key, names in found.items()}


def _listed(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more


def _remedy(case: Case) -> str:
    """Where an amount would go."""
    skus = unpriced(case.inputs.costs)
    if skus:
        return f"add rows to prices/ for {_listed(skus)}"
    return "fill in the amount in its register"
