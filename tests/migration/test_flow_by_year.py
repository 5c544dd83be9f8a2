"""The money of a plan by financial year is that of its cash flow by month, added up, to the penny."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from small_estate import estate
from test_cash_flow import SLOT, contract, costs, ended, folder, initiative, move, plan

from migration.dates import financial_year
from migration.model import CashFlow, CostItem, GroupCosts, Move
from migration.money.by_year import flow_by_year
from migration.money.cash_flow import cash_flow

FROM, TO = date(2026, 8, 12), date(2029, 6, 17)

items = st.builds(
    CostItem,
    what=st.just("machine"),
    organisation_id=st.sampled_from(["county", "district"]),
    spend=st.sampled_from(["capital", "revenue"]),
    every=st.sampled_from(["once", "month"]),
    starts=st.sampled_from(["prepare_from", "seeding_from", "cut_over", "old_off"]),
    gbp=st.none() | st.decimals(min_value=-(10**6), max_value=10**6, places=2),
    allowance=st.booleans(),
    second_region=st.booleans(),
)


@st.composite
def moves(draw: st.DrawFn) -> tuple[tuple[Move, ...], tuple[GroupCosts, ...]]:
    """Some moves with their costs; work may begin before the plan, and old machines stop after it."""
    found, priced = [], []
    for number in range(draw(st.integers(0, 4))):
        day = draw(st.dates(FROM - timedelta(days=90), TO + timedelta(days=30)))
        days = [day + timedelta(days=n) for n in sorted(draw(st.tuples(*[st.integers(0, 80)] * 4)))]
        dates = dict(zip(("prepare_from", "seeding_from", "cut_over", "old_off"), days, strict=True))
        found.append(move(f"group-{number}", **dates))
        priced.append(costs(*draw(st.lists(items, max_size=6)), group_id=f"group-{number}"))
    return tuple(found), tuple(priced)


@given(moves())
def test_T_06_years_come_to_what_their_months_come_to(drawn: tuple[tuple[Move, ...], tuple[GroupCosts, ...]]) -> None:
    made = replace(plan(*drawn[0], contracts=(ended(None),), slots=(SLOT,)), plan_from=FROM, plan_to=TO)
    held, programme = estate(contracts=(contract(),)), folder(initiative(capital_gbp=Decimal(42_000)))
    by_month = cash_flow(made, drawn[1], held, programme)
    by_year = flow_by_year(made, drawn[1], held, programme)
    assert _sums(by_year) == _sums(by_month)
    assert _unknown(by_year) == _unknown(by_month)


def _sums(rows: Iterable[CashFlow]) -> dict[tuple[str, ...], Decimal]:
    """Pounds of each organisation, year, cause, and capital or revenue; what is an allowance apart."""
    found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    for row in rows:
        for spend, gbp in (("capital", row.capital_gbp), ("revenue", row.revenue_gbp)):
            year = financial_year(row.month)
            found[row.organisation_id, year, row.cause, spend, str(row.allowance)] += gbp or Decimal(0)
    return {key: gbp for key, gbp in found.items() if gbp}


def _unknown(rows: Iterable[CashFlow]) -> set[tuple[str, ...]]:
    """What has no amount, with its year, and whether it is capital or revenue."""
    return {
        (row.organisation_id, financial_year(row.month), row.cause, row.subject, spend)
        for row in rows
        for spend, gbp in (("capital", row.capital_gbp), ("revenue", row.revenue_gbp))
        if gbp is None
    }
