"""Resource ids: made from arguments, taken apart, and the ids of what a resource stands in."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from stacks.rehearsal.further_id_patterns import FURTHER_PATTERNS
from stacks.rehearsal.id_patterns import PATTERNS
from stacks.rehearsal.sdk_types import resource_type
from stacks.rehearsal.wire import bare

ALL_PATTERNS: Mapping[str, str] = {**FURTHER_PATTERNS, **PATTERNS}
"""How the ids of all types that we know are made, by type without "azure-native:"."""

_ARGUMENT = re.compile(r"\{(\w+)\}")
_GROUP = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}"
_GUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SUBSCRIPTION = re.compile(rf"/subscriptions/{_GUID}(?=/|$)", re.IGNORECASE)
_RESOURCE_GROUP = re.compile(r"/resourceGroups/[^/]+(?=/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class ResourceId:
    """An id taken apart. `kind` is its Azure type ("Microsoft.Network/virtualNetworks/subnets"), empty for a
    subscription; `name` is the last part."""

    text: str
    kind: str
    name: str


@cache
def pattern(token: str) -> str:
    """The whole pattern of a type's id. One that is not known is made up from its token."""
    found = ALL_PATTERNS.get(token.removeprefix("azure-native:"))
    if found is None:
        _, module, name = token.split(":")
        kind = resource_type(token)
        scope = _GROUP if kind and "resourceGroupName" in kind.inputs else "/subscriptions/{subscriptionId}"
        return f"{scope}/providers/azure-native.{module}/{name}/{{rehearsalName}}"
    if found.startswith("/"):
        return found
    if found.startswith("{"):
        scope, _, rest = found.partition("/")
        return f"{scope}/providers/{rest}"
    return f"{_GROUP}/providers/{found}"


@cache
def azure_type(token: str) -> str:
    """The Azure type that a type of the SDK makes ("Microsoft.Network/virtualNetworks"); empty where its id has no
    pattern of ours, or does not say it."""
    if token.removeprefix("azure-native:") not in ALL_PATTERNS:
        return ""
    nobody = str(uuid.UUID(int=0))
    text = pattern(token).replace("{subscriptionId}", nobody)
    if text.startswith("{"):
        text = f"/subscriptions/{nobody}/{text.partition('/')[2]}"
    found = parsed(_ARGUMENT.sub("x", text))
    return found.kind if found else ""


@cache
def arguments_of_id(token: str) -> tuple[str, ...]:
    """The arguments that the id of a type is made of, in order, without the subscription."""
    return tuple(name for name in _ARGUMENT.findall(pattern(token)) if name not in ("subscriptionId", "rehearsalName"))


@cache
def naming_argument(token: str) -> str | None:
    """The argument that gives the resource its name, or None where the type has no pattern."""
    names = arguments_of_id(token)
    return names[-1] if names and token.removeprefix("azure-native:") in ALL_PATTERNS else None


def resource_id(token: str, urn: str, inputs: Mapping[str, Any], subscription_id: str) -> str | None:
    """The id that these arguments give, or None while one of them is not known yet."""
    parts = {name: bare(inputs.get(name)) for name in arguments_of_id(token)}
    parts["subscriptionId"] = subscription_id
    parts["rehearsalName"] = f"{urn.rpartition('::')[2]}-{short_hash(urn)}"
    if any(not isinstance(part, str) for part in parts.values()):
        return None
    if isinstance(parts.get("blobName"), str):
        parts["blobName"] = parts["blobName"].replace("/", "%2F")  # the name of a blob may look like a path
    made = _ARGUMENT.sub(lambda hole: parts[hole[1]].rstrip("/"), pattern(token))
    return made if made.startswith("/") else f"/{made}"


def automatic_name(token: str, urn: str) -> str:
    """The name that the provider makes for a resource without one: its Pulumi name, and for what stands in no other
    resource eight hexadecimal digits, here derived from its urn. Roles are assigned under a GUID. Source: AutoName in
    resources.go of pulumi-azure-native (Apache-2.0), read 2026-11-22."""
    if token.endswith((":RoleAssignment", ":RoleDefinition")):
        return guid(urn)
    name = urn.rpartition("::")[2]
    # The real provider counts the arguments after the last "Microsoft." of the path.
    _, provider, own = pattern(token).casefold().rpartition("microsoft.")
    alone = not provider or own.count("{") <= 1 or naming_argument(token) in ("endpointName", "customDomainName")
    return f"{name}{short_hash(urn)}" if alone else name


def short_hash(text: str) -> str:
    """Eight hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def guid(text: str) -> str:
    """A GUID that stands for a text."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, text))


def is_guid(text: str) -> bool:
    """True for a GUID as Azure writes it, in any case."""
    return re.fullmatch(_GUID, text, re.IGNORECASE) is not None


def parsed(text: str) -> ResourceId | None:
    """An id taken apart; None where it is not written as Azure writes one. What stands above every subscription, such
    as a management group, begins with "/providers/"."""
    below = _without(_SUBSCRIPTION, text)
    rest = text if below is None and text.casefold().startswith("/providers/") else below
    if rest is None:
        return None
    if not rest:
        return ResourceId(text, "", text.rpartition("/")[2])
    within = _without(_RESOURCE_GROUP, rest)
    if within == "":
        return ResourceId(text, "Microsoft.Resources/resourceGroups", rest.rpartition("/")[2])
    rest = rest if within is None else within
    # An id of an extension has "/providers/" twice: the last one names the type.
    head, *chains = re.split("/providers/", rest, flags=re.IGNORECASE)
    if head:
        return None
    kind = ""
    for chain in chains:
        provider, *steps = chain.split("/")
        if not steps or len(steps) % 2 or not all(steps):
            return None
        kind = "/".join((provider, *steps[::2]))
    return ResourceId(text, kind, text.rpartition("/")[2])


def above(text: str) -> str | None:
    """The id of what a resource stands in: its parent, its scope, its resource group; None for a subscription."""
    head, _, last = text.rpartition("/")
    holder = head.rpartition("/")[0]
    if not holder or not last:
        return None
    parent = holder.rpartition("/")[0]
    if parent.casefold().endswith("/providers"):
        return parent[: -len("/providers")] or None
    return holder


def _without(start: re.Pattern[str], text: str) -> str | None:
    found = start.match(text)
    return text[found.end() :] if found else None
