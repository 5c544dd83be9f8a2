"""`cost`: the cash flow of the plan by month or year, capital apart from revenue, against the ceilings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cloud_unless import stages
from cloud_unless.options import HERE, FolderOption, Format, FormatOption
from cloud_unless.progress import next_step, say
from cloud_unless.tables import Cell, Column, Table

if TYPE_CHECKING:
    from migration.model import CashFlow
    from migration.money.ceilings import YearSpend


class By(StrEnum):
    """What one row is."""

    MONTH = "month"
    YEAR = "year"


ByOption = Annotated[By, typer.Option("--by", help="One row a month, or one a financial year against its ceiling.")]

NOTHING = "The plan spends nothing: nothing moves in it. To see why, run: cloud-unless plan show --list waiting"

MEANING = {
    "incomplete": "incomplete: a price is not known, so the true total is higher",
    "illustrative": "illustrative: contains an allowance, not a price",
    "over": "over: more than the ceiling after contingency",
}


def run(folder: FolderOption = HERE, by: ByOption = By.MONTH, form: FormatOption = Format.TABLE) -> None:
    """Show the cash flow against the ceilings.

    Amounts are pounds excluding VAT; years run from 1 April to 31 March.
    """
    from cloud_unless.showing import show
    from cloud_unless.tables import Answer
    from migration.money.ceilings import against_ceilings

    read = stages.read_folder(folder)
    _, plan_sha256 = stages.read_plan(folder)
    money = stages.read_cash_flow(folder, plan_sha256)
    table = _years(against_ceilings(money.rows, read.folder.programme)) if by is By.YEAR else months_table(money.rows)
    show(Answer(tables=(table,), facts={"as_of": money.as_of, "price_base": read.folder.programme.price_base}), form)
    marks = {str(mark) for row in table.rows for mark in row[-1] or ()}  # type: ignore[union-attr]
    for mark in sorted(marks):
        say(f"{MEANING[mark][0].upper()}{MEANING[mark][1:]}.")
    say(f"{len(money.rows):,} rows of cash flow from {folder / stages.CASH_FLOW}.")
    next_step(*(("report",) if by is By.YEAR else ("cost --by year", "report")))


def marks_of(complete: bool, allowance: bool, over: bool = False) -> tuple[str, ...]:
    """The words that warn about a total."""
    marks = (("incomplete", not complete), ("illustrative", allowance), ("over", over))
    return tuple(mark for mark, holds in marks if holds)


def _years(spends: Sequence[YearSpend]) -> Table:
    from migration.money.ceilings import headroom

    rows: list[tuple[Cell, ...]] = []
    for one in spends:
        limit, left = one.after_contingency_gbp, headroom(one)
        marks = marks_of(one.complete, bool(one.allowance_gbp), left is not None and left < 0)
        rows.append((one.year, one.organisation_id, one.spend, one.planned_gbp, one.ceiling_gbp, limit, left, marks))
    return Table(
        name="years",
        title="Spend against ceiling by financial year, £ (usable: less contingency)",
        columns=(
            Column(key="year", heading="Year"),
            Column(key="organisation_id", heading="Organisation", wrap=True),
            Column(key="spend", heading="Spend"),
            Column(key="planned_gbp", heading="Planned", right=True),
            Column(key="ceiling_gbp", heading="Ceiling", right=True, unknown="unlimited"),
            Column(key="after_contingency_gbp", heading="Usable", right=True, unknown="unlimited"),
            Column(key="left_gbp", heading="Left", right=True, unknown="–"),
            Column(key="marks", heading="Note", wrap=True),
        ),
        rows=tuple(rows),
        empty=NOTHING,
    )


def months_table(rows: Sequence[CashFlow]) -> Table:
    """One row a month and organisation, benefits taken off. A benefit that nobody has stated hides no spend."""
    grouped: dict[tuple[date, str], list[CashFlow]] = defaultdict(list)
    for row in rows:
        grouped[row.month, row.organisation_id].append(row)
    return Table(
        name="months",
        title="Cash flow by month, £",
        columns=(
            Column(key="month", heading="Month from"),
            Column(key="organisation_id", heading="Organisation", wrap=True),
            Column(key="capital_gbp", heading="Capital", right=True),
            Column(key="revenue_gbp", heading="Revenue", right=True),
            Column(key="marks", heading="Note", wrap=True),
        ),
        rows=tuple(_month_row(grouped[key]) for key in sorted(grouped)),
        empty=NOTHING,
    )


def _month_row(rows: Sequence[CashFlow]) -> tuple[Cell, ...]:
    spends = [row for row in rows if row.cause != "benefit"]
    complete = all(row.capital_gbp is not None and row.revenue_gbp is not None for row in spends)
    capital = sum((row.capital_gbp or Decimal() for row in rows), Decimal())
    revenue = sum((row.revenue_gbp or Decimal() for row in rows), Decimal())
    marks = marks_of(complete, any(row.allowance for row in rows))
    return (rows[0].month, rows[0].organisation_id, capital, revenue, marks)
