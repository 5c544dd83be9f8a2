"""Contracts as the solver sees them: extensions it may take, rolling ones it may end, risk it may run."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import groupby

from inventory.model import Contract
from migration.dates import DAY, WEEK, monday
from migration.model import ContractEnd
from migration.money.cash_flow import contract_cash
from migration.money.payers import contract_payers
from migration.plan.joint import Purse
from migration.plan.moves import Ground
from migration.plan.parts import shares
from migration.plan.problem import Extension, Lapse, Need, Rolling, Stake
from migration.plan.risk import (
    MOST_EXTENSIONS,
    Exposure,
    can_still_extend,
    exposures,
    extension_end,
    soonest_end,
    week_price,
)
from migration.plan.yearly import pounds_up, rows_by_purse


def extensions(at: Ground, weeks: tuple[date, ...]) -> tuple[Extension, ...]:
    """Every extension that would carry a contract into the plan, in order of contract and number."""
    found = []
    for contract in at.inputs.estate.contracts:
        if not can_still_extend(contract, at.inputs.as_of):
            continue
        for number in range(1, MOST_EXTENSIONS + 1):
            first, last = extension_end(contract, number - 1), extension_end(contract, number)
            if first < weeks[-1]:
                cash = pounds_up(_extension_purses(contract, number, at))
                supported = tuple(n for n, week in enumerate(weeks) if first < week <= last)
                price = int((contract.extension_gbp or Decimal(0)).to_integral_value(ROUND_CEILING))
                found.append(Extension(contract.id, number, price, cash, supported))
    return tuple(found)


def _extension_purses(contract: Contract, number: int, at: Ground) -> dict[Purse, Decimal]:
    programme = at.inputs.folder.programme
    payers = _payers(contract, at)
    with_it = contract_cash(contract, extended(contract, number, ""), payers, programme.plan_from, programme.plan_to)
    less = contract_cash(contract, extended(contract, number - 1, ""), payers, programme.plan_from, programme.plan_to)
    before, after = rows_by_purse(less), rows_by_purse(with_it)
    return {purse: gbp - before.get(purse, Decimal(0)) for purse, gbp in after.items()}


def _payers(contract: Contract, at: Ground) -> tuple[str, ...]:
    everyone = [organisation.id for organisation in at.inputs.folder.programme.organisations]
    return contract_payers(contract, at.stand.things, everyone)


def extended(contract: Contract, times: int, because: str, stops: date | None = None) -> ContractEnd:
    """The decision to extend a contract so many times, or to stop a rolling one or leave one early on a day.

    Notice is due `notice_days` before its end. The price is that of the extensions, or of leaving early.
    """
    ends = stops or (extension_end(contract, times) if times else contract.ends)
    notice = ends - timedelta(days=contract.notice_days) if ends and contract.notice_days is not None else None
    price = contract.extension_gbp * times if contract.extension_gbp is not None else None
    if not times:
        early = stops is not None and contract.ends is not None and stops < contract.ends
        price = contract.exit_gbp if early else Decimal(0)
    return ContractEnd(
        contract_id=contract.id,
        extensions=times,
        ends=ends,
        notice_by=notice,
        gbp=price,
        because=because,
    )


def users_of(contract: Contract, at: Ground, groups: Mapping[str, str]) -> frozenset[str] | None:
    """The groups whose moves free everything a contract covers; None when something on it stays, or nobody uses it."""
    covered = set(contract.covers_ids)
    found: set[str] = set()
    free: set[str] = set()
    for application in at.inputs.estate.applications:
        resting = at.stand.rests_on(application.id) & covered
        if resting:
            if application.id not in groups:
                return None
            found.add(groups[application.id])
            free |= resting
    return frozenset(found) if found and free == covered else None


def rolling(at: Ground, groups: Mapping[str, str], weeks: tuple[date, ...]) -> tuple[Rolling, ...]:
    """Contracts without an end that stop when the last of their users is off."""
    programme = at.inputs.folder.programme
    found = []
    for contract in at.inputs.estate.contracts:
        if contract.ends is not None or not contract.annual_gbp:
            continue
        users = users_of(contract, at, groups)
        if users is None:
            continue
        payers, cash, running = _payers(contract, at), [], replace(contract, exit_gbp=None)
        soonest = soonest_end(contract, at.inputs.as_of)
        outlives = (
            soonest is not None and monday(soonest) > weeks[-1]
        )  # it is left after the plan, and charged for then
        fee: dict[Purse, int] = {}
        for week in weeks:
            last = week + WEEK - DAY
            paid = pounds_up(
                rows_by_purse(contract_cash(running, extended(running, 0, "", stops=last), payers, week, last))
            )
            # What leaving costs falls in the year of the last week: it moves on with each year that the contract runs.
            before, fee = fee, _fee(running if outlives else contract, last, payers)
            for purse in fee.keys() | before.keys() if fee != before else ():
                paid[purse] = paid.get(purse, 0) + fee.get(purse, 0) - before.get(purse, 0)
            cash.append(paid)
        at_once = _at_once(cash, weeks, soonest)
        found.append(Rolling(contract.id, tuple(sorted(users)), programme.old_off_weeks, at_once))
    return tuple(found)


def _at_once(
    cash: Sequence[Mapping[Purse, int]], weeks: Sequence[date], soonest: date | None
) -> tuple[Mapping[Purse, int], ...]:
    """The pounds by week, those of the weeks before the soonest end all in the first: they are paid whenever the users
    leave."""
    sure = bisect_right(weeks, soonest) if soonest is not None else 0
    first: dict[Purse, int] = defaultdict(int)
    for paid in cash[:sure]:
        for purse, gbp in paid.items():
            first[purse] += gbp
    return (first, *[{}] * (sure - 1), *cash[sure:]) if sure > 1 else tuple(cash)


def _fee(contract: Contract, last: date, payers: tuple[str, ...]) -> dict[Purse, int]:
    """What leaving a contract on a day costs by purse, besides what it costs to run."""
    if not contract.exit_gbp:
        return {}
    alone = replace(contract, annual_gbp=Decimal(0))
    return pounds_up(rows_by_purse(contract_cash(alone, extended(alone, 0, "", stops=last), payers, last, last)))


def stakes(
    at: Ground, groups: Mapping[str, str], offered: Iterable[Extension], weeks: tuple[date, ...]
) -> tuple[Stake, ...]:
    """What each application has to lose in each week without support."""
    by_contract: dict[str, list[Extension]] = defaultdict(list)
    for extension in offered:
        by_contract[extension.contract_id].append(extension)
    found, share = [], shares(at.inputs.parts)
    for app_id, exposure in sorted(exposures(at.inputs.estate, at.inputs.supports, at.stand, at.inputs.as_of).items()):
        price = week_price(at.applications[app_id].criticality, at.inputs.folder.programme.objective)
        price *= share.get(app_id, 1)
        lapses = _lapses(exposure, by_contract, weeks)
        if lapses and price > 0:
            gbp = int(price.to_integral_value(ROUND_CEILING))
            found.append(Stake(app_id, groups.get(app_id), gbp, lapses))
    return tuple(found)


def _lapses(
    exposure: Exposure, by_contract: Mapping[str, list[Extension]], weeks: tuple[date, ...]
) -> tuple[Lapse, ...]:
    """The weeks without support as contracts stand, and the extensions that would give each back (none: none would)."""
    last = exposure.last_supported({})
    first = len(weeks) if last is None else bisect_right(weeks, last)
    # After the last day that no contract can move, no extension would do.
    hopeless = len(weeks) if exposure.fixed is None else max(first, bisect_right(weeks, exposure.fixed))
    needs = [_needs(exposure, by_contract, weeks[position], position) for position in range(first, hopeless)]
    needs += [()] * (len(weeks) - hopeless)
    found, start = [], first
    for wanted, stretch in groupby(needs):
        after = start + sum(1 for _ in stretch)
        found.append(Lapse(start, after - 1, wanted))
        start = after
    return tuple(found)


def _needs(
    exposure: Exposure, by_contract: Mapping[str, list[Extension]], week: date, position: int
) -> tuple[Need, ...]:
    """The extensions that must all be taken for support in a week. Empty where even they would not do."""
    wanted: list[Need] = []
    for contract_id, ends in exposure.contracts.items():
        if week > ends:
            covers = [e.number for e in by_contract[contract_id] if position in e.weeks]
            if not covers:
                return ()
            wanted += [(contract_id, number) for number in covers]
    return tuple(wanted)
