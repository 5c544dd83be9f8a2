"""Is this plan right? Every rule checked from the plan's dates, without the solver; hand-edited plans included."""

from __future__ import annotations

from migration.model import Plan, Violation
from migration.plan.case import case
from migration.plan.checks import CHECKS, decisions, missed_dates
from migration.plan.inputs import PlanInputs


def verify(inputs: PlanInputs, plan: Plan) -> tuple[Violation, ...]:
    """All violations, in the order of CHECKS. None: the plan keeps every rule. "unproven" is never green."""
    at = case(inputs, plan)
    return tuple(violation for check in CHECKS for violation in check(at))


def keeps_its_rules(inputs: PlanInputs, plan: Plan) -> bool:
    """Whether no rule of the dates is broken. What people decide, and what they accept, no other date would mend."""
    at = case(inputs, plan)
    by_people = (decisions.check, missed_dates.check)
    found = (violation for check in CHECKS if check not in by_people for violation in check(at))
    return not any(violation.severity == "broken" for violation in found)
