"""What was designed before, holds messages or files, and is asked for by nobody any more."""

from __future__ import annotations

from collections.abc import Iterator

from migration.design.shared.place import STACK
from migration.model.architecture import Architecture, DesignNote


def dropped(before: Architecture | None, now: Architecture) -> Iterator[DesignNote]:
    """A note where something would be taken away. Nobody here knows whether it was built; if it was, it is protected,
    and the engine refuses to delete it."""
    gone = sorted(_holding(before) - _holding(now)) if before is not None else []
    if gone:
        yield DesignNote(
            subject="shared services",
            message=f"{', '.join(gone)} held messages or files, and nothing asks for it any more",
            remedy="Empty it first. Then take its protection off (pulumi state unprotect) and apply, or bring back the "
            "interface or the share.",
        )


def _holding(one: Architecture) -> set[str]:
    """The ids of what holds messages or files."""
    shared = one.shared_services
    found = {store.id for store in one.workloads if store.stack == STACK}
    if shared is not None and shared.bus is not None:
        found |= {queue.id for queue in shared.bus.queues} | {topic.id for topic in shared.bus.topics}
    if shared is not None and shared.exchange is not None:
        found |= {place.id for place in shared.exchange.places}
    return found
