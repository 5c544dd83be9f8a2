"""Functions that a template defines for itself ("contoso.uniqueName")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safeio.values import value


@value
class OwnFunction:
    """One function: the names of its parameters, and the value that it gives, which may hold expressions."""

    parameters: tuple[str, ...]
    gives: Any


def own_functions(found: Any) -> dict[str, OwnFunction]:
    """The functions by their whole names in small letters. One that is not of the form is left out, and not known."""
    made: dict[str, OwnFunction] = {}
    for space in found if isinstance(found, list) else ():
        members = space.get("members") if isinstance(space, Mapping) else None
        for name, one in members.items() if isinstance(members, Mapping) else ():
            output = one.get("output") if isinstance(one, Mapping) else None
            if isinstance(output, Mapping) and "value" in output:
                whole = f"{space.get('namespace')}.{name}".casefold()
                made[whole] = OwnFunction(parameters=_parameters(one.get("parameters")), gives=output["value"])
    return made


def _parameters(found: Any) -> tuple[str, ...]:
    listed = found if isinstance(found, list) else []
    return tuple(str(one.get("name")) for one in listed if isinstance(one, Mapping))
