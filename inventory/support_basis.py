"""What the support state of every thing rests on: its release, as recognised, and the contracts that can cover it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from inventory.model import (
    Contract,
    Covering,
    Database,
    Estate,
    Hypervisor,
    NetworkDevice,
    Product,
    ProductCycle,
    Server,
    Software,
    StorageArray,
    SupportBasis,
)
from inventory.recognise import recognise, recognise_system

HARDWARE_KINDS = ("support", "lease")
"""Kinds of contract that keep a machine in support: a lease includes its maintenance."""

SOFTWARE_KINDS = ("support", "licence")
"""Kinds of contract that can carry software on past the vendor's end."""

Aspect = Literal["hardware", "software"]
Cycle = tuple[Product | None, ProductCycle | None]
HasHardware = Server | Hypervisor | StorageArray | NetworkDevice
HasSoftware = Server | Hypervisor | Database | Software


@dataclass(frozen=True)
class _Facts:
    """What is looked up for each thing. `cycles` and `bases` have what was worked out for equal ones."""

    products: tuple[Product, ...]
    by_id: Mapping[str, Product]
    contracts: Mapping[str, tuple[Contract, ...]]
    cycles: dict[tuple[object, ...], Cycle] = field(default_factory=dict)
    bases: dict[tuple[object, ...], SupportBasis] = field(default_factory=dict)


def support_bases(estate: Estate, products: tuple[Product, ...]) -> tuple[tuple[str, SupportBasis], ...]:
    """The id of every thing with what its support rests on, by id and aspect, sorted. Equal ones are one object.

    Software: servers and hypervisors (their operating system), databases, installed software. Hardware: storage
    arrays, network devices, hypervisors, and servers known to be physical.
    """
    facts = _Facts(products, {product.id: product for product in products}, _by_thing(estate.contracts))
    physical = [server for server in estate.servers if server.physical]
    hardware: tuple[HasHardware, ...] = (
        *estate.storage_arrays,
        *estate.network_devices,
        *estate.hypervisors,
        *physical,
    )
    software: tuple[HasSoftware, ...] = (*estate.servers, *estate.hypervisors, *estate.databases, *estate.software)
    found = [(thing.id, _hardware(thing, facts)) for thing in hardware]
    found += [(thing.id, _software(thing, facts)) for thing in software]
    return tuple(sorted(found, key=lambda one: (one[0], one[1].aspect)))


def _by_thing(contracts: Iterable[Contract]) -> dict[str, tuple[Contract, ...]]:
    found: defaultdict[str, list[Contract]] = defaultdict(list)
    for contract in sorted(contracts, key=lambda contract: contract.id):
        for thing_id in contract.covers_ids:
            found[thing_id].append(contract)
    return {thing_id: tuple(covering) for thing_id, covering in found.items()}


def _hardware(thing: HasHardware, facts: _Facts) -> SupportBasis:
    known = isinstance(thing, StorageArray | NetworkDevice)
    return _basis(thing.id, "hardware", _product(thing, facts) if known else (None, None), HARDWARE_KINDS, facts)


def _software(thing: HasSoftware, facts: _Facts) -> SupportBasis:
    """A support contract on a physical machine is taken to be for its hardware, so there only a licence counts."""
    machine = isinstance(thing, Hypervisor) or (isinstance(thing, Server) and thing.physical)
    kinds = ("licence",) if machine else SOFTWARE_KINDS
    return _basis(thing.id, "software", _product(thing, facts), kinds, facts)


def _basis(thing_id: str, aspect: Aspect, found: Cycle, kinds: tuple[str, ...], facts: _Facts) -> SupportBasis:
    product, cycle = found
    covering = [contract for contract in facts.contracts.get(thing_id, ()) if contract.kind in kinds]
    key = (
        aspect,
        product.id if product else None,
        cycle.cycle if cycle else None,
        *(contract.id for contract in covering),
    )
    if key not in facts.bases:
        facts.bases[key] = SupportBasis(
            aspect=aspect,
            product=product.id if product else None,
            cycle=cycle,
            source=product.source if product and cycle else None,
            contracts=tuple(Covering(id=one.id, starts=one.starts, ends=one.ends) for one in covering),
        )
    return facts.bases[key]


def _product(thing: HasHardware | HasSoftware, facts: _Facts) -> Cycle:
    """The product and cycle of a thing. Thousands of things say the same of themselves: each is worked out once."""
    cycle = None if isinstance(thing, StorageArray | NetworkDevice) else thing.cycle
    key = type(thing), thing.product, cycle, _os_name(thing), _version(thing)
    if key not in facts.cycles:
        facts.cycles[key] = _found(thing, facts)
    return facts.cycles[key]


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
