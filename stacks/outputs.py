"""The outputs of another stack of the same project, each asked for by where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pulumi

from safeio.errors import InputError
from safeio.terminal_text import shown


class StackOutputs:
    """A stack in the same backend. Raises InputError where there is none."""

    def __init__(self, stack: str) -> None:
        outputs_of(stack)  # a reference to a stack that is not there would end the program without a word of ours
        self._stack = stack
        self._reference = pulumi.StackReference(_full_name(stack))

    def text(self, *path: str) -> pulumi.Output[str]:
        """The text at a path. Where it is missing the run ends with one line that says which stack to build."""
        return self._reference.get_output(path[0]).apply(lambda found: _at(found, path, self._stack))


def outputs_of(stack: str) -> Mapping[str, Any]:
    """The outputs of another stack of this project; empty where it has none. Raises InputError where there is no such
    stack: the engine ends a program that refers to one, and says no more than that, so it is asked."""
    try:
        found = pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", {"name": _full_name(stack)}).value
    except Exception as problem:  # noqa: BLE001 - the SDK raises nothing more precise
        wrong = f"its outputs cannot be read ({shown(problem, 200)})"
        raise InputError(f"stack {stack}", wrong, f"Build it first: pulumi up --stack {stack}") from None
    outputs = found.get("outputs") if isinstance(found, Mapping) else None
    return outputs if isinstance(outputs, Mapping) else {}


def _full_name(stack: str) -> str:
    return f"{pulumi.get_organization()}/{pulumi.get_project()}/{stack}"


def _at(found: Any, path: tuple[str, ...], stack: str) -> str:
    for step in path[1:]:
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        wrong = f"stack {stack} has no output {'.'.join(path)}: it was not applied, or not with this architecture"
        raise pulumi.RunError(f"{wrong}. Run: pulumi up --stack {stack}")
    return found
