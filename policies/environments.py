"""Whether a resource is in production, by its tag `environment`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.model import Resource
from policies.values import is_unknown, read, same_text

PRODUCTION = ("prod", "production", "live")
"""What the tag says in production, unless standards.yaml says otherwise."""


def is_production(resource: Resource, names: tuple[str, ...]) -> bool | None:
    """True where the tag is one of `names`, None where it is not known. A resource without the tag counts as
    production: forgetting a tag must not switch a standard off."""
    tags: Any = read(resource.properties, "tags")
    if is_unknown(tags):
        return None
    given = tags if isinstance(tags, Mapping) else {}
    found = [one for key, one in given.items() if same_text(key, "environment")]
    if not found:
        return True
    return None if is_unknown(found[0]) else same_text(found[0], *names)
