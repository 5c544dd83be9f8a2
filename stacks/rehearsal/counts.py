"""How much stands against each limit, kept up to date as resources come and go."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from stacks.rehearsal.limits import Counted, Limit, holder_of, limits_of, weight_of
from stacks.rehearsal.made import Made
from stacks.rehearsal.resource_ids import azure_type

_SUBSCRIPTION = "/subscriptions/"


class Counts:
    """The resources that count against each limit, with their weights. What is added again counts as it is then. What a
    preview announces without an id is known by its urn, and counts where its subscription and region say so."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
        self._totals: Counter[tuple[str, str]] = Counter()
        self._places: dict[str, tuple[tuple[str, str], ...]] = {}

    def add(self, one: Made) -> None:
        """Count a resource."""
        self.remove(one)
        counted = counted_of(one)
        key, places = _key(one), []
        for limit in limits_of(counted.kind):
            holder = holder_of(limit, counted)
            if holder is not None:
                place = (limit.name, holder)
                self._held[place][key] = weight_of(limit, counted)
                self._totals[place] += self._held[place][key]
                places.append(place)
        if places:
            self._places[key] = tuple(places)

    def remove(self, one: Made) -> None:
        """Count a resource no more. One that was not counted is no fault."""
        key = _key(one)
        for place in self._places.pop(key, ()):
            self._totals[place] -= self._held[place].pop(key)
            if not self._held[place]:
                del self._held[place], self._totals[place]

    def held(self, limit: Limit, holder: str) -> Mapping[str, int]:
        """What counts against a limit: the weights by id in small letters, or by urn."""
        return self._held.get((limit.name, holder), {})

    def total(self, limit: Limit, holder: str) -> int:
        """The sum of their weights."""
        return self._totals.get((limit.name, holder), 0)

    def __len__(self) -> int:
        return len(self._places)


def counted_of(one: Made) -> Counted:
    """A resource as limits see it."""
    known = bool(one.kind)
    return Counted(
        kind=one.kind or azure_type(one.token),
        id=one.id if known else None,
        subscription=subscription_of(one.id),
        inputs=one.inputs,
    )


def subscription_of(resource_id: str) -> str:
    """The subscription in an id; empty where there is none, as above all subscriptions."""
    if not resource_id.casefold().startswith(_SUBSCRIPTION):
        return ""
    return resource_id[len(_SUBSCRIPTION) :].partition("/")[0]


def _key(one: Made) -> str:
    return one.id.casefold() if one.kind else one.urn
