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
        full_name = f"{pulumi.get_organization()}/{pulumi.get_project()}/{stack}"
        _check_it_is_there(full_name, stack)
        self._stack = stack
        self._reference = pulumi.StackReference(full_name)

    def text(self, *path: str) -> pulumi.Output[str]:
        """The text at a path. Where it is missing the run ends with one line that says which stack to build."""
        return self._reference.get_output(path[0]).apply(lambda found: _at(found, path, self._stack))


def _check_it_is_there(full_name: str, stack: str) -> None:
    """The engine ends the program where a referenced stack does not exist, and says no more than that: ask first."""
    try:
        pulumi.runtime.invoke("pulumi:pulumi:readStackOutputs", {"name": full_name})
    except Exception as problem:  # noqa: BLE001 - the SDK raises nothing more precise
        wrong = f"its outputs cannot be read ({shown(problem, 200)})"
        raise InputError(f"stack {stack}", wrong, f"Build it first: pulumi up --stack {stack}") from None


def _at(found: Any, path: tuple[str, ...], stack: str) -> str:
    for step in path[1:]:
        found = found.get(step) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        wrong = f"stack {stack} has no output {'.'.join(path)}: it was not applied, or not with this architecture"
        raise pulumi.RunError(f"{wrong}. Run: pulumi up --stack {stack}")
    return found
