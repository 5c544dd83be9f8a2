"""It needs hardware that only stands on site."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts
from migration.decide.trait_reason import trait_reason
from migration.model import Reason

ID = "attached-hardware"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks replatform and rehost for the traits attached-hardware and vendor-appliance. A service may replace it."""
    return trait_reason(application, facts, ID, ("attached-hardware", "vendor-appliance"), ("replatform", "rehost"))
