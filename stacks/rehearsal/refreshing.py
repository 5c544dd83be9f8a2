"""What the engine is told when it looks again: a resource as it stands now, also where somebody changed it by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.azure import Made
from stacks.rehearsal.wire import Secret, bare


def standing_inputs(found: Made, known: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that would make the resource as it stands, as the real provider works them out.

    `known` are those that the engine has on record; what is still so keeps its mark as a secret. Nothing on record
    means that the resource is imported: then all of its arguments are told.
    """
    standing = {name: value for name, value in found.inputs.items() if value is not None}
    own = {name: value for name, value in known.items() if name.startswith("__")}
    return own | {name: _marked(known.get(name), value) for name, value in standing.items()}


def _marked(known: Any, standing: Any) -> Any:
    """The value that stands, marked as secret wherever the one on record is."""
    if bare(known) == standing:
        return known
    if isinstance(known, Secret):
        return Secret(_marked(known.value, standing))
    if isinstance(known, Mapping) and isinstance(standing, Mapping):
        return {name: _marked(known.get(name), value) for name, value in standing.items()}
    if isinstance(known, list) and isinstance(standing, list) and len(known) == len(standing):
        return [_marked(one, other) for one, other in zip(known, standing, strict=True)]
    return standing
