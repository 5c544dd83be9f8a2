"""What one plan has otherwise than another: moves earlier and later, what was added and what is gone, money by year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from migration.dates import WEEK, financial_year, monday
from migration.model import CashFlow, Plan

How = Literal["earlier", "later", "added", "gone"]

Subject = tuple[str, str]
"""What it is ("move" or "initiative") and its id."""


@dataclass(frozen=True)
class Change:
    """One thing that has another date. `weeks` is negative where it comes earlier; None where it was added or is gone.

    The date of a move is its cut-over, that of an initiative its start.
    """

    kind: str
    subject: str
    how: How
    before: date | None
    after: date | None
    weeks: int | None


@dataclass(frozen=True)
class YearChange:
    """What a financial year costs before and after, capital and revenue together; None where an amount is not known."""

    year: str
    before_gbp: Decimal | None
    after_gbp: Decimal | None

    @property
    def more_gbp(self) -> Decimal | None:
        """How much more it costs after."""
        known = self.before_gbp is not None and self.after_gbp is not None
        return self.after_gbp - self.before_gbp if known else None  # type: ignore[operator]


def changes(before: Plan, after: Plan) -> tuple[Change, ...]:
    """Every move and initiative whose day differs, by its day. A move is known by its group."""
    then, now = _days(before), _days(after)
    found = [_change(key, then.get(key), now.get(key)) for key in then.keys() | now.keys()]
    return tuple(
        sorted(
            (change for change in found if change is not None),
            key=lambda c: (c.after or c.before or date.min, c.kind, c.subject),
        )
    )


def _days(plan: Plan) -> dict[Subject, date]:
    days = {("move", move.group_id): move.cut_over for move in plan.moves}
    return days | {("initiative", slot.initiative_id): slot.starts for slot in plan.initiatives}


def _change(key: Subject, then: date | None, now: date | None) -> Change | None:
    if then == now:
        return None
    if then is None or now is None:
        return Change(*key, "added" if then is None else "gone", then, now, None)
    weeks = (monday(now) - monday(then)) // WEEK
    return Change(*key, "later" if now > then else "earlier", then, now, weeks)


def weeks_shifted(found: Iterable[Change]) -> int:
    """By how many weeks all moves and initiatives together come earlier or later."""
    return sum(abs(change.weeks) for change in found if change.weeks is not None)


def money_by_year(before: Iterable[CashFlow], after: Iterable[CashFlow]) -> tuple[YearChange, ...]:
    """The spend of each financial year in both cash flows; benefits are left out, for they are no spend."""
    then, now = spend_by_year(before), spend_by_year(after)
    zero = Decimal(0)
    return tuple(YearChange(year, then.get(year, zero), now.get(year, zero)) for year in sorted({*then, *now}))


def spend_by_year(rows: Iterable[CashFlow]) -> Mapping[str, Decimal | None]:
    """Capital and revenue together by financial year; None where an amount in it is not known."""
    total: dict[str, Decimal | None] = defaultdict(lambda: Decimal(0))
    for row in rows:
        if row.cause != "benefit":
            year = financial_year(row.month)
            for gbp in (row.capital_gbp, row.revenue_gbp):
                known = total[year]
                total[year] = None if gbp is None or known is None else known + gbp
    return dict(total)
