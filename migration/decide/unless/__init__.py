"""The reasons that close a route, in the order they are asked. Each says which routes it blocks."""

from __future__ import annotations

from collections.abc import Callable

from inventory.model import Application
from migration.decide.facts import Facts
from migration.decide.unless import (
    attached_hardware,
    licence_terms,
    no_platform_service,
    no_replacement,
    residency,
    shared_platform,
    site_latency,
    still_in_use,
    unsupported_platform,
)
from migration.model import Reason

REASONS: tuple[Callable[[Application, Facts], Reason | None], ...] = (
    still_in_use.reason,
    no_replacement.reason,
    attached_hardware.reason,
    site_latency.reason,
    residency.reason,
    licence_terms.reason,
    unsupported_platform.reason,
    no_platform_service.reason,
    shared_platform.reason,
)
