"""What `pulumi preview --json --show-sames` writes: the steps it would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from policies.model import Resource, Warned
from policies.readers.states import resource_of
from safeio.errors import InputError, NotEvaluatedError

NAME = "preview"

_AGAIN = "Make it again with: pulumi preview --json --show-sames."
_GOES = {"delete", "discard", "read-discard", "delete-replaced", "remove-pending-replace", "discard-replaced"}
# What a step does to the resource, most telling first: where one resource has several steps, the first of these counts.
_OPERATIONS = {
    "create-replacement": "replace",
    "import-replacement": "replace",
    "replace": "replace",
    "create": "create",
    "import": "create",
    "update": "update",
    "refresh": "same",
    "same": "same",
    "read-replacement": "replace",
    "read": "same",
    **dict.fromkeys(sorted(_GOES), "delete"),
}
# The engine counts others too that it does not show in full: reads, and the parts of a replacement.
_ALWAYS_SHOWN = ("same", "create", "update", "import")
_RANK = {operation: rank for rank, operation in enumerate(_OPERATIONS)}


def recognises(data: Mapping[str, Any]) -> bool:
    """True for a preview."""
    return "steps" in data or "changeSummary" in data


def resources(data: Mapping[str, Any], where: str) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources as they would be, and what is going to be deleted (operation "delete").

    Raises InputError for what is no preview, NotEvaluatedError for one that failed, did not get to its end or leaves
    steps out: rules about several resources would be asked of half a stack.
    """
    steps = data.get("steps", [])
    if not isinstance(steps, list):
        raise InputError(where, "steps is not a list", _AGAIN)
    _refuse_failed(data, where)
    best: dict[str, tuple[int, Resource]] = {}
    for number, step in enumerate(steps, 1):
        place = f"{where} step {number}"
        if not isinstance(step, dict):
            raise InputError(place, "this is not a step", _AGAIN)
        rank, found = _step(step, place)
        if found.urn not in best or rank < best[found.urn][0]:
            best[found.urn] = rank, found
    _refuse_partial(data, steps, where)
    return tuple(found for _, found in best.values()), ()


def _step(step: Mapping[str, Any], where: str) -> tuple[int, Resource]:
    operation = step.get("op")
    if not isinstance(operation, str) or operation not in _OPERATIONS:
        raise InputError(where, "the step has an operation that is not known", "Update cloud-unless, or say so to us.")
    gone = operation in _GOES
    state = step.get("oldState") if gone else step.get("newState") or step.get("oldState")
    return _RANK[operation], resource_of(state, where, _OPERATIONS[operation])


def _refuse_failed(data: Mapping[str, Any], where: str) -> None:
    diagnostics = data.get("diagnostics") or []
    told = (
        [one.get("severity") for one in diagnostics if isinstance(one, dict)] if isinstance(diagnostics, list) else []
    )
    if "error" in told or data.get("maybeCorrupt") is True:
        wrong = "the preview ended with an error, so resources are missing from it"
        raise NotEvaluatedError(where, wrong, f"Mend the program. {_AGAIN}")


def _refuse_partial(data: Mapping[str, Any], steps: list[Any], where: str) -> None:
    if not steps and "changeSummary" not in data:
        return
    counted = data.get("changeSummary")
    if not isinstance(counted, dict):
        wrong = "the preview does not say how many steps it has, so some may be missing: it did not get to its end"
        raise NotEvaluatedError(where, wrong, _AGAIN)
    shown = Counter(step["op"] for step in steps)
    missing = [op for op in _ALWAYS_SHOWN if isinstance(counted.get(op), int) and counted[op] > shown[op]]
    if missing:
        left = "what is unchanged" if "same" in missing else "steps that it counts"
        wrong = f"the preview leaves out {left}, so only a part of the stack could be checked"
        raise NotEvaluatedError(where, wrong, _AGAIN)
