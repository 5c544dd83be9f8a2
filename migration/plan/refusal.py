"""Why a large programme has no plan, as far as that shows without a search. It is asked first, and costs little."""

from __future__ import annotations

from migration.plan.assemble import Assembled
from migration.plan.clashes import clash
from migration.plan.conflict import short_error
from migration.plan.shortages import short
from migration.plan.years_together import too_low_together
from safeio.errors import InfeasibleError


def refused(assembled: Assembled) -> InfeasibleError | None:
    """The error to raise: what is short whatever the dates, by the year or over several; or else what clashes.

    None says nothing: there may be no plan all the same.
    """
    lacking = short(assembled) or too_low_together(assembled)
    return short_error(lacking) if lacking else clash(assembled)
