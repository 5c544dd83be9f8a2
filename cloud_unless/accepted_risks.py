"""accepted_risks of waves.yaml: what is refused in them, and an entry for what nobody has accepted yet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from cloud_unless.value_checks import check_calendar, check_unique
from migration.model import AcceptedRisk
from safeio.errors import InputError
from safeio.terminal_text import shown

if TYPE_CHECKING:
    from migration.plan.accepted_risks import MissedDate

WHERE = "waves.yaml accepted_risks"


def subject_and_day(one: AcceptedRisk) -> tuple[str, str, date]:
    """What a record is of, to sort by."""
    return one.application_id or "", one.thing_id or "", one.last_supported


def check_accepted_risks(records: Iterable[AcceptedRisk]) -> None:
    """Raise InputError for the first record that cannot stand: without a subject or with two, with an empty field,
    approved by its owner, with dates in the wrong order or a price below nothing, or there twice."""
    seen: list[str] = []
    for number, one in enumerate(records):
        where = f"{WHERE}[{number}]"
        _check_subject(one, where)
        _check_people(one, where)
        _check_days(one, where)
        if one.accepted_gbp is not None and one.accepted_gbp < 0:
            wrong = f"{one.accepted_gbp} is not a price"
            raise InputError(f"{where}, accepted_gbp", wrong, "Write pounds, 0 or more, or leave it out.")
        seen.append(" ".join(str(part) for part in subject_and_day(one) if part))
    check_unique(WHERE, seen, "subject and last_supported")


def _check_subject(one: AcceptedRisk, where: str) -> None:
    if (one.application_id is None) == (one.thing_id is None):
        wrong = "it names neither an application nor a thing" if one.thing_id is None else "it names both"
        raise InputError(where, wrong, "Give application_id, or thing_id for all that stands on that thing.")


def _check_people(one: AcceptedRisk, where: str) -> None:
    for key in ("owner", "approver", "reason"):
        if not getattr(one, key).strip():
            raise InputError(f"{where}, {key}", "it is empty", "Say it, so that it can be asked about later.")
    if _folded(one.owner) == _folded(one.approver):
        raise InputError(f"{where}, approver", "owner and approver are the same", "Let somebody else accept it.")


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _check_days(one: AcceptedRisk, where: str) -> None:
    check_calendar(where, [one.last_supported, one.approved_on, one.expires])
    if one.expires < one.approved_on:
        wrong = f"it was approved on {one.approved_on}, after it expired on {one.expires}"
        raise InputError(f"{where}, expires", wrong, "Correct approved_on or expires.")
    if one.expires <= one.last_supported:
        wrong = f"it expires on {one.expires}, and until {one.last_supported} there is support"
        raise InputError(f"{where}, expires", wrong, "Give the day until which it may go on without support.")


def entry_lines(missed: Iterable[MissedDate]) -> tuple[str, ...]:
    """What whoever accepts these dates completes in waves.yaml, one line for each: the days and the names of people are
    left to people."""
    return tuple(_entry(one) for one in missed)


def _entry(one: MissedDate) -> str:
    owner = json.dumps(shown(one.owner, 200), ensure_ascii=False) if one.owner else "NAME"
    fields = [
        f"application_id: {one.application_id}",
        f"last_supported: {one.last_supported}",
        f"owner: {owner}",
        "approver: NAME",
        "approved_on: YYYY-MM-DD",
        f"expires: {one.leaves or 'YYYY-MM-DD'}",
        "reason: WHY",
    ]
    # What stays is priced until the day that people choose.
    fields += [f"accepted_gbp: {one.gbp}"] if one.leaves else []
    return f"- {{{', '.join(fields)}}}"
