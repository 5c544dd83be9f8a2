"""Where a change of a resource goes in the file that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from policies.json_places import Edit, Path
from policies.model import Resource
from policies.readers.arm_types import RENAMED, WRAPPED
from policies.remediation import Change

_OUTSIDE = ("extendedlocation", "identity", "kind", "location", "managedby", "plan", "sku", "tags", "zones")
"""What stands beside `properties` in a resource of ARM, in small letters."""

_ARM_NAMES = {"networkacls": "networkAcls", "supportshttpstrafficonly": "supportsHttpsTrafficOnly"}
"""As ARM writes what it calls otherwise than azure-native does."""


def template_edits(
    mended: Iterable[tuple[Resource, Sequence[Change]]], template: Mapping[str, Any]
) -> tuple[Edit, ...]:
    """What to set in a template so that each resource has its changes: once where a loop makes several.
    What stands in a part that is an expression cannot be set."""
    leaves: dict[Path, Any] = {}
    for resource, changes in mended:
        for change in changes:
            path = _path_in(template, resource, change.property)
            if path is not None:
                leaves[path] = change.value
    return _grouped(leaves, template)


def property_edits(changes: Iterable[Change], properties: Mapping[str, Any]) -> tuple[Edit, ...]:
    """What to set in the properties of a resource so that it has the changes."""
    return _grouped({tuple(one.property.split(".")): one.value for one in changes}, properties)


def _grouped(leaves: Mapping[Path, Any], whole: Any) -> tuple[Edit, ...]:
    """One edit for each member that is set or added; members of what is not there yet become one object."""
    made: dict[Path, Any] = {}
    for path, wanted in leaves.items():
        known = _known_part(whole, path)
        name, inside = path[: known + 1], path[known + 1 :]
        if not inside:
            made[name] = wanted
            continue
        at = made.setdefault(name, {})
        for step in inside[:-1]:
            at = at.setdefault(step, {})
        at[inside[-1]] = wanted
    return tuple(Edit(path=path[:-1], name=str(path[-1]), value=made[path]) for path in sorted(made, key=_by_place))


def _by_place(path: Path) -> tuple[tuple[int, str], ...]:
    return tuple((step, "") if isinstance(step, int) else (0, step) for step in path)


def _known_part(whole: Any, path: Path) -> int:
    """How many steps lead to objects that are there."""
    for at, step in enumerate(path[:-1]):
        if isinstance(whole, list) and isinstance(step, int):
            whole = whole[step]
        elif isinstance(whole, Mapping) and isinstance(whole.get(str(step)), Mapping | list):
            whole = whole[str(step)]
        else:
            return at
    return len(path) - 1


def _path_in(template: Mapping[str, Any], resource: Resource, path: str) -> Path | None:
    """Where a property of a resource is written in its template; None where an expression stands in its place."""
    start = next((one for one in resource.pointers if one and path.startswith(f"{one}.")), "")
    if start not in resource.pointers:
        return None
    steps = path.removeprefix(start).removeprefix(".").split(".")
    if not start:
        steps = _arm_steps(resource.type.partition(":")[2], steps)
    found: Any = template
    made: list[str | int] = []
    for text in resource.pointers[start].split("/")[1:]:
        step: str | int = int(text) if isinstance(found, list) else text.replace("~1", "/").replace("~0", "~")
        found = found[step]
        made.append(step)
    for step in steps:
        if isinstance(found, str):
            return None
        held = found if isinstance(found, Mapping) else {}
        step = next((name for name in held if name.casefold() == step.casefold()), step)
        found = held.get(step)
        made.append(step)
    return tuple(made)


def _arm_steps(token: str, steps: Sequence[str]) -> list[str]:
    back = {new: old for old, new in RENAMED.get(token, {}).items()}
    named = [_ARM_NAMES.get(back[step], back[step]) if step in back else step for step in steps]
    return named if token in WRAPPED or named[0].casefold() in _OUTSIDE else ["properties", *named]
