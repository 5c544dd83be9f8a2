"""The money of a plan by financial year: the sums of its cash flow, without a row for each move and month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

from inventory.model import Estate
from migration.dates import financial_year, month, year_start
from migration.model import CashFlow, Folder, GroupCosts, Plan
from migration.money.cash_flow import MoveSum, cash_flow, move_sums


def flow_by_year(plan: Plan, costs: tuple[GroupCosts, ...], estate: Estate, folder: Folder) -> tuple[CashFlow, ...]:
    """The cash flow with the moves of a financial year together: to the penny the same by organisation, year, cause,
    and capital or revenue.

    Such a row has the first month of its year and no subject, unless its amount is not known. All other rows are as in
    the cash flow.
    """
    by_group = {cost.group_id: cost for cost in costs}
    begins = month(plan.plan_from)
    known: dict[tuple[MoveSum, str], Decimal] = defaultdict(Decimal)
    unknown: dict[tuple[MoveSum, str, str], None] = {}
    year_of: dict[date, str] = {}
    for move in plan.moves:
        for kind, at, gbp in move_sums(move, by_group[move.group_id], plan.plan_to):
            if at < begins:
                continue
            if at not in year_of:
                year_of[at] = financial_year(at)
            if gbp is None:
                unknown[kind, year_of[at], move.group_id] = None
            else:
                known[kind, year_of[at]] += gbp
    return (
        *cash_flow(replace(plan, moves=()), (), estate, folder),
        *(_row(kind, year, gbp, "") for (kind, year), gbp in sorted(known.items())),
        *(_row(kind, year, None, group_id) for kind, year, group_id in sorted(unknown)),
    )


def _row(kind: MoveSum, year: str, gbp: Decimal | None, subject: str) -> CashFlow:
    return CashFlow(
        month=year_start(year),
        organisation_id=kind.organisation_id,
        capital_gbp=gbp if kind.spend == "capital" else Decimal(0),
        revenue_gbp=gbp if kind.spend == "revenue" else Decimal(0),
        cause=kind.cause,
        subject=subject,
        allowance=kind.allowance,
    )
