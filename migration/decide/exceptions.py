"""What is wrong with the recorded exceptions to "cloud, unless". A defect never changes a route, it is reported."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from migration.model import Unless, Violation


def exception_violations(
    exceptions: tuple[Unless, ...], application_ids: Collection[str], as_of: date
) -> tuple[Violation, ...]:
    """One violation for each defect of each record, in the order of the records."""
    return tuple(
        Violation(constraint=constraint, subject=record.application_id, message=message, dates=dates)
        for number, record in enumerate(exceptions)
        for constraint, message, dates in (
            *_owner_defects(record),
            *_date_defects(record, as_of),
            *_subject_defects(record, exceptions[:number], application_ids),
        )
    )


Defect = tuple[str, str, tuple[date, ...]]


def _owner_defects(record: Unless) -> Iterator[Defect]:
    if not _text(record.reason):
        yield "exception-without-reason", "The exception gives no reason.", ()
    if not _text(record.evidence):
        yield "exception-without-evidence", "The exception names no evidence: a document, contract or test.", ()
    if not _text(record.owner):
        yield "unowned-exception", "The exception has no owner.", ()
    if not _text(record.approver):
        yield "unapproved-exception", "Nobody approved the exception.", ()
    elif _text(record.approver).casefold() == _text(record.owner).casefold():
        yield "self-approved-exception", f"{record.owner} both owns and approves the exception.", ()


def _date_defects(record: Unless, as_of: date) -> Iterator[Defect]:
    if record.decided_on is not None and record.decided_on > as_of:
        message = f"The exception is only decided on {record.decided_on}."
        yield "exception-not-decided", message, (record.decided_on,)
    if record.review_by is None:
        yield "exception-without-review", "The exception has no day of review.", ()
    elif record.review_by < as_of:
        message = f"The exception was to be reviewed by {record.review_by}. It stands until somebody decides."
        yield "expired-exception", message, (record.review_by,)


def _subject_defects(record: Unless, earlier: tuple[Unless, ...], application_ids: Collection[str]) -> Iterator[Defect]:
    if record.application_id not in application_ids:
        yield "exception-for-unknown-application", "The estate has no application with this id.", ()
    if any(other.application_id == record.application_id for other in earlier):
        yield "second-exception", "The application has an exception already; only the first counts.", ()


def _text(text: str | None) -> str:
    return (text or "").strip()
