"""What an application stands on: its things, and everything below them down to array and hypervisor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from inventory.model import Database, Estate, Server, Share, Thing, things


@dataclass(frozen=True)
class Footprint:
    """The estate by id, and who stands on what. Build it once with `footprint`."""

    things: Mapping[str, Thing]
    deployed: Mapping[str, tuple[str, ...]]
    users: Mapping[str, tuple[str, ...]]

    def servers(self, application_id: str) -> tuple[str, ...]:
        """Ids of the servers an application runs on, its databases' servers included, sorted."""
        found = set()
        for thing_id in self.deployed.get(application_id, ()):
            thing = self.things.get(thing_id)
            if isinstance(thing, Database | Share):
                thing = self.things.get(thing.parent_id or "")
            if isinstance(thing, Server):
                found.add(thing.id)
        return tuple(sorted(found))

    def rests_on(self, application_id: str) -> frozenset[str]:
        """Everything an application needs to run: its things, and all below: servers, volumes, arrays, hypervisors and
        clusters."""
        seen: set[str] = set()
        waiting = list(self.deployed.get(application_id, ()))
        while waiting:
            at = waiting.pop()
            thing = self.things.get(at)
            if at in seen or thing is None:
                continue
            seen.add(at)
            waiting += [thing.parent_id] if thing.parent_id else []
            waiting += thing.volume_ids if isinstance(thing, Server) else ()
        return frozenset(seen)


def footprint(estate: Estate) -> Footprint:
    """Index an estate by id and by deployment."""
    by_id = {thing.id: thing for _, thing in things(estate)}
    deployed: dict[str, set[str]] = defaultdict(set)
    users: dict[str, set[str]] = defaultdict(set)
    for deployment in estate.deployments:
        deployed[deployment.application_id].add(deployment.thing_id)
        users[deployment.thing_id].add(deployment.application_id)
    return Footprint(
        things=by_id,
        deployed={key: tuple(sorted(ids)) for key, ids in deployed.items()},
        users={key: tuple(sorted(ids)) for key, ids in users.items()},
    )
