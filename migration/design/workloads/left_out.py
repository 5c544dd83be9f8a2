"""Saying that something of the plan is not built, and what would change that."""

from __future__ import annotations

from migration.model.architecture import DesignNote


def left_out(subject: str, message: str, remedy: str) -> DesignNote:
    """A note that `subject` (a thing's id) is not built."""
    return DesignNote(subject=subject, message=f"not built: {message}", remedy=remedy, left_out=True)
