"""Its licence says where it may run."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts
from migration.decide.trait_reason import trait_reason
from migration.model import Evidence, Reason

ID = "licence-terms"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks replatform for the trait licence-not-portable, and rehost as well for licence-on-premise.

    The licences for what it runs on are quoted with their renewal, the day on which the terms can be changed.
    """
    found = trait_reason(application, facts, ID, ("licence-on-premise",), ("replatform", "rehost"))
    found = found or trait_reason(application, facts, ID, ("licence-not-portable",), ("replatform",))
    if found is None:
        return None
    quoted = tuple(
        Evidence(
            fact=f"licence {licence.id} for {licence.product}, renewal {licence.renewal or 'not known'}",
            source=licence.said_by.get("product", "estate"),
            seen_on=facts.seen_on,
        )
        for licence in facts.licences
    )
    return Reason(id=ID, blocks=found.blocks, says=found.says, evidence=(*found.evidence, *quoted))
