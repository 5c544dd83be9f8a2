"""What the engine is told when it looks again: a resource as it stands now, also where somebody changed it by hand.

A secret is compared and not told: one that is still the same keeps the value that the engine has on record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from stacks.rehearsal.made import Made
from stacks.rehearsal.wire import Sealed, Secret, bare

Same = Callable[[Any, Any], bool]
"""Whether a value that stands is one that is known, as Azure.is_same tells it."""


def standing_inputs(found: Made, known: Mapping[str, Any], same: Same) -> dict[str, Any]:
    """The arguments that would make the resource as it stands, as the real provider works them out.

    `known` are those that the engine has on record; what is still so keeps its mark as a secret. Nothing on record
    means that the resource is imported: then all of its arguments are told.
    """
    standing = {name: value for name, value in found.inputs.items() if value is not None}
    own = {name: value for name, value in known.items() if name.startswith("__")}
    return own | {name: _marked(known.get(name), value, same) for name, value in standing.items()}


def standing_outputs(found: Made, known: Mapping[str, Any], same: Same) -> dict[str, Any]:
    """What Azure says of the resource, where `known` is what the engine has on record of that."""
    return {name: _unsealed(known.get(name), value, same) for name, value in found.outputs.items()}


def _marked(known: Any, standing: Any, same: Same) -> Any:
    """The value that stands, marked as secret wherever the one on record is."""
    if same(standing, known):
        return known
    if isinstance(standing, Sealed):
        return standing
    if isinstance(known, Secret):
        return Secret(_marked(known.value, standing, same))
    if isinstance(known, Mapping) and isinstance(standing, Mapping):
        return {name: _marked(known.get(name), value, same) for name, value in standing.items()}
    if isinstance(known, list) and isinstance(standing, list) and len(known) == len(standing):
        return [_marked(one, other, same) for one, other in zip(known, standing, strict=True)]
    return standing


def _unsealed(known: Any, standing: Any, same: Same) -> Any:
    """The value that stands, with what is on record wherever that is what was sealed."""
    if isinstance(standing, Sealed):
        return Secret(bare(known)) if same(standing, known) else standing
    inside = known.value if isinstance(known, Secret) else known
    if isinstance(standing, Mapping):
        of = inside if isinstance(inside, Mapping) else {}
        return {name: _unsealed(of.get(name), value, same) for name, value in standing.items()}
    if isinstance(standing, list):
        told = inside if isinstance(inside, list) and len(inside) == len(standing) else [None] * len(standing)
        return [_unsealed(one, other, same) for one, other in zip(told, standing, strict=True)]
    return standing
