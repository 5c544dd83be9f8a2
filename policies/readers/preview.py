"""What `pulumi preview --json --show-sames` writes: the steps it would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from policies.model import STACK, Resource, Warned
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
_RANK = {operation: rank for rank, operation in enumerate(_OPERATIONS)}


def recognises(data: Mapping[str, Any]) -> bool:
    """True for a preview."""
    return "steps" in data or "changeSummary" in data


def resources(data: Mapping[str, Any], where: str) -> tuple[tuple[Resource, ...], tuple[Warned, ...]]:
    """The resources as they would be, and what is going to be deleted (operation "delete").

    Raises InputError for what is no preview, NotEvaluatedError for one that failed or leaves out what is unchanged:
    rules about several resources would be asked of half a stack.
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
    counted = data.get("changeSummary")
    shown = Counter(step["op"] for step in steps)
    if isinstance(counted, dict):
        partial = any(isinstance(most, int) and most > shown[op] for op, most in counted.items() if op == "same")
    else:
        unchanged = [step for step in steps if step["op"] == "same"]
        partial = len(unchanged) == 1 and _is_root(unchanged[0])
    if partial:
        wrong = "the preview leaves out what is unchanged, so only a part of the stack could be checked"
        raise NotEvaluatedError(where, wrong, _AGAIN)


def _is_root(step: Mapping[str, Any]) -> bool:
    state = step.get("newState")
    return isinstance(state, dict) and state.get("type") == STACK
