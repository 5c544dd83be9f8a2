"""What is wrong with shared services: names, and ids that name nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from migration.model.architecture.landing_zone import Hub, Spoke
from migration.model.architecture.network import PrivateEndpoint, SubnetPlace
from migration.model.architecture.shared_services import (
    ApiGateway,
    SharedPart,
    SharedServices,
    shared_endpoints,
    shared_parts,
)
from migration.model.architecture.whole import Architecture, Stack
from migration.model.decided import Violation


def shared_problems(architecture: Architecture) -> Iterator[Violation]:
    """What names something that is not there, in the order of the file."""
    shared = architecture.shared_services
    if shared is None:
        return
    stack = next((one for one in architecture.stacks if one.name == shared.stack), None)
    if stack is None:
        yield _problem("shared_services", f"there is no stack {shared.stack}")
        return
    groups = {one.id: one.subscription_key for one in stack.resource_groups}
    for part in shared_parts(shared):
        if groups.get(part.resource_group) != part.subscription_key:
            yield _problem(part.id, f"there is no resource group {part.resource_group} in its subscription")
        for endpoint in shared_endpoints(part):
            yield from _endpoint(architecture, part.id, endpoint)
    if shared.gateway is not None:
        yield from _gateway(architecture, shared.gateway)
    page = shared.page
    if page is not None and groups.get(page.resource_group) != page.subscription_key:
        yield _problem(page.id, f"there is no resource group {page.resource_group} in its subscription")
    if shared.alerts:
        yield from _alerts(architecture, shared, stack)
    yield from _double(architecture, shared)


def _gateway(architecture: Architecture, one: ApiGateway) -> Iterator[Violation]:
    zone = architecture.landing_zone
    yield from _place(architecture, one.id, one.place, "apis")
    if one.private_zone not in zone.private_dns.zones:
        yield _problem(one.id, f"there is no private zone {one.private_zone}")
    backends = {backend.id for backend in one.backends}
    for api in one.apis:
        if api.backend not in backends:
            yield _problem(api.id, f"there is no backend {api.backend}")
    asks = any(backend.secret for backend in one.backends)
    vaults = {vault.id for vault in zone.key_vaults if vault.trusted_services}
    if asks and (one.key_vault not in vaults or one.secrets_right is None):
        yield _problem(one.id, "its backends ask for secrets, and it may read none in a key vault that lets it in")


def _alerts(architecture: Architecture, shared: SharedServices, stack: Stack) -> Iterator[Violation]:
    """Each alert is on something of the stack, and tells somebody: the action group of the stack that watches."""
    watch = architecture.landing_zone.watch
    if watch is None or watch.stack not in stack.depends_on:
        yield _problem("shared_services", "its alerts tell nobody: it does not come after the stack that watches")
    groups = {one.id: one.subscription_key for one in stack.resource_groups}
    known = {one.id for one in shared_parts(shared)}
    known |= {one.id for one in architecture.workloads if one.stack == stack.name}
    for one in shared.alerts:
        if one.part not in known:
            yield _problem(one.id, f"there is no {one.part} in the stack")
        if groups.get(one.resource_group) != one.subscription_key:
            yield _problem(one.id, f"there is no resource group {one.resource_group} in its subscription")


def _endpoint(architecture: Architecture, subject: str, endpoint: PrivateEndpoint) -> Iterator[Violation]:
    yield from _place(architecture, subject, endpoint.place, "endpoints")
    for zone in endpoint.zones:
        if zone not in architecture.landing_zone.private_dns.zones:
            yield _problem(subject, f"there is no private zone {zone}")


def _place(architecture: Architecture, subject: str, place: SubnetPlace, purpose: str) -> Iterator[Violation]:
    zone = architecture.landing_zone
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    subnets = {(one.id, subnet.name): subnet.purpose for one in networks for subnet in one.network.subnets}
    found = subnets.get((place.network_id, place.subnet))
    if found is None:
        yield _problem(subject, f"there is no subnet {place.subnet} in {place.network_id}")
    elif found != purpose:
        yield _problem(subject, f"it stands in {place.subnet}, which is not for {purpose}")


def _double(architecture: Architecture, shared: SharedServices) -> Iterator[Violation]:
    counted = Counter(name for part in shared_parts(shared) for name in _ids(part))
    counted.update(one.id for one in shared.alerts)
    counted.update([shared.page.id] if shared.page is not None else [])
    taken = {one.id for one in architecture.workloads} | {one.name for one in architecture.stacks}
    for name, count in sorted(counted.items()):
        if count > 1 or name in taken:
            yield _problem(name, "this id stands for more than one thing")
    answered = Counter(one.interface_id for one in shared.answers)
    for name, count in sorted(answered.items()):
        if count > 1:
            yield _problem(name, "this interface has more than one answer")


def _ids(part: SharedPart) -> Iterator[str]:
    yield part.id
    for name in ("backends", "apis", "queues", "topics", "places", "pipelines"):
        yield from (one.id for one in getattr(part, name, ()))


def _problem(subject: str, message: str) -> Violation:
    return Violation(constraint="reference", subject=subject, message=message)
