"""Pounds that no plan of a problem goes below, where a plan of it was found by other prices than its own."""

from __future__ import annotations

from migration.plan.assemble import Assembled
from migration.plan.budget import Budget
from migration.plan.dual import bounded
from migration.plan.dual_rows import columns
from migration.plan.modelled import WHOLE, model, modelled
from migration.plan.schedule import is_large
from migration.plan.solve import relax
from migration.plan.ways import floor


def least_pounds(assembled: Assembled, best_known: int, spent: Budget) -> int:
    """A proven bound: exact for small problems as far as the work allows, else that of the relaxation or of prices."""
    if is_large(assembled):
        return bounded(columns(floor(assembled.problem)), best_known, spent.pricing_left).bound
    if len(assembled.problem.tasks) <= WHOLE:
        return modelled(assembled, spent, lambda _text: None)[1]
    return relax(model(assembled)[0], spent.seconds / 3 if spent.seconds is not None else None).bound
