"""Planned spend against the ceilings, capital and revenue apart, and what the money is for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from migration.dates import financial_year
from migration.model import CashFlow, Spend
from migration.money.ceilings import YearSpend, headroom
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Bar, Body, Cell, Mark, Segment, Table, bodies_table, columns, share, table
from migration.reports.wording import pounds
from safeio.values import value

SPENDS: tuple[Spend, ...] = ("capital", "revenue")
CAUSES = {
    "contract": "Contracts running",
    "extension": "Contract extensions",
    "licence": "Licences",
    "move": "Moving",
    "cloud": "Cloud services",
    "second-region": "What stands ready in the second region",
    "initiative": "Initiatives",
    "benefit": "Benefits (money back)",
}
"""What money is for, in the order of the report."""


@value
class SpendSection:
    """The section's tables; None where nothing is planned."""

    ceilings: Table | None
    causes: Table | None
    worth: Table | None


def spend_section(facts: ReportFacts, names: Names) -> SpendSection:
    """Money by organisation and year, by cause, and what the plan was judged by."""
    return SpendSection(ceilings=_ceilings(facts.year_spends, names), causes=_causes(facts), worth=_worth(facts))


def is_over(spend: YearSpend) -> bool:
    """True where the plan is above what the ceiling leaves after contingency."""
    left = headroom(spend)
    return left is not None and left < 0


def is_proven(spend: YearSpend) -> bool:
    """True where the ceiling is surely kept: it is not exceeded and every price is known."""
    return not is_over(spend) and spend.complete


def verdict(spend: YearSpend) -> Mark:
    """How the plan stands against one ceiling."""
    left = headroom(spend)
    if left is not None and left < 0:
        return Mark(text=f"over by {pounds(-left)}", tone="bad")
    if not spend.complete:
        return Mark(text="not proven", tone="unknown")
    return Mark(text="no ceiling", tone="plain") if left is None else Mark(text="within", tone="good")


def _ceilings(spends: Sequence[YearSpend], names: Names) -> Table | None:
    by_council: defaultdict[str, list[YearSpend]] = defaultdict(list)
    for spend in spends:
        by_council[spend.organisation_id].append(spend)
    bodies = [
        Body(
            heading=f"{names.organisation(council)}: {kind}",
            rows=tuple(_row(one, _scale(mine)) for one in sorted(mine, key=lambda one: one.year) if one.spend == kind),
        )
        for council, mine in sorted(by_council.items())
        for kind in SPENDS
    ]
    headings = columns(
        "Year",
        ("Planned against ceiling", "chart"),
        ("Planned", "number"),
        ("Of it allowances", "number"),
        ("Ceiling", "number"),
        ("After contingency", "number"),
        "Result",
    )
    return bodies_table("Spend against ceiling, by organisation and year", headings, bodies, "cash_flow.json")


def _scale(spends: Sequence[YearSpend]) -> Decimal:
    """The longest bar of an organisation; a tenth more, so that a line at the end is still seen."""
    amounts = [max(one.planned_gbp, one.after_contingency_gbp or Decimal(0)) for one in spends]
    return max(amounts, default=Decimal(0)) * Decimal("1.1")


def _row(spend: YearSpend, scale: Decimal) -> tuple[Cell, ...]:
    planned, allowance = max(spend.planned_gbp, Decimal(0)), max(spend.allowance_gbp, Decimal(0))
    sure, whole = max(planned - allowance, Decimal(0)), float(scale)
    segments = (
        Segment(start="0", width=share(float(sure), whole), look="bad" if is_over(spend) else "plain"),
        Segment(start=share(float(sure), whole), width=share(float(planned - sure), whole), look="copy"),
    )
    limit = spend.after_contingency_gbp
    known = pounds(spend.planned_gbp) if spend.complete else f"at least {pounds(spend.planned_gbp)}, incomplete"
    ceiling = "no ceiling" if spend.ceiling_gbp is None else pounds(spend.ceiling_gbp)
    bar = Bar(
        segments=tuple(one for one in segments if float(one.width) > 0),
        lines=(share(float(limit), whole),) if limit is not None else (),
        says=f"{spend.year} {spend.spend}: planned {known}; ceiling {ceiling}",
    )
    usable = "no ceiling" if limit is None else pounds(limit)
    return spend.year, bar, known, pounds(spend.allowance_gbp), ceiling, usable, verdict(spend)


def _causes(facts: ReportFacts) -> Table | None:
    years = sorted({financial_year(row.month) for row in facts.cash_flow})
    bodies = [
        Body(heading=spend.capitalize(), rows=tuple(_cause_rows(facts.cash_flow, years, spend))) for spend in SPENDS
    ]
    headings = columns("What for", *((year, "number") for year in (*years, "All years")))
    return bodies_table("What the money is for, by financial year", headings, bodies, "cash_flow.json")


def _cause_rows(rows: Sequence[CashFlow], years: Sequence[str], spend: Spend) -> list[tuple[Cell, ...]]:
    sums: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    unknown: set[tuple[str, str]] = set()
    for row in rows:
        amount = row.capital_gbp if spend == "capital" else row.revenue_gbp
        for cause in (row.cause, "total"):
            for year in (financial_year(row.month), "all"):
                if amount is None:
                    unknown.add((cause, year))
                else:
                    sums[cause, year] += amount
    touched = {cause for cause, _ in unknown} | {cause for (cause, _), amount in sums.items() if amount}
    return [
        (words, *(_sum(sums[cause, year], (cause, year) in unknown) for year in (*years, "all")))
        for cause, words in (*CAUSES.items(), ("total", "Together"))
        if cause in touched
    ]


def _sum(amount: Decimal, incomplete: bool) -> str:
    return f"{pounds(amount)}, incomplete" if incomplete else pounds(amount)


def _worth(facts: ReportFacts) -> Table | None:
    costs = facts.plan.costs if facts.plan else ()
    rows: list[tuple[Cell, ...]] = [(one.what, pounds(one.gbp)) for one in costs]
    headings = columns("Part", ("Pounds over the plan", "number"))
    return table("What the plan was judged by", headings, rows, "plan.json")
