"""A support date is missed only where somebody accepted it: from when people approve its wave, and until it leaves."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model import Violation
from migration.plan.accepted_risks import MissedDate, judged
from migration.plan.case import Case
from migration.plan.inputs import undivided

CONSTRAINT = "missed dates"


def check(case: Case) -> Iterator[Violation]:
    """Every missed date of an approved or applied wave without somebody's word, and of what stays once a wave is
    approved; every word that ran out; every record of what is not there. A draft may miss what it likes."""
    yield from _unknown(case)
    for one in judged(case):
        if one.lacks and (one.asked or one.lapsed):
            yield Violation(
                constraint=CONSTRAINT,
                subject=one.application_id,
                message=f"{_without(one)}; {one.lacks}. {_remedy(one)}",
                amount=f"£{one.gbp:,.0f}",
                dates=(one.last_supported, one.leaves) if one.leaves else (one.last_supported,),
            )


def _unknown(case: Case) -> Iterator[Violation]:
    known = {one.id for one in undivided(case.inputs).estate.applications} | case.applications.keys()
    for record in case.inputs.folder.accepted_risks:
        if record.application_id is not None and record.application_id not in known:
            yield _no_such(record.application_id, "application")
        if record.thing_id is not None and record.thing_id not in case.stand.things:
            yield _no_such(record.thing_id, "thing")


def _no_such(subject: str, what: str) -> Violation:
    message = f"waves.yaml accepts a missed date of it, and there is no such {what}: mend the id or take the entry out"
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)


def _without(one: MissedDate) -> str:
    until = f"until it leaves on {one.leaves}" if one.leaves else "and stays"
    asked = f", and {one.wave_id} is approved" if one.asked and one.wave_id else ""
    return f"it is without support after {one.last_supported} {until}{asked}"


def _remedy(one: MissedDate) -> str:
    if not one.asked:
        return f"What was accepted ran out on {one.lapsed}: renew it in accepted_risks of waves.yaml, or take it out"
    until = f"with expires on {one.leaves} or later" if one.leaves else "with expires on a day to come"
    return f"Record who accepts it in accepted_risks of waves.yaml, {until}, or take the approval back"
