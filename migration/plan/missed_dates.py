"""Support dates that a plan misses: who is without support for how long, and at which price."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from migration.dates import DAY, weeks
from migration.plan.case import Case
from migration.plan.parts import shares
from migration.plan.risk import SupportEnd, support_ends, unsupported_weeks, week_price
from safeio.values import Day, Money, value


@value
class End:
    """A thing that loses support before an application has left it, and its last day with support."""

    thing_id: str
    last_supported: Day


@value
class Missed:
    """An application (or a part of one) that is still there after a support date.

    `ends` are the things that lose support before, the first one first. `leaves` is the day of its cut-over, None where
    it stays. `week_gbp` is what the plan counts for each week without support, `mondays` are the weeks of the plan.
    """

    application_id: str
    whole_id: str
    ends: tuple[End, ...]
    leaves: Day | None
    week_gbp: Money
    mondays: tuple[Day, ...]
    plan_to: Day

    @property
    def last_supported(self) -> date:
        """The last day on which all of it had support."""
        return self.ends[0].last_supported

    def days(self) -> int:
        """Days without support that lie in the plan, up to the day it leaves."""
        first = max(self.last_supported + DAY, self.mondays[0])
        return ((self.leaves or self.plan_to) - first).days + 1

    def pounds(self, last_supported: date, until: date | None = None) -> Decimal:
        """What the plan counts for its weeks after a day, rounded up: until it leaves, or a day where it stays."""
        lost = unsupported_weeks(last_supported, self.mondays, self.leaves or until)
        return (len(lost) * self.week_gbp).to_integral_value(ROUND_CEILING)


def missed_in(case: Case) -> tuple[Missed, ...]:
    """Every application that the plan keeps on something without support, by id.

    A day counts though the weeks of the plan, by which risk is priced, do not show it: its price is then nothing. What
    has no known end of support is not here: it is not known.
    """
    inputs, programme = case.inputs, case.inputs.folder.programme
    mondays = weeks(programme.plan_from, programme.plan_to)
    extended_to = {end.contract_id: end.ends for end in case.plan.contracts if end.extensions and end.ends}
    share, whole = shares(inputs.parts), {part.id: part.application_id for part in inputs.parts}
    found = []
    for app_id, ends in support_ends(inputs.estate, inputs.supports, case.stand, inputs.as_of):
        move = case.move_of(app_id)
        leaves = move.cut_over if move is not None else None
        late = _before(leaves or programme.plan_to, ends, extended_to)
        if late:
            price = week_price(case.applications[app_id].criticality, programme.objective) * share.get(app_id, 1)
            found.append(
                Missed(
                    application_id=app_id,
                    whole_id=whole.get(app_id, app_id),
                    ends=late,
                    leaves=leaves,
                    week_gbp=price,
                    mondays=mondays,
                    plan_to=programme.plan_to,
                )
            )
    return tuple(sorted(found, key=lambda one: one.application_id))


def _before(leaves: date, ends: Sequence[SupportEnd], extended_to: dict[str, date]) -> tuple[End, ...]:
    """What loses support before a day, each thing once with the first of its dates."""
    first: dict[str, date] = {}
    for end in ends:
        day = end.moved(extended_to)
        if day < leaves:
            first[end.thing_id] = min(day, first.get(end.thing_id, day))
    ordered = sorted(first.items(), key=lambda one: (one[1], one[0]))
    return tuple(End(thing_id=thing, last_supported=day) for thing, day in ordered)
