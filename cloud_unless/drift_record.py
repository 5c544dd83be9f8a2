"""out/drift.json: what was looked at, and every resource that is not as it should be, with where it comes from."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from cloud_unless.origins import Origin, origin_of, origins
from policies.secret_shapes import looks_secret, may_hold_secrets, names_secret
from safeio.terminal_text import shown
from safeio.values import Day, value

if TYPE_CHECKING:
    from migration.model.architecture import Architecture
    from stacks.drift.compared import Change
    from stacks.drift.look import StackLooked
    from stacks.drift.seen import Drift

DRIFT = "out/drift.json"
NOT_SHOWN = "(not shown)"
"""In place of what is a secret, or may be one."""

_LONGEST = 300
_STEP = re.compile(r"[^.\[\]]+")


@value
class PropertyDrift:
    """One property that differs, named by its path. Values are text; None is not there."""

    property: str
    expected: str | None
    found: str | None


@value
class ResourceDrift:
    """One resource that is not as it should be, and where it comes from. `component` is its id in the architecture."""

    kind: Literal["changed", "missing", "not-planned", "not-built"]
    stack: str
    name: str
    type: str
    id: str | None
    urn: str
    component: str | None
    origin: Origin
    properties: tuple[PropertyDrift, ...]


@value
class StackDrift:
    """One stack: the resources that were looked at, None where it is not there; why it was not looked at whole."""

    stack: str
    resources: int | None
    drifts: int
    faults: tuple[str, ...]


@value
class DriftFile:
    """The whole file. `architecture_sha256` is of the architecture that was compared with."""

    schema_version: int = 1
    as_of: Day
    architecture_sha256: str
    stacks: tuple[StackDrift, ...]
    drifts: tuple[ResourceDrift, ...]


def record_of(looked: Sequence[StackLooked], architecture: Architecture, sha256: str, as_of: Day) -> DriftFile:
    """What is kept of a look for drift. No value that is a secret, or may be one, is in it."""
    known = origins(architecture)
    return DriftFile(
        as_of=as_of,
        architecture_sha256=sha256,
        stacks=tuple(
            StackDrift(stack=one.stack, resources=one.resources, drifts=len(one.drifts), faults=one.faults)
            for one in looked
        ),
        drifts=tuple(
            _resource(drift, one.stack, origin_of(drift.component, one.stack, architecture, known))
            for one in looked
            for drift in one.drifts
        ),
    )


def _resource(drift: Drift, stack: str, origin: Origin) -> ResourceDrift:
    return ResourceDrift(
        kind=drift.kind,
        stack=stack,
        name=shown(drift.urn.rpartition("::")[2]),
        type=shown(drift.type),
        id=None if drift.id is None else shown(drift.id, 1000),
        urn=shown(drift.urn, 1000),
        component=drift.component,
        origin=origin,
        properties=tuple(_property(one) for one in drift.changes),
    )


def _property(change: Change) -> PropertyDrift:
    steps = _STEP.findall(change.path)
    hidden = any(names_secret(step) or may_hold_secrets(step) for step in steps)
    return PropertyDrift(
        property=shown(change.path, _LONGEST),
        expected=_told(change.expected, hidden),
        found=_told(change.found, hidden),
    )


def _told(found: Any, hidden: bool) -> str | None:
    if found is None:
        return None
    if hidden:
        return NOT_SHOWN
    plain = _without_secrets(found)
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return shown(text, _LONGEST)


def _without_secrets(found: Any) -> Any:
    if isinstance(found, str):
        return NOT_SHOWN if looks_secret(found) else found
    if isinstance(found, list):
        return [_without_secrets(one) for one in found]
    if isinstance(found, dict):
        return {
            name: NOT_SHOWN if names_secret(str(name)) or may_hold_secrets(str(name)) else _without_secrets(one)
            for name, one in found.items()
        }
    return found
