"""Which contracts may be left before their end, from when, and what that saves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from inventory.model import Contract
from migration.dates import DAY, WEEK
from migration.money.cash_flow import contract_cash
from migration.money.payers import contract_payers
from migration.plan.commitments import extended, users_of
from migration.plan.joint import Exit, Purse
from migration.plan.moves import Ground
from migration.plan.risk import notice_passed
from migration.plan.yearly import pounds_up, rows_by_purse


def may_be_left(contract: Contract) -> bool:
    """Whether it has an end, a yearly price and a known charge for leaving it sooner."""
    return contract.ends is not None and contract.exit_gbp is not None and bool(contract.annual_gbp)


def exits(at: Ground, groups: Mapping[str, str], weeks: tuple[date, ...]) -> tuple[Exit, ...]:
    """Every contract that it may pay to leave. `groups` gives the group of each application that moves."""
    programme = at.inputs.folder.programme
    everyone = [organisation.id for organisation in programme.organisations]
    found = []
    for contract in at.inputs.estate.contracts:
        users = users_of(contract, at, groups) if may_be_left(contract) else None
        if users is not None:
            payers = contract_payers(contract, at.stand.things, everyone)
            cash = {
                number: saved
                for number, week in enumerate(weeks)
                if (saved := _more(contract, week + WEEK - DAY, payers, at)) and sum(saved.values()) < 0
            }
            if cash:
                found.append(Exit(contract.id, tuple(sorted(users)), programme.old_off_weeks, cash))
    return tuple(found)


def _more(contract: Contract, last: date, payers: tuple[str, ...], at: Ground) -> Mapping[Purse, int] | None:
    """What leaving after a day costs more than staying, by purse. None where it cannot be left then."""
    assert contract.ends is not None
    programme = at.inputs.folder.programme
    notice = last - timedelta(days=contract.notice_days or 0)
    if last >= contract.ends or last > programme.plan_to or notice_passed(contract, notice, at.inputs.as_of):
        return None
    span = programme.plan_from, programme.plan_to
    left = rows_by_purse(contract_cash(contract, extended(contract, 0, "", stops=last), payers, *span))
    stayed = rows_by_purse(contract_cash(contract, None, payers, *span))
    nothing = Decimal(0)
    return pounds_up({p: left.get(p, nothing) - stayed.get(p, nothing) for p in left.keys() | stayed.keys()})
