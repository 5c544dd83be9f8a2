"""The tags of a resource, and by them whether it is in production."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.model import Resource
from policies.values import ABSENT, is_unknown, read, same_text

PRODUCTION = ("prod", "production", "live")
"""What the tag says in production, unless standards.yaml says otherwise."""


def is_production(resource: Resource, names: tuple[str, ...]) -> bool | None:
    """True where the tag is one of `names`, None where it is not known. A resource without the tag counts as
    production: forgetting a tag must not switch a standard off."""
    found = tag_of(resource, "environment")
    if found is ABSENT:
        return True
    return None if is_unknown(found) else same_text(found, *names)


def environment_of(resource: Resource) -> str | None:
    """What the tag says; None where there is none, or where it is not known."""
    found = tag_of(resource, "environment")
    return found if isinstance(found, str) else None


def tag_of(resource: Resource, name: str) -> Any:
    """The value of a tag, whose name Azure takes in any case; ABSENT where there is none, UNKNOWN where nobody can tell
    yet."""
    tags: Any = read(resource.properties, "tags")
    if is_unknown(tags):
        return tags
    if not isinstance(tags, Mapping):
        return ABSENT
    if name in tags:
        return tags[name]
    return next((one for key, one in tags.items() if same_text(key, name)), ABSENT)
