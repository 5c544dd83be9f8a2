"""The body of a resource of ARM, as the arguments that azure-native would take for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policies.readers.arm_open import is_open
from policies.readers.arm_types import ARM_TYPES, RENAMED, WRAPPED, ArmType
from policies.readers.folded import REST, Folded, each_name_once
from policies.values import UNKNOWN, Sentinel

_OF_THE_TEMPLATE = frozenset(
    ("type", "apiversion", "name", "condition", "copy", "dependson", "resources", "comments", "scope", "existing", "id")
)
_BESIDE = frozenset(
    ("extendedlocation", "id", "identity", "kind", "location", "name", "plan", "sku", "tags", "type", "zones")
)
"""What every resource may say of itself beside its `properties`, where the same names mean something else."""

_MODULE = "azure-native:"


def arm_type(kind: str, names: Sequence[Any]) -> ArmType | None:
    """The type for a type of ARM with these names, from the outermost on; None where no rule looks at it."""
    for found in ARM_TYPES.get(kind.casefold(), ()):
        if len(found.arguments) == len(names) and all(map(_may_be, found.arguments, names)):
            return found
    return None


def arguments_of(found: ArmType, names: Sequence[Any], body: Mapping[str, Any]) -> dict[str, Any]:
    """What azure-native would be told: names, then the body without ARM's level `properties` where azure-native has
    none, under azure-native's own names."""
    token = found.token.removeprefix(_MODULE)
    own = {name: one for name, one in each_name_once(body).items() if name.casefold() not in _OF_THE_TEMPLATE}
    made = own if token in WRAPPED else _flat(own)
    named = {pattern[1:-1]: one for pattern, one in zip(found.arguments, names, strict=True) if pattern[0] == "{"}
    return {**_renamed(made, RENAMED.get(token, {})), **named}


def _may_be(argument: str, name: Any) -> bool:
    # Where azure-native has one fixed name ("default"), the resource of ARM must have it too.
    return argument[0] == "{" or (isinstance(name, str) and name.casefold() == argument.casefold())


def _flat(found: Any, in_properties: bool = False) -> Any:
    """Without the level `properties`. `in_properties`: this is such a level itself; of what stands in a second one
    inside it, it is not known whether Azure reads it."""
    if isinstance(found, list):
        return [_flat(one) for one in found]
    if not isinstance(found, Mapping):
        return found
    plain = {name: _flat(one, in_properties=name.casefold() == "properties") for name, one in found.items()}
    inner = next((name for name in plain if name.casefold() == "properties"), None)
    if inner is None or not isinstance(plain[inner], Mapping | str | Sentinel):
        return plain
    inside = plain.pop(inner)
    if not isinstance(inside, Mapping):
        # A plain text is no level that Azure takes; it must not stand for every setting that is absent.
        return {**plain, REST: inside if is_open(inside) else UNKNOWN}
    within, outside = Folded(inside), Folded(plain)
    told = {name: UNKNOWN if _is_told_twice(name, one, within) else one for name, one in plain.items()}
    return told | {name: UNKNOWN if in_properties else one for name, one in inside.items() if name not in outside}


def _is_told_twice(name: str, one: Any, within: Folded) -> bool:
    """True for a setting that stands inside `properties` otherwise than beside them: which of the two Azure reads
    differs by type and level, so neither may make a resource look kept."""
    return name.casefold() not in _BESIDE and name in within and within[name] != one


def _renamed(found: Any, names: Mapping[str, str]) -> Any:
    if not names:
        return found
    if isinstance(found, list):
        return [_renamed(one, names) for one in found]
    if not isinstance(found, Mapping):
        return found
    return {names.get(name.casefold(), name): _renamed(one, names) for name, one in found.items()}
