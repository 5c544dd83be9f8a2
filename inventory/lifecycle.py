"""The support state of every thing on a date: its software by the vendor, its hardware by contract.

One rule for all dates: the last day counts as supported.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from inventory.cover import Cover, cover
from inventory.model import (
    Contract,
    Database,
    Estate,
    Hypervisor,
    NetworkDevice,
    Product,
    ProductCycle,
    Server,
    Software,
    StorageArray,
    Support,
    SupportState,
)
from inventory.recognise import recognise, recognise_system

HARDWARE_KINDS = ("support", "lease")
"""Kinds of contract that keep a machine in support: a lease includes its maintenance."""

SOFTWARE_KINDS = ("support", "licence")
"""Kinds of contract that can carry software on past the vendor's end."""

_NOT_COVERED = cover((), date.min)

Cycle = tuple[Product | None, ProductCycle | None]
HasHardware = Server | Hypervisor | StorageArray | NetworkDevice
HasSoftware = Server | Hypervisor | Database | Software


@dataclass(frozen=True)
class _Facts:
    """What the states of an estate's things are worked out from. `known` has what was worked out for equal texts."""

    as_of: date
    products: tuple[Product, ...]
    by_id: Mapping[str, Product]
    contracts: Mapping[str, tuple[Contract, ...]]
    known: dict[tuple[object, ...], Cycle] = field(default_factory=dict)


def support(estate: Estate, products: tuple[Product, ...], as_of: date) -> tuple[Support, ...]:
    """The support state on `as_of`, by thing and aspect, sorted.

    Software: servers and hypervisors (their operating system), databases, installed software. Hardware: storage
    arrays, network devices, hypervisors, and servers known to be physical. `Support` says which date decides.
    """
    facts = _Facts(as_of, products, {product.id: product for product in products}, _by_thing(estate.contracts))
    physical = [server for server in estate.servers if server.physical]
    hardware: tuple[HasHardware, ...] = (
        *estate.storage_arrays,
        *estate.network_devices,
        *estate.hypervisors,
        *physical,
    )
    software: tuple[HasSoftware, ...] = (*estate.servers, *estate.hypervisors, *estate.databases, *estate.software)
    found = [_hardware(thing, facts) for thing in hardware] + [_software(thing, facts) for thing in software]
    return tuple(sorted(found, key=lambda one: (one.thing_id, one.aspect)))


def _by_thing(contracts: Iterable[Contract]) -> dict[str, tuple[Contract, ...]]:
    found: defaultdict[str, list[Contract]] = defaultdict(list)
    for contract in sorted(contracts, key=lambda contract: contract.id):
        for thing_id in contract.covers_ids:
            found[thing_id].append(contract)
    return {thing_id: tuple(covering) for thing_id, covering in found.items()}


def _hardware(thing: HasHardware, facts: _Facts) -> Support:
    """The contract decides. Without one, a vendor's end that is past means ended; nothing else is known.

    A vendor's end in the future does not stand in for a contract: nobody need come when the machine breaks.
    """
    product, cycle = _product(thing, facts) if isinstance(thing, StorageArray | NetworkDevice) else (None, None)
    covered = _cover(thing.id, facts.as_of, HARDWARE_KINDS, facts)
    vendor_ends = cycle.vendor_ends if cycle else None
    state: SupportState = "unknown"
    ends = covered.until
    if covered.in_force:
        state = "supported" if covered.until else "supported-no-date"
    elif covered.until:
        state = "ended"
    elif cycle and _vendor_state(cycle, facts.as_of) == "ended":
        state, ends = "ended", vendor_ends
    return _support(thing.id, "hardware", product, cycle, covered, state, ends, facts)


def _software(thing: HasSoftware, facts: _Facts) -> Support:
    """The vendor's date decides; past it, a contract in force carries on to the end of paid extended support.

    A support contract on a physical machine is taken to be for its hardware, so there only a licence counts.
    """
    product, cycle = _product(thing, facts)
    machine = isinstance(thing, Hypervisor) or (isinstance(thing, Server) and thing.physical)
    kinds = ("licence",) if machine else SOFTWARE_KINDS
    covered = _cover(thing.id, facts.as_of, kinds, facts)
    if cycle is None:
        return _support(thing.id, "software", product, cycle, covered, "unknown", None, facts)
    state, ends = _vendor_state(cycle, facts.as_of), cycle.vendor_ends
    if ends and cycle.extended_ends and cycle.extended_ends > ends:
        if state == "ended" and covered.in_force and facts.as_of <= cycle.extended_ends:
            state, ends = "extended", _earlier(covered.until, cycle.extended_ends)
        else:
            carried = _cover(thing.id, ends + timedelta(days=1), kinds, facts)
            ends = _earlier(carried.until, cycle.extended_ends) if carried.in_force else ends
    return _support(thing.id, "software", product, cycle, covered, state, ends, facts)


def _support(
    thing_id: str,
    aspect: Literal["hardware", "software"],
    product: Product | None,
    cycle: ProductCycle | None,
    covered: Cover,
    state: SupportState,
    ends: date | None,
    facts: _Facts,
) -> Support:
    dated = (product.source,) if product and cycle else ()
    return Support(
        thing_id=thing_id,
        aspect=aspect,
        product=product.id if product else None,
        cycle=cycle.cycle if cycle else None,
        vendor_ends=cycle.vendor_ends if cycle else None,
        extended_ends=cycle.extended_ends if cycle else None,
        contracted_ends=covered.until,
        ends=ends,
        state=state,
        as_of=facts.as_of,
        sources=dated + tuple(f"contract {contract}" for contract in covered.contract_ids),
    )


def _vendor_state(cycle: ProductCycle, as_of: date) -> SupportState:
    if cycle.vendor_ends:
        return "supported" if as_of <= cycle.vendor_ends else "ended"
    if cycle.supported is None:
        return "unknown"
    return "supported-no-date" if cycle.supported else "ended"


def _product(thing: HasHardware | HasSoftware, facts: _Facts) -> Cycle:
    """The product and cycle of a thing. Thousands of things say the same of themselves: each is worked out once."""
    cycle = None if isinstance(thing, StorageArray | NetworkDevice) else thing.cycle
    key = type(thing), thing.product, cycle, _os_name(thing), _version(thing)
    if key not in facts.known:
        facts.known[key] = _found(thing, facts)
    return facts.known[key]


def _found(thing: HasHardware | HasSoftware, facts: _Facts) -> Cycle:
    """The product and cycle of a thing: as settled, else as its texts are recognised."""
    product = facts.by_id.get(thing.product or "")
    cycle_id = None if isinstance(thing, StorageArray | NetworkDevice) else thing.cycle
    if cycle_id is None and (product is None or _version(thing)):
        reading = recognise_system if isinstance(thing, Server | Hypervisor) else recognise
        found = reading(thing.product or _os_name(thing) or "", facts.products, _version(thing))
        product_id, cycle_id = found or (None, None)
        product = product or facts.by_id.get(product_id or "")
    cycles = product.cycles if product else ()
    return product, next((cycle for cycle in cycles if cycle.cycle == cycle_id), None)


def _os_name(thing: HasHardware | HasSoftware) -> str | None:
    return thing.os_name if isinstance(thing, Server | Hypervisor) else None


def _version(thing: HasHardware | HasSoftware) -> str | None:
    return None if isinstance(thing, Server | Hypervisor) else thing.version


def _cover(thing_id: str, day: date, kinds: tuple[str, ...], facts: _Facts) -> Cover:
    covering = [contract for contract in facts.contracts.get(thing_id, ()) if contract.kind in kinds]
    return cover(covering, day) if covering else _NOT_COVERED


def _earlier(until: date | None, limit: date) -> date:
    """The earlier day; no `until` means rolling, so the limit stands."""
    return min(until, limit) if until else limit
