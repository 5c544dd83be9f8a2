"""What makes an architecture unbuildable, found without Azure."""

from __future__ import annotations

from migration.model.architecture.whole import Architecture
from migration.model.decided import Violation


def problems(architecture: Architecture) -> tuple[Violation, ...]:
    """Everything wrong with an architecture."""
    return ()
