"""The rules and goals of a plan, one file each: `add(problem, choices, linear)` writes its rows and costs.

To add one: a file here, a line in CONSTRAINTS, a check in migration/plan/checks/, and its cases.
"""

from __future__ import annotations

from collections.abc import Callable

from migration.plan.choices import Choices
from migration.plan.constraints import (
    apart,
    contracts,
    dependencies,
    exits,
    measures,
    money,
    packages,
    parts,
    people,
    pilots,
    portfolio,
    recovery,
    support,
    tasks,
)
from migration.plan.linear import Linear
from migration.plan.problem import Problem

Constraint = Callable[[Problem, Choices, Linear], None]

CONSTRAINTS: tuple[Constraint, ...] = (
    tasks.add,
    dependencies.add,
    apart.add,
    people.add,
    money.add,
    support.add,
    contracts.add,
    exits.add,
    portfolio.add,
    packages.add,
    recovery.add,
    pilots.add,
    parts.add,
    measures.add,
)
