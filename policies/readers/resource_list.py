"""Plain lists of resources: what Azure says it has, from its interface, Resource Graph or the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from policies.model import Resource, Warned
from policies.readers.arm_bodies import arguments_of, arm_type
from policies.readers.arm_open import all_without_signs
from policies.readers.folded import REST, folded
from policies.values import UNKNOWN
from safeio.errors import InputError
from safeio.text import clean

NAME = "resource list"

_KEYS = ("value", "data")
"""Where a page of Azure's interface, and one of Resource Graph, hold their resources."""

_ALWAYS_TOLD = ("identity", "kind", "location", "sku", "tags", "zones")
"""What every list tells of a resource that has it."""

_REMEDY = (
    "Name a list of resources with id, type and properties, as `az graph query -q Resources` or the interface gives it."
)
_GROUP = re.compile(r"/resourceGroups/([^/]+)", re.IGNORECASE)
_GROUP_TYPES = ("microsoft.resources/resourcegroups", "microsoft.resources/subscriptions/resourcegroups")


def recognises(data: Mapping[str, Any]) -> bool:
    """True for an object that holds nothing but a page of resources."""
    return any(isinstance(data.get(key), list) and _is_resource((*data[key], None)[0]) for key in _KEYS)


def resources(data: Mapping[str, Any], where: str) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources of one page. Raises InputError, also where there is another page: half a list proves nothing."""
    key = next(key for key in _KEYS if isinstance(data.get(key), list))
    if any(data.get(more) for more in ("nextLink", "$skipToken", "skipToken", "skip_token")):
        raise InputError(where, "there is another page of this list", "Join all pages into one list.")
    return listed(data[key], where)


def listed(found: list[Any], where: str) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources of a list. Of one that is listed without properties nothing more is known. Raises InputError."""
    if not found:
        raise InputError(where, "this list holds no resource", _REMEDY)
    stack = re.sub(r"[^\w.-]", "-", where)
    made: dict[str, Resource] = {}
    for number, one in enumerate(found, 1):
        if not _is_resource(one):
            raise InputError(f"{where} item {number}", "this is no resource of Azure", _REMEDY)
        resource = _resource(one, stack, f"{where} item {number}")
        if resource.urn in made:
            raise InputError(f"{where} item {number}", "this resource is there twice", "List each once.")
        made[resource.urn] = resource
    return tuple(made.values()), tuple(_warnings(found, where))


def _is_resource(found: Any) -> bool:
    return (
        isinstance(found, Mapping)
        and isinstance(found.get("type"), str)
        and isinstance(found.get("id"), str)
        and found["id"].startswith("/")
    )


def _resource(one: Mapping[str, Any], stack: str, where: str) -> Resource:
    own_id, kind = one["id"].rstrip("/"), one["type"]
    if clean(own_id, len(own_id)) != own_id or "::" in own_id or clean(kind, 300) != kind or ":" in kind:
        raise InputError(where, "its id or its type is no plain text", _REMEDY)
    names = _names(own_id, kind)
    found = arm_type("microsoft.resources/resourcegroups" if kind.casefold() in _GROUP_TYPES else kind, names)
    body = _body(one)
    if found is not None:
        body = arguments_of(found, names, body)
        group = _GROUP.search(own_id)
        body |= {"resourceGroupName": group[1]} if group and "resourceGroupName" not in body else {}
        body |= {found.scope: own_id.rpartition("/providers/")[0]} if found.scope else {}
    return Resource(
        type=kind if found is None else found.token,
        raw_type=kind,
        name=names[-1],
        urn=f"urn:pulumi:{stack}::list::{kind if found is None else found.token}::{own_id}",
        stack=stack,
        properties=folded(body),
        outputs={},
        id=own_id,
        property_depends_on={},
    )


def _body(one: Mapping[str, Any]) -> dict[str, Any]:
    """The body; where the list leaves out the properties, nothing is known but what every list tells."""
    told: dict[str, Any] = all_without_signs(one)
    if isinstance(told.get("properties"), Mapping):
        return told
    kept = {name: found for name, found in told.items() if name.casefold() != "properties"}
    return {**dict.fromkeys(_ALWAYS_TOLD), **kept, "properties": UNKNOWN, REST: UNKNOWN}


def _names(own_id: str, kind: str) -> tuple[str, ...]:
    if kind.casefold() in _GROUP_TYPES:
        return (own_id.rpartition("/")[2],)
    return tuple(own_id.rpartition("/providers/")[2].split("/")[2::2]) or (own_id.rpartition("/")[2],)


def _warnings(found: list[Any], where: str) -> list[Warned]:
    bare = sum(not isinstance(one.get("properties"), Mapping) for one in found)
    if not bare:
        return []
    what = "1 resource is" if bare == 1 else f"{bare:,} resources are"
    return [Warned(about=where, message=f"{what} listed without properties, so most standards cannot be told")]
