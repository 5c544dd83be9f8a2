"""Values that only Azure knows, made up in the right shape: the same for the same resource, and plainly not real.

Host names end in .example (RFC 2606) and addresses are of 203.0.113.0/24 (RFC 5737): neither leads anywhere.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.points_at import POINTS_AT
from stacks.rehearsal.resource_ids import guid
from stacks.rehearsal.shapes import ListOf, MapOf, OneOf, Part, Shape, Words, properties_of
from stacks.rehearsal.wire import UNKNOWN, Secret

MADE_UP = "rehearsal"
"""The text in place of every key, password and token, and of all that has no better one."""

SHALLOW = 2
"""Levels of objects in what Azure says of a resource: deeper ones are parts of other resources, and fill the state."""

FROM_BEFORE_DEPTH = 3
"""The same for one that is taken to be there from before: programs read the cards of its machines, one level deeper."""

SUBNET_RANGE = "10.0.0.0/24"
"""The addresses of a subnet that is taken to be there from before."""

_NETWORK_RANGE = "10.0.0.0/16"
_DEPTH = 4
_GROUP_STEPS = 5  # of /subscriptions/…/resourceGroups/…, with the empty one before the first stroke
_HOSTS = ("fqdn", "hostname", "domain", "loginserver", "domainname")
_ADDRESSES = ("url", "uri", "endpoint")
_STATES = ("provisioningstate", "operationalstate", "statusofprimary")
_TIMES = ("time", "date", "createdat", "lastmodifiedat")
_A_TIME = "2026-01-01T00:00:00Z"


def made_up(name: str, shape: Shape, owner: str, depth: int = _DEPTH, whole: bool = False) -> Any:
    """A value for the property with this name. `owner` is the id of the resource, or any text that stands for it.
    An object has all its parts, also those that Azure may leave out: programs read what the documents show. A list of
    objects has none, as befits what has just been made; with `whole`, it has one, and each object an id of its own."""
    match shape:
        case Words(allowed=allowed):
            return allowed[0]
        case ListOf(item=Part()) if not whole:
            return []
        case ListOf(item=item):
            inner = _place(name, owner, listed=True) if whole and isinstance(item, Part) else owner
            return [made_up(name, item, inner, depth - 1, whole)] if depth else []
        case MapOf():
            return {}
        case Part(kind=kind):
            found = properties_of(kind).items() if depth else ()
            inner = _place(name, owner) if whole else owner
            return {key: made_up(key, one.shape, inner, depth - 1, whole) for key, one in found}
        case OneOf(choices=choices):
            return made_up(name, choices[0], owner, depth, whole)
        case "number" | "whole number":
            return 0
        case "yes or no":
            return False
        case _:
            return _text(name, owner)


def _place(name: str, owner: str, listed: bool = False) -> str:
    """The id of what stands under a property of the resource `owner`: of the type that the property points at, else
    below the owner where it is one of a list."""
    if not owner.startswith("/"):
        return owner
    kind = POINTS_AT.get(f"{name}.id")
    if kind is None:
        return f"{owner}/{name}/{MADE_UP}" if listed else owner
    provider, *steps = kind.split("/")
    group = "/".join(owner.split("/")[:_GROUP_STEPS])
    return "/".join((group, "providers", provider, *(part for step in steps for part in (step, MADE_UP))))


def fitted(value: Any, shape: Shape, owner: str, unknown: bool = False) -> Any:
    """A value as it was given, in the shape of an output: with what Azure adds inside it, which is UNKNOWN where
    `unknown` is True, and made up otherwise. A part of a list that has a name gets an id below that of the owner."""
    if isinstance(value, Secret):
        return Secret(fitted(value.value, shape, owner, unknown))
    match shape:
        case Part(kind=kind) if isinstance(value, Mapping):
            return _completed(value, kind, owner, unknown)
        case ListOf(item=item) if isinstance(value, list):
            return [fitted(one, item, _below(owner, one), unknown) for one in value]
        case MapOf(item=item) if isinstance(value, Mapping):
            return {key: fitted(one, item, owner, unknown) for key, one in value.items()}
        case MapOf(item=item) if isinstance(value, list):
            # The identities of a user are given as a list, and come back with what belongs to each.
            return {one: _new(one, item, one, unknown) for one in value if isinstance(one, str)}
        case OneOf(choices=choices):
            return fitted(value, _meant(value, choices), owner, unknown)
        case _:
            return value


def _completed(value: Mapping[str, Any], kind: type, owner: str, unknown: bool) -> dict[str, Any]:
    found = dict(value)
    for name, one in properties_of(kind).items():
        if found.get(name) is not None:
            place = f"{owner}/{name}" if isinstance(one.shape, ListOf) else owner
            found[name] = fitted(found[name], one.shape, place, unknown)
        elif one.required:
            found[name] = _new(name, one.shape, owner, unknown)
        elif name == "id" and value.get("name"):
            found[name] = UNKNOWN if unknown else owner
    return found


def _new(name: str, shape: Shape, owner: str, unknown: bool) -> Any:
    return UNKNOWN if unknown else made_up(name, shape, owner, SHALLOW)


def _below(owner: str, one: Any) -> str:
    name = one.get("name") if isinstance(one, Mapping) else None
    return f"{owner}/{name}" if isinstance(name, str) else owner


def _meant(value: Any, choices: tuple[Shape, ...]) -> Shape:
    """The kind of object that a value says it is by a constant; else the first."""
    for one in choices:
        if isinstance(one, Part) and isinstance(value, Mapping):
            constants = {name: found.constant for name, found in properties_of(one.kind).items() if found.constant}
            if constants and all(value.get(name) == constant for name, constant in constants.items()):
                return one
    return choices[0]


def _text(name: str, owner: str) -> str:
    fold = name.casefold()
    label = owner.rstrip("/").rpartition("/")[2] or MADE_UP
    if fold == "id":
        return owner
    if fold == "name":
        return label
    if fold.endswith(_HOSTS):
        return f"{label}.rehearsal.example".casefold()
    if fold.endswith(_ADDRESSES):
        return f"https://{label}.rehearsal.example/".casefold()
    if fold.endswith("ipaddress"):
        return address_of(owner)
    if fold.endswith(("addressprefix", "addressprefixes")):
        return SUBNET_RANGE if "/subnets/" in owner.casefold() else _NETWORK_RANGE
    if fold in _STATES:
        return "Succeeded"
    if fold.endswith(_TIMES):
        return _A_TIME
    if fold.endswith("id") and not fold.endswith("resourceid"):
        return guid(f"{owner}#{name}")
    return MADE_UP


def address_of(owner: str) -> str:
    """An address on the internet that nobody can mistake for one that answers."""
    return f"203.0.113.{zlib.crc32(owner.casefold().encode()) % 254 + 1}"
