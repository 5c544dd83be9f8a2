"""What a resource of an ARM template is called: its type, its names, its id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import Any

from policies.readers.arm_functions import CannotTellError, below
from policies.readers.arm_open import is_open, open_value, split_names
from policies.readers.arm_place_functions import Copied
from policies.readers.arm_scope import Scope
from safeio.errors import InputError
from safeio.values import value

MAKE_AGAIN = "Build it again with: az bicep build."


@value
class Outer:
    """What a resource stands in: the type and names it continues, whether that may not come to be, and the JSON pointer
    of the object whose `resources` it is one of."""

    kind: str = ""
    names: tuple[str, ...] = ()
    id: str | None = None
    conditional: bool = False
    depth: int = 0
    pointer: str = ""
    copied: Copied = field(default_factory=dict)


def kind_of(item: Mapping[str, Any], where: str, outer: Outer) -> str:
    """The type of a resource, continued from what it stands in. Raises InputError where it has none."""
    found = item.get("type")
    if not isinstance(found, str) or not found.strip("/") or len(found) > 300:
        raise InputError(where, "a resource has no type", MAKE_AGAIN)
    plain = found.partition("@")[0].strip("/")
    return plain if "." in plain.split("/")[0] or not outer.kind else f"{outer.kind}/{plain}"


def names_of(item: Mapping[str, Any], kind: str, scope: Scope, outer: Outer) -> tuple[str, ...]:
    """The names of a resource, from the outermost on; what is not known is open."""
    found = scope.value(item.get("name"), outer.copied)
    names = split_names(found if isinstance(found, str) and found else open_value(f"name of {item.get('type')}"))
    # A resource inside another is called by its last name alone, or by all of them.
    if outer.names and len(names) < kind.count("/"):
        names = (*outer.names, *names)
    # "server/database" may be one value that is not known: then neither name is.
    missing = 0 if "/providers/" in kind else max(0, kind.count("/") - len(names))
    return (*(open_value(f"name {at + 1} of {'/'.join(names)}") for at in range(missing)), *names)


def id_of(
    item: Mapping[str, Any], kind: str, names: Sequence[str], scope: Scope, outer: Outer
) -> tuple[str, str | None]:
    """The id of a resource, and of what it is put on where it is put on another one."""
    base, mark, extension = kind.partition("/providers/")
    on: str | None = None
    try:
        if mark:
            count = len(base.split("/")) - 1
            on = below(scope.deployment, base, names[:count])
            return below(on, f"{names[count]}/{extension}", names[count + 1 :]), on
        given = scope.value(item.get("scope"), outer.copied)
        if isinstance(given, str) and given:
            on = given if given.startswith("/") or is_open(given) else f"{scope.deployment}/providers/{given}"
        if kind.casefold() == "microsoft.resources/resourcegroups":
            return f"{scope.subscription}/resourceGroups/{names[-1]}", None
        return below(on or scope.deployment, kind, names), on
    except (CannotTellError, IndexError):
        return f"{scope.deployment}/providers/{kind}/{'/'.join(names)}", on


def parent_of(own_id: str, kind: str, names: Sequence[str]) -> str | None:
    """The id of what a resource stands in; None for one that stands by itself."""
    if len(names) < 2 or "/providers/" in kind:
        return None
    return own_id[: -len(f"/{kind.split('/')[-1]}/{names[-1]}")]
