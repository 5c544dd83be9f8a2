"""People still use it, so it cannot be retired."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts, said
from migration.model import Reason

ID = "still-in-use"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks retire unless the last day of use is known and falls no later than the end of the plan."""
    until = application.in_use_until
    if until is not None and until <= facts.retire_by:
        return None
    fact = f"in use until {until}" if until else "no last day of use is known"
    late = f"it is in use until {until}, after {facts.retire_by}"
    return Reason(
        id=ID,
        blocks=("retire",),
        says=late if until else "it is still in use, and no end is known",
        evidence=(said(application, "in_use_until", fact, facts),),
    )
