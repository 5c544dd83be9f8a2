"""One stack of a rehearsal, with an engine that only answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast

import pytest

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.engine import Engine
from stacks.rehearsal.made import FROM_BEFORE, made
from stacks.rehearsal.one_stack import StackRehearsed, built, removed
from stacks.rehearsal.processes import Finished
from stacks.rehearsal.troubles import planned

URN = "urn:pulumi:dev::project::azure-native:resources:ResourceGroup::"
REFUSED = b'{"diagnosticEvent": {"severity": "error", "message": "no"}}\n'


GROUP_ID = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/g"


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


def test_a_preview_is_asked_again_without_what_the_program_makes_itself() -> None:
    azure = Azure(assumes=True)
    azure.add(made(GROUP_ID, "azure-native:resources:ResourceGroup", FROM_BEFORE, {}, {}))
    azure.made_later.add(GROUP_ID.casefold())
    engine = cast(Engine, SimpleNamespace(azure=azure, run=_exported))
    codes = [255, 0, 0, 0]

    def run(*_arguments: str, more: Mapping[str, str] | None = None) -> Finished:
        return Finished(codes.pop(0), 1.0, REFUSED, b"", cut=False, late=False)

    found = built(engine, run, StackRehearsed(stack="dev", expected=None), (), lambda _told: None)
    assert (found.stopped_at, codes, azure.all()) == (None, [], ())


def _left(state: list[dict[str, Any]], *standing: str) -> int | None:
    """What the removal of a stack with this state counts as left, where these resources still stand."""
    azure = Azure()
    for name in standing:
        azure.add(made(f"{GROUP_ID}-{name}", "azure-native:resources:ResourceGroup", f"{URN}{name}", {}, {}))
    engine = cast(Engine, SimpleNamespace(azure=azure, run=_exported))
    exported = json.dumps({"deployment": {"resources": state}}).encode()
    return removed(engine, StackRehearsed(stack="dev", expected=None, state=exported), lambda _told: None).left


def test_what_the_program_wants_to_stay_is_not_left_nor_is_what_goes_with_it() -> None:
    state = [
        {"urn": f"{URN}kept", "retainOnDelete": True},
        {"urn": f"{URN}inside", "deletedWith": f"{URN}kept"},
        {"urn": f"{URN}beside"},
    ]
    assert _left(state, "kept", "inside") == 0
    assert _left(state, "kept", "inside", "beside") == 1
