"""Whether one resource names another, also while the other's id is not known yet."""

from __future__ import annotations

import re
from typing import Any

from policies.graph import Graph
from policies.model import Resource
from policies.values import is_unknown


def sources(resource: Resource, path: str, token: str, graph: Graph) -> tuple[Resource, ...]:
    """The resources of a type that the value at `path` comes from. Pulumi tells that of whole properties, so a member
    of a list shares the sources of its list."""
    urns = resource.property_depends_on.get(re.split(r"[.\[]", path)[0], ())
    found = (graph.by_urn(urn) for urn in urns)
    return tuple(one for one in found if one is not None and one.type == token)


def names_one(resource: Resource, path: str, found: Any, token: str, graph: Graph) -> bool | None:
    """Whether `found`, the value at `path`, names something. True for a text, and for a value that is not known yet
    and comes from a resource of this type; None for any other value that is not known; else False."""
    if is_unknown(found):
        return True if sources(resource, path, token, graph) else None
    return isinstance(found, str) and bool(found.strip())
