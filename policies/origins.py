"""Where the value of a property comes from, as the engine tells it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from policies.resources import Resource
from policies.urns import type_of

_OTHER_STACK = "pulumi:pulumi:StackReference"


def origins(resource: Resource, path: str) -> tuple[str, ...]:
    """The urns of the resources that the value at `path` comes from. The engine tells that of whole properties, so a
    member of a list shares the origins of its list."""
    given = resource.property_depends_on
    return given.get(_first(path), ()) if given else ()


@lru_cache(maxsize=1000)  # rules have few paths, and ask each of many resources
def _first(path: str) -> str:
    return re.split(r"[.\[]", path)[0]


def are_other_stacks(urns: Iterable[str]) -> bool:
    """True where each urn is a reference to another stack: no resource of the same stack gives the value then. True of
    no urns too."""
    return all(type_of(one) == _OTHER_STACK for one in urns)
