"""No service is named that could replace it."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts, said
from migration.model import Reason

ID = "no-replacement"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks replace while the register names no replacement product."""
    if application.replacement_product:
        return None
    return Reason(
        id=ID,
        blocks=("replace",),
        says="no product is named that could replace it as a service",
        evidence=(said(application, "replacement_product", "replacement_product is empty", facts),),
    )
