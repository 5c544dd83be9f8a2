"""Applications that many others call, and where the programme places them: before every other move, or after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from inventory.model import Estate
from migration.model import Part, Place, Programme, SharedServices
from migration.plan.inputs import PlanInputs, undivided
from migration.plan.moves import Ground
from migration.plan.pilots import is_pilot
from migration.plan.problem import Order
from safeio.errors import InputError
from safeio.values import value

_MOST_NAMED = 5


@value
class SharedService:
    """An application that enough others call, or that programme.yaml names. `callers` are sorted."""

    application_id: str
    callers: tuple[str, ...]
    place: Place

    @property
    def words(self) -> str:
        """What makes it one, and where it goes."""
        more = f" and {len(self.callers) - _MOST_NAMED} more" if len(self.callers) > _MOST_NAMED else ""
        named = f" ({', '.join(self.callers[:_MOST_NAMED])}{more})" if self.callers else ""
        count = f"{len(self.callers)} application{'' if len(self.callers) == 1 else 's'}"
        calls = "calls" if len(self.callers) == 1 else "call"
        goes = {"first": "It goes first.", "last": "It is left last.", "any": "Nothing is asked of its place."}
        return f"It is a shared service: {count} {calls} it{named}. {goes[self.place]}"


def shared_services(estate: Estate, asked: SharedServices) -> tuple[SharedService, ...]:
    """The shared services of an estate without parts, by id; interfaces that were only seen in traffic count too."""
    callers: dict[str, set[str]] = defaultdict(set)
    for one in estate.interfaces:
        if one.from_application != one.to_application:
            callers[one.to_application].add(one.from_application)
    return tuple(
        SharedService(application_id=app, callers=tuple(sorted(callers[app])), place=asked.named.get(app, asked.place))
        for app in sorted(application.id for application in estate.applications)
        if app in asked.named or len(callers[app]) >= asked.dependants
    )


def shared_or_usual(inputs: PlanInputs) -> tuple[SharedService, ...]:
    """The shared services of a programme; by the usual threshold, with nothing asked, where it says nothing of them."""
    return shared_services(undivided(inputs).estate, inputs.folder.programme.shared_services or SharedServices())


def left_last(estate: Estate, programme: Programme, parts: Iterable[Part] = ()) -> frozenset[str]:
    """The applications, or their `parts`, that move after all others: those that call them do not wait for them."""
    return _placed(estate, programme, parts, "last")


def _placed(estate: Estate, programme: Programme, parts: Iterable[Part], place: Place) -> frozenset[str]:
    asked = programme.shared_services
    if asked is None:
        return frozenset()
    found = {one.application_id for one in shared_services(estate, asked) if one.place == place}
    return frozenset(found | {part.id for part in parts if part.application_id in found})


def placing(at: Ground, orders: Sequence[Order]) -> tuple[Order, ...]:
    """The orders that place shared services, besides the `orders` that stand. Approved and applied waves are placed no
    more, and pilots may go before: what is critical, as such services are, waits for them.

    Raises InputError where programme.yaml names an application that is not there.
    """
    inputs, programme = at.inputs, at.inputs.folder.programme
    asked = programme.shared_services
    if asked is None:
        return ()
    estate = undivided(inputs).estate
    unknown = sorted(set(asked.named) - {application.id for application in estate.applications})
    if unknown:
        raise InputError(
            "programme.yaml shared_services.named",
            f"there is no application {', '.join(unknown)}",
            "Use ids as they stand in applications.csv.",
        )
    free = {group.id for group in inputs.groups if group.id not in at.kept}
    first, last = (_placed(estate, programme, inputs.parts, place) for place in ("first", "last"))
    holding_first = {group.id for group in inputs.groups if not first.isdisjoint(group.application_ids)}
    holding_last = {group.id for group in inputs.groups if not last.isdisjoint(group.application_ids)}
    asked_pilots = programme.pilots
    piloting = {g.id for g in inputs.groups if asked_pilots is not None and is_pilot(g, at.applications, asked_pilots)}
    return (*_first(holding_first, free - piloting, orders), *_last(holding_last, free, orders))


def _first(services: set[str], free: set[str], orders: Sequence[Order]) -> Iterator[Order]:
    """Before all others but those that must come before them. Of the others, those at the head of their chains do."""
    earlier = _links(orders, forward=False)
    others = free - _closure(services, earlier)
    for other in sorted(others):
        if others.isdisjoint(earlier.get(other, ())):
            for service in sorted(services - earlier.get(other, set())):
                yield Order(service, other, "a shared service goes first")


def _last(services: set[str], free: set[str], orders: Sequence[Order]) -> Iterator[Order]:
    """After all others but those that must come after them. Of the others, those at the end of their chains do."""
    later = _links(orders, forward=True)
    others = free - _closure(services, later)
    for other in sorted(others):
        if others.isdisjoint(later.get(other, ())):
            for service in sorted((services & free) - later.get(other, set())):
                yield Order(other, service, "a shared service is left last")


def _links(orders: Iterable[Order], forward: bool) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for order in orders:
        one, other = (order.earlier, order.later) if forward else (order.later, order.earlier)
        found[one].add(other)
    return dict(found)


def _closure(start: Iterable[str], links: Mapping[str, set[str]]) -> set[str]:
    """All that can be reached, the start included."""
    found = set(start)
    waiting = sorted(found)
    while waiting:
        fresh = links.get(waiting.pop(), set()) - found
        found |= fresh
        waiting += sorted(fresh)
    return found
