"""Everything of the shared services that is measured for itself: each queue, API, pipeline and store, and each part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Protocol

from migration.design.shared.measures import (
    OF_A_PIPELINE,
    OF_A_QUEUE,
    OF_A_STORE,
    OF_AN_API,
    OF_AN_ARRIVAL,
    OF_THE_BUS,
    OF_THE_EXCHANGE,
    OF_THE_FACTORY,
    OF_THE_GATEWAY,
    OF_THE_RUNTIME,
    ServiceMeasure,
)
from migration.model.architecture import (
    ApiGateway,
    FileExchange,
    MessageBus,
    MessageQueue,
    MessageTopic,
    Transfers,
    Workload,
)
from migration.model.architecture.shared_services import SharedPart
from safeio.values import value

MIB, GIB = 2**20, 2**30

EACH = "*"
"""Stands for every value of a dimension: Azure watches each for itself, and names it in the message."""


@value
class Measured:
    """Something that is measured. `id` begins the names of its alerts; `name` is what it is called in the dimension of
    its measures, None for a part as a whole. `size_bytes` is what it holds, where a measure asks for that."""

    id: str
    name: str | None
    measures: tuple[ServiceMeasure, ...]
    interface_ids: tuple[str, ...] = ()
    size_bytes: int | None = None


def measured(part: SharedPart | Workload) -> tuple[Measured, ...]:
    """What is measured of a part, or of a store of files."""
    if isinstance(part, MessageBus):
        return tuple(_bus(part))
    if isinstance(part, ApiGateway):
        return tuple(_gateway(part))
    if isinstance(part, FileExchange):
        return tuple(_exchange(part))
    if isinstance(part, Transfers):
        return tuple(_transfers(part))
    assert part.files is not None, "a workload of the shared services is a store of files"
    size = sum(one.quota_gib for one in part.files.shares) * GIB
    return (Measured(id=part.id, name=None, measures=OF_A_STORE, size_bytes=size),)


def together(part_id: str, found: Sequence[Measured]) -> tuple[Measured, ...]:
    """The same, with one entry for all that are measured alike: Azure says which one it is, and not whose."""
    alike: dict[tuple[ServiceMeasure, ...], list[Measured]] = defaultdict(list)
    for one in found:
        alike[one.measures].append(one)
    return tuple(
        members[0]
        if len(members) == 1
        else Measured(id=f"{part_id}-each", name=EACH, measures=measures, size_bytes=members[0].size_bytes)
        for measures, members in alike.items()
    )


def _bus(part: MessageBus) -> Iterator[Measured]:
    size = part.size_mib * MIB if part.size_mib is not None else None
    entities: tuple[MessageQueue | MessageTopic, ...] = (*part.queues, *part.topics)
    for one in entities:
        yield Measured(id=one.id, name=one.name, measures=OF_A_QUEUE, interface_ids=one.interface_ids, size_bytes=size)
    yield Measured(id=part.id, name=None, measures=OF_THE_BUS, interface_ids=_all(entities))


def _gateway(part: ApiGateway) -> Iterator[Measured]:
    for one in part.apis:
        yield Measured(id=one.id, name=one.name, measures=OF_AN_API, interface_ids=one.interface_ids)
    yield Measured(id=part.id, name=None, measures=OF_THE_GATEWAY, interface_ids=_all(part.apis))


def _exchange(part: FileExchange) -> Iterator[Measured]:
    for one in part.places:
        yield Measured(id=one.id, name=one.subscription, measures=OF_AN_ARRIVAL, interface_ids=one.interface_ids)
    yield Measured(id=part.id, name=None, measures=OF_THE_EXCHANGE, interface_ids=_all(part.places))


def _transfers(part: Transfers) -> Iterator[Measured]:
    for one in part.pipelines:
        yield Measured(id=one.id, name=one.name, measures=OF_A_PIPELINE, interface_ids=one.interface_ids)
    every = _all(part.pipelines)
    yield Measured(id=part.id, name=None, measures=OF_THE_FACTORY, interface_ids=every)
    yield Measured(id=f"{part.id}-runtime", name=part.runtime_name, measures=OF_THE_RUNTIME, interface_ids=every)


class _Served(Protocol):
    @property
    def interface_ids(self) -> tuple[str, ...]: ...


def _all(parts: Sequence[_Served]) -> tuple[str, ...]:
    return tuple(sorted({name for one in parts for name in one.interface_ids}))
