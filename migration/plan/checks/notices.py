"""Contracts are extended and left only as they can be: in time, for their price, and not while something uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from inventory.model import Contract
from migration.model import ContractEnd, Violation
from migration.plan.case import Case
from migration.plan.commitments import users_of
from migration.plan.moves import Ground, ground
from migration.plan.risk import can_still_extend, extension_end, notice_passed

CONSTRAINT = "notices"


def check(case: Case) -> Iterator[Violation]:
    """Each decision on a contract against the register."""
    contracts, at = {contract.id: contract for contract in case.inputs.estate.contracts}, ground(case.inputs)
    for contract_id, count in sorted(Counter(end.contract_id for end in case.plan.contracts).items()):
        if count > 1:
            yield _broken(contract_id, f"the plan decides on it {count} times")
    for end in case.plan.contracts:
        contract = contracts.get(end.contract_id)
        if contract is None:
            yield _broken(end.contract_id, "the plan decides on it, but the register does not name it")
        elif end.extensions:
            yield from _extended(case, contract, end)
        else:
            yield from _ended(case, at, contract, end)


def _extended(case: Case, contract: Contract, end: ContractEnd) -> Iterator[Violation]:
    """Whole terms, each at its price."""
    if end.extensions < 1 or not can_still_extend(contract, case.inputs.as_of):
        yield _broken(contract.id, "it is extended, but it is over or its extension has no length or price")
        return
    assert contract.extension_gbp is not None
    last, price = extension_end(contract, end.extensions), end.extensions * contract.extension_gbp
    times = "once" if end.extensions == 1 else f"{end.extensions} times"
    if end.ends != last:
        yield _broken(contract.id, f"extended {times} it ends on {last}; the plan says {end.ends}")
    if end.gbp != price:
        yield _broken(contract.id, f"extending it {times} costs £{price:,.0f}; the plan says {_pounds(end.gbp)}")


def _ended(case: Case, at: Ground, contract: Contract, end: ContractEnd) -> Iterator[Violation]:
    """At its own end, or sooner where nothing uses it any more, with notice and at its charge."""
    early = contract.ends is not None and end.ends is not None and end.ends < contract.ends
    if contract.ends is not None and not early and end.ends != contract.ends:
        yield _broken(contract.id, f"it ends on {contract.ends} and is not extended; the plan says {end.ends}")
    if early and contract.exit_gbp is None:
        yield _broken(contract.id, f"it is left on {end.ends}, before its end, and what that costs is not known")
    elif early and end.gbp != contract.exit_gbp:
        yield _broken(contract.id, f"leaving it costs £{contract.exit_gbp:,.0f}; the plan says {_pounds(end.gbp)}")
    if (contract.ends is None or early) and end.ends is not None:
        if contract.notice_days is not None:
            yield from _noticed(case, contract, end, end.ends - timedelta(days=contract.notice_days))
        elif end.notice_by is not None:
            yield _broken(contract.id, f"the register asks for no notice; the plan says {end.notice_by}")
        users = users_of(contract, at, case.group_of) or frozenset()
        last = max((case.moves[g].old_off for g in users if g in case.moves), default=None)
        if last is None or end.ends < last:
            until = "while something on it still runs" if last is None else f"while something on it runs until {last}"
            yield _broken(contract.id, f"it ends on {end.ends}, {until}")


def _noticed(case: Case, contract: Contract, end: ContractEnd, notice: date) -> Iterator[Violation]:
    if notice != end.notice_by:
        yield _broken(contract.id, f"its notice is due on {notice}; the plan says {end.notice_by}")
    if notice_passed(contract, notice, case.inputs.as_of):
        given = f"it was given on {contract.notice_given}" if contract.notice_given else "it is not known to be given"
        remedy = "write the day on which it was given as notice_given into contracts.csv, or plan again"
        yield _broken(contract.id, f"notice was due on {notice}, before today, and {given}: {remedy}")


def _pounds(gbp: Decimal | None) -> str:
    return "nothing of it" if gbp is None else f"£{gbp:,.0f}"


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
