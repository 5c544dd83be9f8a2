"""Which missed support dates people accepted, which they have to, and what is wrong with what they wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from migration.model import AcceptedRisk, Plan
from migration.plan.case import Case, case
from migration.plan.inputs import PlanInputs, undivided
from migration.plan.missed_dates import End, Missed, missed_in
from safeio.values import Day, Money, value

NOBODY = "nobody has accepted that"


@value
class MissedDate:
    """A missed support date and who accepted it.

    `thing_id` is what loses support first. `leaves` is None where the application stays. `days` are those without
    support that lie in the plan, `gbp` their price by whole weeks. `wave_id` is the wave it leaves with. `asked` says
    that somebody must have accepted it by now: its wave is approved or applied, or it stays and any wave is. `by` and
    `until` are of what covers it; `lacks` says why nothing does, and `lapsed` on which day a word for it ran out.
    """

    application_id: str
    thing_id: str
    last_supported: Day
    leaves: Day | None
    days: int
    gbp: Money
    owner: str | None
    wave_id: str | None
    asked: bool
    by: tuple[str, ...] = ()
    until: Day | None = None
    lacks: str | None = None
    lapsed: Day | None = None


def missed_dates(inputs: PlanInputs, plan: Plan) -> tuple[MissedDate, ...]:
    """Every support date that a plan misses, by the day the application leaves; what stays comes last."""
    found = judged(case(inputs, plan))
    return tuple(sorted(found, key=lambda one: (one.leaves or date.max, one.application_id)))


def judged(case: Case) -> tuple[MissedDate, ...]:
    """The missed dates of a plan beside what people accepted, by application."""
    inputs, missed = case.inputs, missed_in(case)
    said = {wave.id: wave.state for wave in inputs.folder.waves}
    kept = {wave.id for wave in case.plan.waves if said.get(wave.id, wave.state) != "draft"}
    wave_of = {group: wave.id for wave in case.plan.waves for group in wave.group_ids}
    owners = {application.id: application.owner for application in undivided(inputs).estate.applications}
    found = []
    for one in missed:
        wave_id = wave_of.get(case.group_of[one.application_id]) if one.leaves else None
        covering, lacks = _covering(one, missed, inputs.folder.accepted_risks, inputs.as_of)
        ran_out = [r.expires for r in _of(one, inputs.folder.accepted_risks) if r.expires < inputs.as_of]
        found.append(
            MissedDate(
                application_id=one.application_id,
                thing_id=one.ends[0].thing_id,
                last_supported=one.last_supported,
                leaves=one.leaves,
                days=one.days(),
                gbp=one.pounds(one.last_supported),
                owner=owners.get(one.whole_id),
                wave_id=wave_id,
                asked=wave_id in kept if one.leaves else bool(kept),
                by=tuple(sorted({record.approver for record in covering})),
                until=min((record.expires for record in covering), default=None),
                lacks=lacks,
                lapsed=max(ran_out, default=None) if lacks else None,
            )
        )
    return tuple(found)


def not_missed(inputs: PlanInputs, plan: Plan) -> tuple[AcceptedRisk, ...]:
    """Records of dates that the plan does not miss, or misses no longer."""
    records = inputs.folder.accepted_risks
    missed = missed_in(case(inputs, plan)) if records else ()
    used = [record for one in missed for record in _of(one, records)]
    return tuple(record for record in records if record not in used)


def _of(one: Missed, records: Iterable[AcceptedRisk]) -> Iterator[AcceptedRisk]:
    """The records that name an application, the whole it is part of, or a thing of it that loses support."""
    things = {end.thing_id for end in one.ends}
    for record in records:
        if record.application_id in (one.application_id, one.whole_id) or record.thing_id in things:
            yield record


def _covering(
    one: Missed, missed: Sequence[Missed], records: Iterable[AcceptedRisk], as_of: date
) -> tuple[tuple[AcceptedRisk, ...], str | None]:
    """The records that cover it: one of the application, or one for each of its things. Else why none does."""
    own = tuple(_of(one, records))
    lacks: list[str] = []
    for record in own:
        if record.application_id is not None:
            price = sum((o.pounds(o.last_supported, record.expires) for o in _same(record, missed)), Decimal(0))
            why = _why_not(record, one, one.last_supported, price, as_of)
            if why is None:
                return (record,), None
            lacks.append(why)
    if not own:
        return (), NOBODY
    covering = []
    for end in one.ends:
        found = _of_thing(one, end, missed, own, as_of)
        if isinstance(found, str):
            return (), (*lacks, found)[0]
        covering.append(found)
    return tuple(covering), None


def _of_thing(
    one: Missed, end: End, missed: Iterable[Missed], records: Iterable[AcceptedRisk], as_of: date
) -> AcceptedRisk | str:
    """The record of a thing that covers an application on it, or why none does."""
    lacks = f"of {end.thing_id}, supported until {end.last_supported}, {NOBODY}"
    for record in records:
        if record.thing_id == end.thing_id:
            lost = ((o, e.last_supported) for o in missed for e in o.ends if e.thing_id == end.thing_id)
            price = sum((other.pounds(day, record.expires) for other, day in lost), Decimal(0))
            why = _why_not(record, one, end.last_supported, price, as_of)
            if why is None:
                return record
            lacks = f"of {end.thing_id}, {why}"
    return lacks


def _same(record: AcceptedRisk, missed: Iterable[Missed]) -> Iterator[Missed]:
    return (one for one in missed if record.application_id in (one.application_id, one.whole_id))


def _why_not(record: AcceptedRisk, one: Missed, last_supported: date, price: Decimal, as_of: date) -> str | None:
    """Why a record does not cover an application after a day; None where it does."""
    if last_supported < record.last_supported:
        return f"{record.last_supported} was accepted as its last day with support, and that is {last_supported}"
    if one.leaves is not None and record.expires < one.leaves:
        return f"it was accepted until {record.expires}, and it leaves on {one.leaves}"
    if one.leaves is None and record.expires < as_of:
        return f"it was accepted until {record.expires}, and it stays"
    if record.accepted_gbp is not None and record.accepted_gbp < price:
        return f"it was accepted for £{record.accepted_gbp:,}, and the plan prices it at £{price:,.0f}"
    return None
