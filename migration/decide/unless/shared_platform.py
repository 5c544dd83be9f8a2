"""Applications that stay need it, so it stays with them."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts
from migration.decide.trait_reason import trait_reason
from migration.model import Evidence, Reason

ID = "shared-platform"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks every route but retain for the traits shared-identity and shared-files. Its interfaces are quoted."""
    found = trait_reason(
        application,
        facts,
        ID,
        ("shared-identity", "shared-files"),
        ("retire", "replace", "replatform", "rehost"),
    )
    if found is None:
        return None
    users = sorted({i.from_application for i in facts.interfaces if i.to_application == application.id})
    if not users:
        return found
    quoted = Evidence(fact="used by " + ", ".join(users), source="estate", seen_on=facts.seen_on)
    return Reason(id=ID, blocks=found.blocks, says=found.says, evidence=(*found.evidence, quoted))
