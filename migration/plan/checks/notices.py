"""Contracts are extended only where they can be, and end only when notice can still be given."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model import Violation
from migration.plan.case import Case
from migration.plan.commitments import users_of
from migration.plan.moves import ground
from migration.plan.risk import can_still_extend

CONSTRAINT = "notices"


def check(case: Case) -> Iterator[Violation]:
    """Each decision on a contract against the register."""
    contracts = {contract.id: contract for contract in case.inputs.estate.contracts}
    at = ground(case.inputs)
    for end in case.plan.contracts:
        contract = contracts.get(end.contract_id)
        if contract is None:
            yield _broken(end.contract_id, "the plan decides on it, but the register does not name it")
            continue
        if end.extensions and not can_still_extend(contract, case.inputs.as_of):
            yield _broken(contract.id, "it is extended, but it is over or its extension has no length or price")
        early = contract.ends is not None and end.ends is not None and end.ends < contract.ends
        if early and contract.exit_gbp is None:
            yield _broken(contract.id, f"it is left on {end.ends}, before its end, and what that costs is not known")
        if (contract.ends is None or early) and end.ends is not None:
            if end.notice_by is not None and end.notice_by < case.inputs.as_of:
                yield _broken(contract.id, f"notice was due on {end.notice_by}, before today")
            users = users_of(contract, at, case.group_of) or frozenset()
            last = max((case.moves[g].old_off for g in users if g in case.moves), default=None)
            if last is None or end.ends < last:
                yield _broken(contract.id, f"it ends on {end.ends}, while something on it still runs")


def _broken(subject: str, message: str) -> Violation:
    return Violation(constraint=CONSTRAINT, subject=subject, message=message)
