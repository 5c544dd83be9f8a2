"""Service Bus: a queue for each message interface, and a topic where one application tells several the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from migration.design.inputs import SHARED
from migration.design.names import compose, joined, short_hash
from migration.design.shared.demand import Ask, Demand, way_of, what_of
from migration.design.shared.place import BUS, Site, unique_text
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import MessageBus, MessageQueue, MessageTopic, Reader

TIER = "Premium"
"""The one tier with private endpoints. Source: learn.microsoft.com/azure/service-bus-messaging, premium tier."""

UNITS = 1
KEEP_DAYS = 14
"""A reader may be away for a fortnight: over Christmas, or while it is restored. Illustrative."""

SIZE_MIB = 1024
"""What a queue or topic holds, as Azure has it where nobody says. Source: azure-native 3.29.0, servicebus QueueArgs."""

TRIES = 10
"""Attempts to read a message before it is put aside: what the service does by itself."""

Way = tuple[str, str, Ask]
"""A sender, a reader and the interface between them."""


def message_bus(site: Site, found: Demand) -> MessageBus | None:
    """The namespace; None where no interface carries messages. One is enough to build it: messages need somebody who
    keeps them, and no other way through the firewall does that."""
    asks = found.of("bus")
    if not asks:
        return None
    ways = [(sender, reader, one) for one in asks for sender, reader in one.sends]
    told = _told(ways)
    shared = [key for key, members in told.items() if len({reader for _, reader, _ in members}) > 1]
    alone = [way for key, members in told.items() if key not in shared for way in members]
    return MessageBus(
        id="bus",
        name=compose("service-bus", SHARED, ENVIRONMENT, site.region, unique=unique_text(site.inputs, "bus")),
        **site.where(),
        tier=TIER,
        units=UNITS,
        keep_days=KEEP_DAYS,
        tries=TRIES,
        size_mib=SIZE_MIB,
        endpoint=site.endpoint("sbns", BUS, "namespace"),
        queues=tuple(sorted((_queue(way) for way in alone), key=lambda one: one.id)),
        topics=_topics({key: told[key] for key in shared}),
        why=f"interfaces that carry messages: {len(asks)}",
        tags=site.tags,
    )


def _told(ways: Sequence[Way]) -> dict[tuple[str, str], list[Way]]:
    """The ways by sender and by what it tells. What nobody has named is told to one reader only."""
    found: dict[tuple[str, str], list[Way]] = defaultdict(list)
    for sender, reader, one in ways:
        what = what_of(one) or f"{one.interface.id} to {reader}"
        found[sender, what].append((sender, reader, one))
    return dict(sorted(found.items()))


def _queue(way: Way) -> MessageQueue:
    sender, reader, one = way
    name = joined("message-queue", f"sbq-{way_of(one, sender)}")
    return MessageQueue(id=name, name=name, sender=sender, reader=reader, interface_ids=(one.interface.id,))


def _topics(told: Mapping[tuple[str, str], Sequence[Way]]) -> tuple[MessageTopic, ...]:
    """The topics by id. Where two would have the same name, a hash of both its parts tells the second apart."""
    found: dict[str, MessageTopic] = {}
    for (sender, what), members in sorted(told.items()):
        text = f"sbt-{sender}-{what}"
        text = f"{text}-{short_hash(f'{sender} {what}')}" if text in found else text
        found[text] = _topic(joined("message-topic", text), sender, members)
    return tuple(sorted(found.values(), key=lambda one: one.id))


def _topic(name: str, sender: str, members: Sequence[Way]) -> MessageTopic:
    readers = sorted({reader for _, reader, _ in members})
    return MessageTopic(
        id=name,
        name=name,
        sender=sender,
        readers=tuple(Reader(name=joined("message-subscription", one), application_id=one) for one in readers),
        interface_ids=tuple(sorted({one.interface.id for _, _, one in members})),
    )
