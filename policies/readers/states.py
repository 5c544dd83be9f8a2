"""One resource as the engine writes it, in a preview and in an export alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from policies.components import component_of
from policies.model import Resource
from policies.quick_values import Open, locked
from policies.readers.sentinels import known, marked
from policies.readers.tokens import plain_token
from policies.urns import parts_of
from safeio.errors import InputError
from safeio.text import clean

_AGAIN = "Make the file again with the command that wrote it."
_POSITION = re.compile(r"project:///([^#]{1,500})#([0-9]{1,9})(?:,[0-9]{1,9})?")


def resource_of(state: Any, where: str, operation: str | None) -> Resource:
    """The resource of one state. Raises InputError, with `where` as the place, for what is no state of a resource."""
    if not isinstance(state, dict):
        raise InputError(where, "this is not a resource", _AGAIN)
    urn, token = _text(state, "urn", where), _text(state, "type", where)
    stack, name = _parts(urn, where)
    file, line = _place(state)
    found: Any = Open()
    found.type = plain_token(token)
    found.raw_type = token
    found.name = name
    found.urn = urn
    found.stack = stack
    found.properties = marked(_mapping(state, "inputs", where))
    found.outputs = marked(_mapping(state, "outputs", where))
    found.id = known(state.get("id"))
    found.parent = known(state.get("parent"))
    found.depends_on = _urns(state.get("dependencies"), where)
    found.property_depends_on = {
        key: _urns(given, where) for key, given in _mapping(state, "propertyDependencies", where).items()
    }
    found.operation = operation
    found.protect = state.get("protect") is True
    found.custom = state.get("custom") is not False
    found.component = None
    found.external = state.get("external") is True
    found.retained = state.get("retainOnDelete") is True
    found.conditional = False
    found.file = file
    found.line = line
    found.api_version = None
    found.pointers = {}
    return locked(found, Resource)


def with_components(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """The resources with the nearest component of ours noted, themselves included; sorted by urn."""
    by_urn = {one.urn: one for one in resources}
    return tuple(_with_component(by_urn[urn], by_urn) for urn in sorted(by_urn))


def _with_component(one: Resource, by_urn: Mapping[str, Resource]) -> Resource:
    found = component_of(one, by_urn)
    return one if found == one.component else replace(one, component=found)


def _parts(urn: str, where: str) -> tuple[str, str]:
    parts = parts_of(urn)
    if parts is None:
        raise InputError(where, "urn is not the name of a resource", _AGAIN)
    return parts


def _text(state: Mapping[str, Any], key: str, where: str) -> str:
    found = state.get(key)
    if not isinstance(found, str) or not found or clean(found, len(found)) != found:
        raise InputError(where, f"{key} is missing, or is not plain text", _AGAIN)
    return found


def _mapping(state: Mapping[str, Any], key: str, where: str) -> dict[str, Any]:
    found = state.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise InputError(where, f"{key} is not a set of names with values", _AGAIN)
    return found


def _urns(found: Any, where: str) -> tuple[str, ...]:
    if found is None:
        return ()
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise InputError(where, "a list of dependencies is not a list of names", _AGAIN)
    return tuple(found)


def _place(state: Mapping[str, Any]) -> tuple[str | None, int | None]:
    """The file and line of the user's program that made it: the first frame that lies inside the project."""
    if "sourcePosition" not in state and "stackTrace" not in state:
        return None, None
    trace = state.get("stackTrace")
    frames = [state, *(trace if isinstance(trace, list) else ())]
    for frame in frames:
        found = frame.get("sourcePosition") if isinstance(frame, dict) else None
        match = _POSITION.fullmatch(found) if isinstance(found, str) else None
        if match and _inside(path := unquote(match[1])):
            return path, max(1, int(match[2]))
    return None, None


def _inside(path: str) -> bool:
    # A virtual environment may stand inside the project; nobody mends a finding there.
    parts = path.split("/")
    return ".." not in parts and "site-packages" not in parts and parts[0] != "" and clean(path, len(path)) == path
