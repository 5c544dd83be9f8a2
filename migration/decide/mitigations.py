"""Old systems kept alive behind an extra firewall: each is marked and has a day of review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from inventory.model import Application
from migration.model import Violation


def mitigation_violations(application: Application, as_of: date) -> Iterator[Violation]:
    """A mitigation without a day of review, or past it."""
    if not (application.mitigation or "").strip():
        return
    review = application.mitigation_review
    if review is None:
        message = f"It is kept alive by a mitigation without a day of review: {application.mitigation}."
        yield Violation(constraint="undated-mitigation", subject=application.id, message=message)
    elif review < as_of:
        message = f"Its mitigation was to be reviewed by {review}: {application.mitigation}."
        yield Violation(constraint="expired-mitigation", subject=application.id, message=message, dates=(review,))
