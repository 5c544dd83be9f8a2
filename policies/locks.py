"""Which resources a lock of Azure covers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from policies.combining import all_true, any_true, known
from policies.graph import Graph
from policies.model import Resource
from policies.origins import origins
from policies.references import have_equal, is_part_of, lies_in
from policies.values import is_unknown, read, same_text

BY_SCOPE = "azure-native:authorization:ManagementLockByScope"
ON_GROUP = "azure-native:authorization:ManagementLockAtResourceGroupLevel"
ON_RESOURCE = "azure-native:authorization:ManagementLockAtResourceLevel"
ON_SUBSCRIPTION = "azure-native:authorization:ManagementLockAtSubscriptionLevel"

RESOURCE_GROUP = "azure-native:resources:ResourceGroup"


def locks_on(resource: Resource, graph: Graph) -> Iterator[bool | None]:
    """For each lock of the stacks, whether it keeps the resource from being deleted; None where that is not known."""
    for lock in _maybe_on(resource, graph):
        level = read(lock.properties, "level")
        yield all_true(known(level, same_text(level, "CanNotDelete", "ReadOnly")), _covers(lock, resource, graph))


_Key = tuple[str, str]
_ANY, _BY_NAME, _BY_TEXT = ("any", ""), ("any by name", ""), ("any by text", "")


def _maybe_on(resource: Resource, graph: Graph) -> Iterator[Resource]:
    """The locks that may cover the resource; all others do not, so that not each is looked at for each resource."""
    locks = graph.once("locks", lambda: _by_key(graph))
    found = (one for key in _keys_of(resource) for one in locks.get(key, ()))
    yield from {one.urn: one for one in found}.values()


def _keys_of(resource: Resource) -> Iterator[_Key]:
    """Under which keys a lock stands that may cover the resource."""
    yield _ANY
    yield "urn", resource.urn
    for urn in origins(resource, "resourceGroupName"):
        yield "group", urn
    group = read(resource.properties, "resourceGroupName")
    if isinstance(group, str):
        yield "name", group.casefold()
    if is_unknown(group):
        yield _BY_NAME
    if resource.id is None:
        yield _BY_TEXT
        return
    at = resource.id.casefold()
    while at:
        yield "scope", at
        at = at.rpartition("/")[0]


def _by_key(graph: Graph) -> dict[_Key, list[Resource]]:
    found: dict[_Key, list[Resource]] = defaultdict(list)
    for lock in graph.of_type(BY_SCOPE, ON_GROUP, ON_RESOURCE, ON_SUBSCRIPTION):
        for key in _keys_for_scope(lock, graph) if lock.type in (BY_SCOPE, ON_SUBSCRIPTION) else _keys_for_group(lock):
            found[key].append(lock)
    return found


def _keys_for_scope(lock: Resource, graph: Graph) -> Iterator[_Key]:
    if lock.type == ON_SUBSCRIPTION:
        yield _ANY if lock.id is None else ("scope", _subscription(lock.id))
        yield _BY_TEXT
        return
    scope, targets = read(lock.properties, "scope"), origins(lock, "scope")
    if isinstance(scope, str):
        yield "scope", scope.casefold().rstrip("/")
    if not targets:
        yield _BY_TEXT if isinstance(scope, str) else _ANY
    for urn in targets:
        group = graph.by_urn(urn)
        yield "urn", urn
        if group is not None and group.type == RESOURCE_GROUP:
            yield "group", urn
            yield _name_key(group)
            yield _BY_NAME


def _keys_for_group(lock: Resource) -> Iterator[_Key]:
    for urn in origins(lock, "resourceGroupName"):
        yield "group", urn
    yield _name_key(lock)
    yield _BY_NAME


def _name_key(one: Resource) -> _Key:
    name = read(one.properties, "resourceGroupName")
    return ("name", name.casefold()) if isinstance(name, str) else _ANY


def _covers(lock: Resource, resource: Resource, graph: Graph) -> bool | None:
    if lock.type == BY_SCOPE:
        return _scope_covers(lock, resource, graph)
    if lock.type == ON_SUBSCRIPTION:
        # The lock's own id names its subscription; before it is made nothing does.
        return None if lock.id is None or resource.id is None else lies_in(resource.id, _subscription(lock.id))
    in_group = _same_group(lock, resource)
    if lock.type == ON_GROUP:
        return in_group
    return all_true(in_group, _is_inside_name(lock, resource))


def _scope_covers(lock: Resource, resource: Resource, graph: Graph) -> bool | None:
    scope = read(lock.properties, "scope")
    if isinstance(scope, str) and resource.id is not None:
        return lies_in(resource.id, scope)
    targets = origins(lock, "scope")
    if resource.urn in targets:
        return True
    groups = [one for one in graph.of_type(RESOURCE_GROUP) if one.urn in targets]
    if groups:
        return any_true(is_part_of(resource, one, "resourceGroupName", graph) for one in groups)
    return False if targets else None


def _same_group(lock: Resource, resource: Resource) -> bool | None:
    if not set(origins(lock, "resourceGroupName")).isdisjoint(origins(resource, "resourceGroupName")):
        return True
    return have_equal(lock, resource, ("resourceGroupName",))


def _is_inside_name(lock: Resource, resource: Resource) -> bool | None:
    if resource.urn in origins(lock, "resourceName"):
        return True
    name = read(lock.properties, "resourceName")
    if is_unknown(name) or resource.id is None:
        return None
    return isinstance(name, str) and resource.id.casefold().endswith(f"/{name.casefold()}")


def _subscription(lock_id: str) -> str:
    return lock_id.casefold().partition("/providers/")[0]
