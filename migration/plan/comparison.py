"""What people weigh when they choose between plans: pounds, weeks without support, finish, peak year, pace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from migration.dates import financial_year, weeks
from migration.model import Plan
from migration.money.cash_flow import cash_flow
from migration.plan.case import case
from migration.plan.difference import spend_by_year
from migration.plan.inputs import PlanInputs
from migration.plan.risk import exposures, unsupported_weeks
from migration.plan.verify import verify


@dataclass(frozen=True)
class Measured:
    """A plan in figures. `risk_weeks` are application-weeks without support; `finish` is the last cut-over or end of an
    initiative; `broken` and `unproven` count violations. A year's spend is None where an amount in it is not known."""

    pounds: Decimal
    bound: Decimal
    gap: Decimal
    risk_weeks: int
    last_cut_over: date | None
    finish: date | None
    moves: int
    initiatives: int
    left_out: int
    broken: int
    unproven: int
    spend: Mapping[str, Decimal | None]
    moves_by_quarter: Mapping[str, int]

    @property
    def peak(self) -> tuple[str, Decimal] | None:
        """The dearest year whose spend is known, and its spend."""
        known = [(gbp, year) for year, gbp in self.spend.items() if gbp is not None]
        return (max(known)[1], max(known)[0]) if known else None


def measured(plan: Plan, inputs: PlanInputs) -> Measured:
    """The figures of a plan under the inputs it must keep to."""
    rows = cash_flow(case(inputs, plan).countable(), inputs.costs, inputs.estate, inputs.folder)
    states = Counter(violation.severity for violation in verify(inputs, plan))
    cuts = [move.cut_over for move in plan.moves]
    ends = [slot.ends for slot in plan.initiatives]
    return Measured(
        pounds=plan.objective,
        bound=plan.bound,
        gap=plan.gap,
        risk_weeks=risk_weeks(plan, inputs),
        last_cut_over=max(cuts, default=None),
        finish=max((*cuts, *ends), default=None),
        moves=len(plan.moves),
        initiatives=len(plan.initiatives),
        left_out=len(plan.waiting),
        broken=states["broken"],
        unproven=states["unproven"],
        spend=spend_by_year(rows),
        moves_by_quarter=dict(sorted(Counter(quarter(day) for day in cuts).items())),
    )


def risk_weeks(plan: Plan, inputs: PlanInputs) -> int:
    """Application-weeks without support: those that `verify` prices, counted alike for every criticality."""
    at = case(inputs, plan)
    mondays = weeks(plan.plan_from, plan.plan_to)
    extended_to = {end.contract_id: end.ends for end in plan.contracts if end.extensions and end.ends}
    total = 0
    for app, exposure in exposures(inputs.estate, inputs.supports, at.stand, inputs.as_of).items():
        move = at.move_of(app)
        lost = unsupported_weeks(exposure.last_supported(extended_to), mondays, move.cut_over if move else None)
        total += len(lost)
    return total


def quarter(day: date) -> str:
    """The quarter of the financial year that holds a day: "2026/27 Q4" is January to March 2027."""
    return f"{financial_year(day)} Q{(day.month - 4) % 12 // 3 + 1}"
