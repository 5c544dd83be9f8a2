"""How a thing stands on a day, by what its support rests on: its software by the vendor, its hardware by contract.

One rule for all dates: the last day counts as supported.
"""

from __future__ import annotations

from datetime import date, timedelta

from inventory.cover import Cover, cover
from inventory.model import ProductCycle, Standing, SupportBasis, SupportState

_NOT_COVERED = cover((), date.min)


def standing(basis: SupportBasis, as_of: date) -> Standing:
    """How what rests on `basis` stands on `as_of`."""
    cycle, covered = basis.cycle, _cover(basis, as_of)
    state, ends = (_hardware if basis.aspect == "hardware" else _software)(basis, covered, as_of)
    return Standing(
        aspect=basis.aspect,
        product=basis.product,
        cycle=cycle.cycle if cycle else None,
        vendor_ends=cycle.vendor_ends if cycle else None,
        extended_ends=cycle.extended_ends if cycle else None,
        contracted_ends=covered.until,
        ends=ends,
        state=state,
        as_of=as_of,
        sources=(
            *((basis.source,) if basis.source else ()),
            *(f"contract {contract}" for contract in covered.contract_ids),
        ),
    )


def _hardware(basis: SupportBasis, covered: Cover, as_of: date) -> tuple[SupportState, date | None]:
    """The contract decides. Without one, a vendor's end that is past means ended; nothing else is known.

    A vendor's end in the future does not stand in for a contract: nobody need come when the machine breaks.
    """
    if covered.in_force:
        return ("supported" if covered.until else "supported-no-date"), covered.until
    if covered.until:
        return "ended", covered.until
    if basis.cycle and _vendor_state(basis.cycle, as_of) == "ended":
        return "ended", basis.cycle.vendor_ends
    return "unknown", None


def _software(basis: SupportBasis, covered: Cover, as_of: date) -> tuple[SupportState, date | None]:
    """The vendor's date decides; past it, a contract in force carries on to the end of paid extended support."""
    cycle = basis.cycle
    if cycle is None:
        return "unknown", None
    state, ends = _vendor_state(cycle, as_of), cycle.vendor_ends
    if ends and cycle.extended_ends and cycle.extended_ends > ends:
        if state == "ended" and covered.in_force and as_of <= cycle.extended_ends:
            return "extended", _earlier(covered.until, cycle.extended_ends)
        carried = _cover(basis, ends + timedelta(days=1))
        ends = _earlier(carried.until, cycle.extended_ends) if carried.in_force else ends
    return state, ends


def _vendor_state(cycle: ProductCycle, as_of: date) -> SupportState:
    if cycle.vendor_ends:
        return "supported" if as_of <= cycle.vendor_ends else "ended"
    if cycle.supported is None:
        return "unknown"
    return "supported-no-date" if cycle.supported else "ended"


def _cover(basis: SupportBasis, day: date) -> Cover:
    return cover(basis.contracts, day) if basis.contracts else _NOT_COVERED


def _earlier(until: date | None, limit: date) -> date:
    """The earlier day; no `until` means rolling, so the limit stands."""
    return min(until, limit) if until else limit
