"""Which resources a lock of Azure covers."""

from __future__ import annotations

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
    for lock in graph.of_type(BY_SCOPE, ON_GROUP, ON_RESOURCE, ON_SUBSCRIPTION):
        level = read(lock.properties, "level")
        yield all_true(known(level, same_text(level, "CanNotDelete", "ReadOnly")), _covers(lock, resource, graph))


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
