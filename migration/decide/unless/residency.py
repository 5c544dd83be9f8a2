"""Its data may not leave the organisation's own buildings."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts, said
from migration.decide.trait_reason import trait_reason
from migration.model import Reason

ID = "residency"

CLASSES_KEPT = frozenset({"secret", "top-secret", "top secret"})
"""Government Security Classifications above OFFICIAL: public cloud regions are not for them. OFFICIAL, also where it is
marked sensitive, may go to approved United Kingdom regions."""


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks every route off site for the trait residency-on-premise, and for data above OFFICIAL."""
    if (application.data_class or "").strip().casefold() in CLASSES_KEPT:
        return Reason(
            id=ID,
            blocks=("replace", "replatform", "rehost"),
            says=f"its data is classed {application.data_class}",
            evidence=(said(application, "data_class", f"data_class = {application.data_class}", facts),),
        )
    return trait_reason(application, facts, ID, ("residency-on-premise",), ("replace", "replatform", "rehost"))
