"""What moves cost, and the cash flow."""

from __future__ import annotations

from typing import Literal

from migration.model.written import SCHEMA_VERSION, Spend
from safeio.values import Day, Money, value


@value
class CostItem:
    """Money a move causes. `gbp` None means no price is known: totals with it are incomplete, never zero.

    `every` "month" runs from `starts` until the end of the plan. `starts` is a date of the move. `second_region` marks
    what stands ready in the other region.
    """

    what: str
    organisation_id: str
    spend: Spend
    every: Literal["once", "month"]
    starts: Literal["prepare_from", "seeding_from", "cut_over", "old_off"]
    gbp: Money | None
    allowance: bool = False
    sku: str | None = None
    source: str | None = None
    second_region: bool = False


@value
class GroupCosts:
    """All that moving one group costs."""

    group_id: str
    items: tuple[CostItem, ...]


@value
class CashFlow:
    """Money that leaves (positive) or comes back (negative) in one month, by organisation and cause.

    `month` is its first day. Amounts with `gbp` None are not known and make every total they touch incomplete.
    """

    month: Day
    organisation_id: str
    capital_gbp: Money | None
    revenue_gbp: Money | None
    cause: Literal["contract", "extension", "licence", "move", "cloud", "second-region", "initiative", "benefit"]
    subject: str
    allowance: bool = False


@value
class CashFlowFile:
    """out/cash_flow.json."""

    schema_version: int = SCHEMA_VERSION
    as_of: Day
    plan_sha256: str
    rows: tuple[CashFlow, ...]
