"""From when an application stands on something unsupported, with and without extended contracts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from inventory.model import Contract, Estate, Support
from migration.dates import DAY, add_months
from migration.model import Objective
from migration.plan.footprint import Footprint

MOST_EXTENSIONS = 3
"""A contract is extended at most this often in a plan. Illustrative."""

UNKNOWN_CRITICALITY = 3
"""An application without a criticality is priced as the third of four. Illustrative."""


@dataclass(frozen=True)
class Exposure:
    """When an application loses support.

    `fixed` is the last supported day that no contract of ours can move (None: no such day known).
    `contracts` gives, per contract that can be extended, the last day it covers now.
    """

    fixed: date | None
    fixed_thing: str | None
    contracts: Mapping[str, date]

    def last_supported(self, extended_to: Mapping[str, date]) -> date | None:
        """The last day with support when contracts run to these dates (missing: as they stand)."""
        days = [extended_to.get(contract, day) for contract, day in self.contracts.items()]
        days += [self.fixed] if self.fixed is not None else []
        return min(days, default=None)


def extendable(contract: Contract) -> bool:
    """True where one extension has a length and a price and the contract has an end."""
    known = contract.ends is not None and contract.extension_gbp is not None
    return known and bool(contract.extension_months) and contract.kind in ("support", "lease")


def extension_end(contract: Contract, times: int) -> date:
    """The last day of a contract that is extended so many times."""
    assert contract.ends is not None
    return add_months(contract.ends, times * (contract.extension_months or 0))


def notice_passed(contract: Contract, notice_by: date, as_of: date) -> bool:
    """Whether it is too late to give notice by a day, and nobody had given it by then."""
    given = contract.notice_given
    return notice_by < as_of and (given is None or given > notice_by)


def soonest_end(contract: Contract, as_of: date) -> date | None:
    """The first day on which a contract can end by notice that is given today, or on the day on which it was given.
    None where no notice is asked for."""
    if contract.notice_days is None:
        return None
    return min(as_of, contract.notice_given or as_of) + timedelta(days=contract.notice_days)


def can_still_extend(contract: Contract, as_of: date) -> bool:
    """An extension must be agreed before the contract ends."""
    return extendable(contract) and contract.ends is not None and contract.ends >= as_of


@dataclass(frozen=True)
class SupportEnd:
    """The last day with support of a thing; `contract_id` names the contract whose extension would move it."""

    thing_id: str
    day: date
    contract_id: str | None = None

    def moved(self, extended_to: Mapping[str, date]) -> date:
        """The last day when contracts run to these dates (missing: as they stand)."""
        return extended_to.get(self.contract_id, self.day) if self.contract_id is not None else self.day


def exposures(estate: Estate, supports: Iterable[Support], stand: Footprint, as_of: date) -> dict[str, Exposure]:
    """The exposure of every application, by id. Things whose end is not known add nothing and stay unknown."""
    return {app_id: _exposure(ends) for app_id, ends in support_ends(estate, supports, stand, as_of)}


def support_ends(
    estate: Estate, supports: Iterable[Support], stand: Footprint, as_of: date
) -> Iterator[tuple[str, list[SupportEnd]]]:
    """For each application every end of support that is known of what it stands on, by thing."""
    by_thing: dict[str, list[Support]] = defaultdict(list)
    for support in supports:
        by_thing[support.thing_id].append(support)
    carried_by: dict[str, list[Contract]] = defaultdict(list)
    for contract in estate.contracts:
        if can_still_extend(contract, as_of):
            for thing_id in contract.covers_ids:
                carried_by[thing_id].append(contract)
    for application in estate.applications:
        yield (
            application.id,
            [
                end
                for thing_id in sorted(stand.rests_on(application.id))
                for support in by_thing.get(thing_id, ())
                if (end := _support_end(support, carried_by.get(thing_id, ()))) is not None
            ],
        )


def _exposure(ends: Iterable[SupportEnd]) -> Exposure:
    fixed: SupportEnd | None = None
    contracts: dict[str, date] = {}
    for end in ends:
        if end.contract_id is not None:
            contracts[end.contract_id] = end.day
        elif fixed is None or end.day < fixed.day:
            fixed = end
    return Exposure(
        fixed=fixed.day if fixed else None,
        fixed_thing=fixed.thing_id if fixed else None,
        contracts=dict(sorted(contracts.items())),
    )


def _support_end(support: Support, contracts: Iterable[Contract]) -> SupportEnd | None:
    movable = _movable(support, contracts)
    if movable is not None:
        assert movable.ends is not None
        return SupportEnd(support.thing_id, movable.ends, movable.id)
    day = _last_day(support)
    return SupportEnd(support.thing_id, day) if day is not None else None


def _movable(support: Support, contracts: Iterable[Contract]) -> Contract | None:
    """The contract whose end is this support's end: extending it moves the date."""
    if support.aspect != "hardware":
        return None
    same = [c for c in contracts if c.ends == support.contracted_ends]
    return min(same, key=lambda c: c.id) if same else None


def _last_day(support: Support) -> date | None:
    if support.ends is not None:
        return support.ends
    return support.as_of - DAY if support.state == "ended" else None


def unsupported_weeks(last_supported: date | None, weeks: Iterable[date], cut_over: date | None) -> tuple[date, ...]:
    """The Mondays after the last supported day, up to the week of the cut-over (None: it stays)."""
    if last_supported is None:
        return ()
    return tuple(week for week in weeks if last_supported < week and (cut_over is None or week <= cut_over))


def week_price(criticality: int | None, objective: Objective) -> Decimal:
    """Pounds for one application-week without support. The dearest known level stands in for a missing one."""
    level = UNKNOWN_CRITICALITY if criticality is None else criticality
    prices = objective.unsupported_week_gbp
    return prices[level] if level in prices else max(prices.values(), default=Decimal(0))
