"""What a rehearsal tells of what stood before it: what its preview would change there, and what it leaves alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from safeio.terminal_text import shown
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.made import FROM_BEFORE
from stacks.rehearsal.one_stack import StackRehearsed

_NAMED = 5  # so many names are told; the preview has them all
_LINE = 300
_KINDS = (("create", "to make"), ("update", "to change"), ("replace", "to make anew"), ("delete", "to take away"))


def change_notes(stacks: Sequence[StackRehearsed]) -> tuple[str, ...]:
    """For each stack that stood before, what its preview would do: how many resources, and which by name."""
    return tuple(_note(one.stack, one.preview) for one in stacks if one.stood and one.preview is not None)


def left_notes(azure: Azure, rehearsed: Collection[str]) -> tuple[str, ...]:
    """The stacks of which something stands and that are not rehearsed."""
    stood = {one.urn.split("::")[0].removeprefix("urn:pulumi:") for one in azure.all() if one.urn != FROM_BEFORE}
    return tuple(
        shown(f"{name} stood before and is not rehearsed now: it stays as it is", _LINE)
        for name in sorted(stood - set(rehearsed))
    )


def _note(stack: str, preview: bytes) -> str:
    steps = list(_steps(preview))
    told = []
    for kind, doing in _KINDS:
        names = sorted({urn.rpartition("::")[2] for operation, urn in steps if operation == kind})
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            told.append(f"{len(names)} {doing} ({', '.join(names[:_NAMED])}{more})")
    return shown(f"{stack}, compared with what stood: {'; '.join(told) or 'nothing changes'}", _LINE)


def _steps(preview: bytes) -> Iterator[tuple[str, str]]:
    """The operation and the urn of each step; none where the preview cannot be read, which is told elsewhere."""
    try:
        found: Any = json.loads(preview)
    except ValueError:
        return
    steps = found.get("steps") if isinstance(found, dict) else None
    for one in steps if isinstance(steps, list) else ():
        if isinstance(one, dict):
            yield str(one.get("op")), str(one.get("urn"))
