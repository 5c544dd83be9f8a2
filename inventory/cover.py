"""Which contracts cover a thing on a day, and until when without a gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from inventory.model import Contract, Covering

Dated = Contract | Covering


@dataclass(frozen=True)
class Cover:
    """What contracts say of one thing on one day.

    `until` is the last day covered without a gap; None means rolling. Where no contract is in force, it is the last
    day of those that are over, and None where none is known. `contract_ids` are those that decide.
    """

    in_force: bool
    until: date | None = None
    contract_ids: tuple[str, ...] = ()


def cover(contracts: Iterable[Dated], day: date) -> Cover:
    """The cover that `contracts` give on `day`, its last day included.

    A contract that has not started does not cover yet; one with no start on record is taken to have started. One that
    starts by the day after another's end carries on from it.
    """
    by_start = sorted(contracts, key=lambda contract: (contract.starts or date.min, contract.id))
    in_force = [contract for contract in by_start if _runs_on(contract, day)]
    if not in_force:
        return _over(by_start, day)
    until, used = day, in_force
    for contract in (*in_force, *(later for later in by_start if later.starts and later.starts > day)):
        if contract.starts and (contract.starts - until).days > 1:
            break
        used = used if contract in used else [*used, contract]
        if contract.ends is None:
            return Cover(True, None, _ids(used))
        until = max(until, contract.ends)
    return Cover(True, until, _ids(used))


def _runs_on(contract: Dated, day: date) -> bool:
    started = contract.starts is None or contract.starts <= day
    return started and (contract.ends is None or contract.ends >= day)


def _over(contracts: list[Dated], day: date) -> Cover:
    ends = {contract.ends for contract in contracts if contract.ends and contract.ends < day}
    last = max(ends, default=None)
    return Cover(False, last, _ids([contract for contract in contracts if last and contract.ends == last]))


def _ids(contracts: Iterable[Dated]) -> tuple[str, ...]:
    return tuple(sorted(contract.id for contract in contracts))
