"""What architecture.json says of the resources that are checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from policies.environments import tag_of
from policies.model import Resource
from policies.values import every, is_unknown, read

Workload = Mapping[str, Any]

ZONES = ("landing_zone", "landing_zone.governance", "landing_zone.watch", "shared_services")
"""What of the architecture names the stack that makes it."""

ZONE_PARTS = tuple(
    f"landing_zone.{name}[]"
    for name in ("resource_groups", "spokes", "key_vaults", "recovery_vaults", "site_recoveries")
)
"""The parts of the landing zone that a further stack may make."""


def workloads(architecture: Mapping[str, Any]) -> tuple[Workload, ...]:
    """The workloads, in the order of the file."""
    return tuple(one for _, one in every(architecture, "workloads[]") if isinstance(one, Mapping))


def workload_of(resource: Resource, architecture: Mapping[str, Any]) -> Workload | None:
    """The workload that the resource is a part of, by its component; None where it is a part of none."""
    if resource.component is None:
        return None
    return next((one for one in workloads(architecture) if read(one, "id") == resource.component), None)


def stack_of(name: str, architecture: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The stack with this name; None where the architecture has none."""
    found = (one for _, one in every(architecture, "stacks[]") if isinstance(one, Mapping))
    return next((one for one in found if read(one, "name") == name), None)


def parts_of_stack(stack: Mapping[str, Any], architecture: Mapping[str, Any]) -> tuple[Any, ...]:
    """All that the architecture plans for a stack: the stack with its groups, its workloads, its exemptions from
    policies, and the landing zone, the governance or the watch where it is the stack of that. A further stack of the
    landing zone makes the parts that name it."""
    name = read(stack, "name")
    whole = [path for path in ZONES if read(architecture, f"{path}.stack") == name]
    parts = (one for path in ZONE_PARTS for _, one in every(architecture, path) if read(one, "stack") == name)
    exempted = (one for _, one in every(architecture, "policy_exemptions[].assigned[]") if read(one, "stack") == name)
    mine = (one for one in workloads(architecture) if read(one, "stack") == name)
    return (stack, *(read(architecture, path) for path in whole), *parts, *mine, *exempted)


def part_names(found: Any) -> Iterator[str]:
    """Every id in the architecture, or in a part of it: what components are called after."""
    if isinstance(found, Mapping):
        for name, one in found.items():
            if name == "id" and isinstance(one, str):
                yield one
            else:
                yield from part_names(one)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from part_names(one)


def tag_sets(found: Any) -> Iterator[Mapping[str, Any]]:
    """Every set of tags in the architecture, or in a part of it."""
    if isinstance(found, Mapping):
        for name, one in found.items():
            if name == "tags" and isinstance(one, Mapping):
                yield one
            else:
                yield from tag_sets(one)
    elif isinstance(found, list | tuple):
        for one in found:
            yield from tag_sets(one)


def has_tag(resource: Resource, name: str, wanted: frozenset[str]) -> bool | None:
    """Whether the tag holds one of the texts; None where it is not known, False where it is absent."""
    found = tag_of(resource, name)
    if is_unknown(found):
        return None
    return isinstance(found, str) and found in wanted
