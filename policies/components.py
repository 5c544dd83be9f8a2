"""Components of ours: the resources that group others, and whose names are ids in architecture.json."""

from __future__ import annotations

from collections.abc import Mapping

from policies.model import Resource

COMPONENT = "cloud-unless:"
"""How the type of a component of ours begins."""


def component_of(resource: Resource, by_urn: Mapping[str, Resource]) -> str | None:
    """The name of the nearest component of ours above the resource, itself included; None where there is none. Looks
    for parents in `by_urn`."""
    at: Resource | None = resource
    seen: set[str] = set()
    while at is not None and at.urn not in seen:
        if at.type.startswith(COMPONENT):
            return at.name
        seen.add(at.urn)
        at = by_urn.get(at.parent) if at.parent else None
    return None
