"""It must answer on site faster than the cloud can, or without a line."""

from __future__ import annotations

from inventory.model import Application
from migration.decide.facts import Facts
from migration.decide.trait_reason import trait_reason
from migration.model import Reason

ID = "site-latency"


def reason(application: Application, facts: Facts) -> Reason | None:
    """Blocks every route off site for the trait site-latency, services included."""
    return trait_reason(application, facts, ID, ("site-latency",), ("replace", "replatform", "rehost"))
