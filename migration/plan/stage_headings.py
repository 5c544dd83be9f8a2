"""Which headings of a plan's pounds each measure holds, and by how much a stage may be worse than its best."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_FLOOR, Decimal

from migration.model import Measure, Objective
from migration.plan.constraints.portfolio import WHAT as LEFT_OUT
from migration.plan.constraints.support import WHAT as RISK
from migration.plan.initiatives import BENEFIT
from migration.plan.measures import DEAREST, FINISH, IN_PARTS, SPLIT
from migration.plan.moves import STAYING_ON

MEASURE_OF: Mapping[str, Measure] = {
    RISK: "risk",
    STAYING_ON: "servers",
    BENEFIT: "benefit",
    LEFT_OUT: "benefit",
    SPLIT: "interfaces",
    IN_PARTS: "interfaces",
    FINISH: "finish",
    DEAREST: "dearest_year",
}
"""By heading. All other headings are spend."""


def measure_of(heading: str) -> Measure:
    """The measure a heading belongs to: every heading belongs to one."""
    return MEASURE_OF.get(heading, "cost")


def pounds(costs: Mapping[str, int], measure: Measure) -> int:
    """What a plan with these pounds by heading comes to in one measure."""
    return sum(gbp for heading, gbp in costs.items() if measure_of(heading) == measure)


def allowed(best: Decimal, objective: Objective) -> Decimal:
    """By how many pounds later stages may let a stage be worse than its best, rounded down."""
    return (abs(best) * objective.stage_allow_percent / 100).to_integral_value(ROUND_FLOOR)
