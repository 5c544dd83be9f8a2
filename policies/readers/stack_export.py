"""What `pulumi stack export` writes: the stack as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.model import Resource, Warned
from policies.readers.states import resource_of
from safeio.errors import InputError
from safeio.terminal_text import shown

NAME = "stack export"
VERSIONS = (3, 4)
"""The versions of the deployment that are read."""

_AGAIN = "Make it again with: pulumi stack export."


def recognises(data: Mapping[str, Any]) -> bool:
    """True for a stack export."""
    return "deployment" in data


def resources(data: Mapping[str, Any], where: str) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources of the stack; those only waiting to be deleted are left out. Raises InputError."""
    version, deployment = data.get("version"), data.get("deployment")
    if version not in VERSIONS or isinstance(version, bool):
        wrong = f"version {shown(version, 40)} of a stack export is not read"
        raise InputError(where, wrong, f"Versions {VERSIONS[0]} and {VERSIONS[1]} are. Update cloud-unless.")
    listed = (deployment.get("resources") or []) if isinstance(deployment, dict) else None
    if not isinstance(listed, list):
        raise InputError(where, "deployment has no list of resources", _AGAIN)
    found: dict[str, Resource] = {}
    for number, state in enumerate(listed, 1):
        place = f"{where} resource {number}"
        if isinstance(state, dict) and state.get("delete") is True:
            continue
        one = resource_of(state, place, None)
        if one.urn in found:
            raise InputError(place, "this resource is there twice", _AGAIN)
        found[one.urn] = one
    return tuple(found.values()), _features(data, where)


def _features(data: Mapping[str, Any], where: str) -> tuple[Warned, ...]:
    features = data.get("features")
    if not features:
        return ()
    return (
        Warned(about=where, message="it uses features of the engine that this version of cloud-unless may not know"),
    )
