"""What each interface of the estate asks of the integration platform: a service, or nothing, with the reason."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from inventory.model import Interface
from migration.design.drafts import Draft
from migration.design.inputs import DesignInputs
from migration.design.names import short_hash
from migration.model.architecture.shared_services import Service
from migration.model.landing_zone import Profile
from safeio.text import slug
from safeio.values import value

Where = Literal["cloud", "site", "supplier", "gone"]
"""Where an application is when the programme is done."""

API_MANAGEMENT_FROM: Mapping[Profile, int] = {"county": 3, "district": 10}
"""So many APIs make a gateway worth its price. One or two are called directly, through the firewall, which costs
nothing more; from a handful on somebody has to keep them, their callers and their versions in one place. A district
has fewer people to keep a gateway, so it waits longer. Illustrative."""

NO_KIND = "nobody has said of which kind it is"


@value
class Ask:
    """An interface and the service it asks for. `sends` are the pairs of sender and reader, one or both ways round;
    `caller` calls `called`."""

    interface: Interface
    service: Service
    caller: str
    called: str
    sends: tuple[tuple[str, str], ...]


@value
class Demand:
    """What is asked for, by interface, and why the others ask for nothing (a reason by interface id). `unanswered` ask
    for an API of an application of which nobody has said where it answers."""

    asks: tuple[Ask, ...] = ()
    unanswered: tuple[Ask, ...] = ()
    without: Mapping[str, str]

    def of(self, service: Service) -> tuple[Ask, ...]:
        """What is asked of one service."""
        return tuple(one for one in self.asks if one.service == service)


def demand(inputs: DesignInputs, drafts: Sequence[Draft], known: Collection[str]) -> Demand:
    """What the interfaces ask for, sorted by their ids. `known` are the applications of which it is known where they
    answer: without one of them no gateway is built, however many ask for it."""
    places = places_of_applications(inputs, drafts)
    asks, without = [], {}
    for one in sorted(inputs.estate.interfaces, key=lambda interface: interface.id):
        found = _asked(one, places)
        if isinstance(found, Ask):
            asks.append(found)
        else:
            without[one.id] = found
    if inputs.landing_zone.shared_services.integration == "none":
        without |= {one.interface.id: "landing-zone.yaml says integration: none" for one in asks}
        asks = []
    apis = [one for one in asks if one.service == "gateway"]
    least = api_management_from(inputs)
    if len(apis) < least:
        without |= {one.interface.id: f"called directly: a gateway is built from {least} APIs" for one in apis}
        asks = [one for one in asks if one not in apis]
    unanswered = [one for one in asks if one.service == "gateway" and one.called not in known]
    without |= {one.interface.id: f"nobody knows where {one.called} answers" for one in unanswered}
    return Demand(
        asks=tuple(one for one in asks if one not in unanswered),
        unanswered=tuple(unanswered),
        without=dict(sorted(without.items())),
    )


def api_management_from(inputs: DesignInputs) -> int:
    """The number of APIs from which a gateway is built."""
    file = inputs.landing_zone
    return file.shared_services.api_management_from or API_MANAGEMENT_FROM[file.profile]


def places_of_applications(inputs: DesignInputs, drafts: Sequence[Draft]) -> Mapping[str, Where]:
    """Where each application is when the programme is done, by its id. Those of which nobody knows it are not there."""
    found: dict[str, Where] = {}
    for decided in inputs.dispositions:
        if decided.route == "retain":
            found[decided.application_id] = "site"
        elif decided.route == "replace":
            found[decided.application_id] = "supplier"
        elif decided.route == "retire":
            found[decided.application_id] = "gone"
    for draft in drafts:
        if draft.wave is not None:
            found |= dict.fromkeys((draft.application.id, *draft.workload.also_serves), "cloud")
    return found


def _asked(one: Interface, places: Mapping[str, Where]) -> Ask | str:
    """The ask of an interface, or why it asks for nothing."""
    ends = (one.from_application, one.to_application)
    unknown = [end for end in ends if end not in places]
    gone = [end for end in ends if places.get(end) == "gone"]
    where = {places[end] for end in ends if end in places}
    if one.kind is None:
        return NO_KIND
    if one.kind == "identity":
        return "people and programs sign in through Entra ID"
    if unknown:
        return f"where {unknown[0]} goes is not decided"
    if gone:
        return f"{gone[0]} is retired"
    if where == {"site"}:
        return "both stay on premise"
    if ends[0] == ends[1]:
        return "the application talks to itself"
    if one.coupling == "strong":
        return "its ends are strongly coupled, so they stand together and talk directly"
    if one.kind == "database" and where == {"cloud"}:
        return "both are in the cloud, and one asks the other's database directly"
    return Ask(
        interface=one,
        service=_service(one, where),
        caller=one.from_application,
        called=one.to_application,
        sends=_sends(one),
    )


def _service(one: Interface, where: set[Where]) -> Service:
    if one.kind == "api":
        return "gateway"
    if one.kind == "message":
        return "bus"
    # Inside the cloud a file can simply be put down; across its edge something has to carry it.
    return "exchange" if one.kind == "file" and where == {"cloud"} else "transfers"


def _sends(one: Interface) -> tuple[tuple[str, str], ...]:
    """Who sends to whom. Where nobody has said the direction, the one that calls sends."""
    out = (one.from_application, one.to_application)
    back = out[::-1]
    return {"in": (back,), "both": (out, back)}.get(one.direction or "out", (out,))


def what_of(ask: Ask) -> str:
    """The data of an interface as names take it; empty where nobody has said it."""
    return slug(ask.interface.data) if ask.interface.data else ""


def way_of(ask: Ask, sender: str) -> str:
    """The id of an interface, for names; what comes back is told apart, also from an interface whose id ends so."""
    is_back = len(ask.sends) > 1 and sender != ask.caller
    return f"{ask.interface.id}-back-{short_hash(f'{ask.interface.id} back')}" if is_back else ask.interface.id
