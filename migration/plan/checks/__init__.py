"""What a right plan is, one rule a file, without any solver: `check(case) -> violations`.

Each reads the plan's dates and the inputs and does its own arithmetic. The order is the order of the report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from migration.model import Violation
from migration.plan.case import Case
from migration.plan.checks import (
    calendar_days,
    change,
    completeness,
    decisions,
    dependencies,
    gates,
    links,
    missed_dates,
    money,
    notices,
    objective,
    parts,
    passed,
    people,
    pilots,
    pins,
    portfolio,
    preparation,
    prerequisites,
    recovery,
    shared_services,
    stages,
    waves,
)

Check = Callable[[Case], Iterable[Violation]]

CHECKS: tuple[Check, ...] = (
    decisions.check,
    completeness.check,
    parts.check,
    dependencies.check,
    prerequisites.check,
    shared_services.check,
    calendar_days.check,
    passed.check,
    preparation.check,
    links.check,
    gates.check,
    pins.check,
    change.check,
    pilots.check,
    recovery.check,
    people.check,
    money.check,
    portfolio.check,
    notices.check,
    missed_dates.check,
    waves.check,
    objective.check,
    stages.check,
)
