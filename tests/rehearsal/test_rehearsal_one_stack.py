"""One stack of a rehearsal, with an engine that only answers."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.one_stack import StackRehearsed, built
from stacks.rehearsal.processes import Finished
from stacks.rehearsal.troubles import planned

REFUSED = b'{"diagnosticEvent": {"severity": "error", "message": "no"}}\n'


def steps(trouble: str | None, codes: list[int]) -> list[str]:
    """What is told of a stack whose runs end with these codes, the preview first."""
    engine = cast(Engine, SimpleNamespace(azure=Azure(troubles=planned(trouble)), run=_exported))
    told: list[str] = []

    def run(*_arguments: str, more: Mapping[str, str] | None = None) -> Finished:
        return Finished(codes.pop(0), 1.0, REFUSED, b"", cut=False, late=False)

    built(engine, run, StackRehearsed(stack="dev", expected=None), (), told.append)
    return [one.rpartition(": ")[2] for one in told]


def _exported(*_arguments: str, **_more: Any) -> Finished:
    return Finished(0, 1.0, b"{}", b"", cut=False, late=False)


@pytest.mark.parametrize(
    ("trouble", "codes", "told"),
    [
        (None, [0, 255], ["preview", "first run"]),
        (None, [0, 0, 0], ["preview", "first run", "second run"]),
        ("throttled", [0, 255, 255, 0, 0], ["preview", "first run", "run 2", "run 3", "second run"]),
    ],
)
def test_each_run_is_told_once_and_none_that_does_not_come(
    trouble: str | None, codes: list[int], told: list[str]
) -> None:
    assert steps(trouble, codes) == told
