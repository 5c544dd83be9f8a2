"""The decisions a board has to take next: gates before work starts, waves to approve, notices to give, reviews due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from migration.dates import add_months
from migration.model import Plan
from migration.plan.accepted_risks import MissedDate
from migration.reports.agreements import contract_name
from migration.reports.facts import ReportFacts
from migration.reports.names import Names
from migration.reports.tables import Body, Cell, Mark, Table, bodies_table, columns
from migration.reports.wording import day, listed, pounds
from safeio.values import value

LEAST_SHOWN = 10
"""Decisions a report lists at least, so that a quiet half-year still shows what comes after it."""


@value
class Decision:
    """Something to decide by a day. `who` is the body or owner; `papers_by` is when its papers must be ready."""

    by: date
    kind: str
    what: str
    who: str
    papers_by: date | None = None


def decisions(facts: ReportFacts, names: Names) -> tuple[Decision, ...]:
    """All decisions still to take, earliest first. Decisions before the report's date are taken to be made, except
    a wave that is still a draft and a review that has passed: these stay until someone acts."""
    found = [*_reviews(facts, names)]
    if facts.plan is not None:
        found += [
            *_gates(facts, facts.plan, names),
            *_waves(facts.plan, names),
            *_risks(facts, facts.plan, names),
            *_notices(facts, facts.plan),
        ]
    return tuple(sorted(found, key=lambda one: (one.by, one.kind, one.what)))


def due_soon(facts: ReportFacts, found: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The decisions due before the next scrutiny report."""
    until = add_months(facts.as_of, facts.folder.programme.scrutiny.period_months)
    return tuple(one for one in found if one.by <= until)


def shown_next(facts: ReportFacts, found: tuple[Decision, ...]) -> tuple[Decision, ...]:
    """The decisions a report lists: those due soon, and never fewer than LEAST_SHOWN where there are more."""
    return found[: max(len(due_soon(facts, found)), LEAST_SHOWN)]


def decision_table(facts: ReportFacts, found: tuple[Decision, ...]) -> Table | None:
    """The decisions shown, as rows; a day that has passed is marked."""
    soon, shown = due_soon(facts, found), shown_next(facts, found)
    bodies = (
        Body(heading="Before the next scrutiny report", rows=_rows(facts, soon)),
        Body(heading="After it", rows=_rows(facts, shown[len(soon) :])),
    )
    headings = columns(("Decide by", "date"), "Kind", ("What", "prose"), "Who", ("Papers ready by", "date"))
    return bodies_table("The next decisions", headings, bodies, "plan.json")


def _rows(facts: ReportFacts, found: tuple[Decision, ...]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            _due(one.by, facts.as_of),
            one.kind,
            one.what,
            one.who,
            _due(one.papers_by, facts.as_of) if one.papers_by else "none",
        )
        for one in found
    )


def _due(by: date, as_of: date) -> Cell:
    return Mark(text=f"{day(by)}, overdue", tone="bad") if by < as_of else day(by)


def _gates(facts: ReportFacts, plan: Plan, names: Names) -> Iterator[Decision]:
    """For each start of work, the last meeting of each of its gates before that day."""
    gates = {gate.id: gate for gate in facts.folder.programme.gates}
    waits: defaultdict[tuple[str, date], set[str]] = defaultdict(set)
    for gate_id, starts, what in _starts(facts, plan, names):
        dates = gates[gate_id].dates if gate_id in gates else ()
        meetings = [when for when in dates if facts.as_of <= when <= starts]
        if meetings:
            waits[gate_id, max(meetings)].add(what)
    for (gate_id, when), subjects in sorted(waits.items()):
        gate = gates[gate_id]
        papers = when - timedelta(weeks=gate.lead_weeks)
        what = f"Let work start on {listed(sorted(subjects), most=8)}"
        yield Decision(by=when, kind="Gate", what=what, who=gate.body, papers_by=papers)


def _starts(facts: ReportFacts, plan: Plan, names: Names) -> Iterator[tuple[str, date, str]]:
    """Each gate that comes before a piece of work, with the day the work starts and its name."""
    group_starts = {move.group_id: move.prepare_from for move in plan.moves}
    starts: dict[str, date] = {}
    for group in plan.groups:
        for one in group.application_ids if group.id in group_starts else ():
            whole = names.whole(one)
            starts[whole] = min(starts.get(whole, date.max), group_starts[group.id])
    for application in facts.estate.applications:
        for gate_id in application.gate_ids if application.id in starts else ():
            yield gate_id, starts[application.id], names.application(application.id)
    slots = {slot.initiative_id: slot.starts for slot in plan.initiatives}
    for initiative in facts.folder.initiatives:
        for gate_id in initiative.gate_ids if initiative.id in slots else ():
            yield gate_id, slots[initiative.id], initiative.name or initiative.id


def _waves(plan: Plan, names: Names) -> Iterator[Decision]:
    starts = {move.group_id: move.prepare_from for move in plan.moves}
    for wave in plan.waves:
        first = min((starts[group] for group in wave.group_ids if group in starts), default=wave.period_from)
        if wave.state == "draft":
            applications = [name for group in wave.group_ids for name in names.group(group)]
            who = names.councils(wave.organisation_ids) or "programme board"
            yield Decision(by=first, kind="Wave", what=f"Approve wave {wave.number}: {listed(applications)}", who=who)


def _risks(facts: ReportFacts, plan: Plan, names: Names) -> Iterator[Decision]:
    """For each wave, and for what stays, the missed support dates that nobody has accepted: before its work starts."""
    starts = {move.group_id: move.prepare_from for move in plan.moves}
    first = {wave.id: min((starts[g] for g in wave.group_ids if g in starts), default=None) for wave in plan.waves}
    earliest = min((when for when in first.values() if when is not None), default=plan.plan_from)
    waiting: defaultdict[str | None, list[MissedDate]] = defaultdict(list)
    for one in facts.missed:
        if one.lacks:
            waiting[one.wave_id].append(one)
    for wave_id, missed in waiting.items():
        applications = listed([names.application(one.application_id) for one in missed], most=8)
        until = "until it leaves" if wave_id else "and stays"
        price = pounds(sum((one.gbp for one in missed), Decimal(0)))
        what = f"Accept that this is without support {until} ({price}): {applications}"
        owners = sorted({one.owner for one in missed if one.owner})
        by = first.get(wave_id or "") or earliest
        yield Decision(by=by, kind="Risk", what=what, who=listed(owners, most=3) or "no owner")


def _notices(facts: ReportFacts, plan: Plan) -> Iterator[Decision]:
    contracts = {one.id: one for one in facts.estate.contracts}
    for end in plan.contracts:
        contract = contracts.get(end.contract_id)
        if end.notice_by is not None and end.notice_by >= facts.as_of:
            name = contract_name(contract) if contract else end.contract_id
            what = f"Give notice on {name}{f' (ends {day(end.ends)})' if end.ends else ''}"
            yield Decision(by=end.notice_by, kind="Notice", what=what, who="contract owner")


def _reviews(facts: ReportFacts, names: Names) -> Iterator[Decision]:
    for one in facts.folder.unless:
        if one.review_by is not None:
            what = f"Review the exception of {names.application(one.application_id)}"
            yield Decision(by=one.review_by, kind="Review", what=what, who=one.owner or "no owner")
    for application in facts.estate.applications:
        if application.mitigation and application.mitigation_review is not None:
            what = f"Review the extra protection of {names.application(application.id)}"
            yield Decision(
                by=application.mitigation_review, kind="Review", what=what, who=application.owner or "no owner"
            )
