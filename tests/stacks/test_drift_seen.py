"""What the events of the engine tell of one stack: what somebody changed, what is gone, what is not as designed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stacks.drift.compared import Change, changes, changes_seen
from stacks.drift.seen import NOT_KNOWN_YET, Drift, seen

PART = "urn:pulumi:w1::p::cloud-unless:workload:FileShare::payroll-files"
ACCOUNT = "urn:pulumi:w1::p::cloud-unless:workload:FileShare$azure-native:storage:StorageAccount::account"
TYPE = "azure-native:storage:StorageAccount"


def told(op: str, old: Any, new: Any, urn: str = ACCOUNT, kind: str = TYPE, event: str = "resOutputsEvent") -> str:
    """One event of the engine."""
    return json.dumps({event: {"metadata": {"op": op, "urn": urn, "type": kind, "old": old, "new": new}}})


def state(parent: str = PART, **inputs: Any) -> dict[str, Any]:
    """A resource as the engine has it on record."""
    return {"id": "/one", "parent": parent, "inputs": inputs, "outputs": dict(inputs)}


def seen_of(*events: str) -> tuple[Drift, ...]:
    """What differs, in a stream of events that comes to its end."""
    return seen("\n".join((*events, json.dumps({"summaryEvent": {}}))).encode()).drifts


def step(op: str, old: Any, new: Any, urn: str = ACCOUNT) -> str:
    """What a run would do."""
    return told(op, old, new, urn, event="resourcePreEvent")


def test_what_is_as_recorded_is_no_drift_whatever_azure_tells_besides() -> None:
    now = {**state(kind="V2"), "outputs": {"kind": "V2", "etag": "2", "changedAt": "today"}}
    assert seen_of(told("refresh", state(kind="V2"), now), step("same", state(), state())) == ()


def test_what_was_changed_by_hand_is_told_by_its_property_and_part() -> None:
    (found,) = seen_of(told("refresh", state(sku={"name": "a"}), state(sku={"name": "b"})))
    assert (found.kind, found.component, found.id) == ("changed", "payroll-files", "/one")
    assert found.changes == (Change("sku.name", "a", "b"),)


def test_a_change_that_shows_in_the_answer_alone_is_told_too() -> None:
    now = {**state(tls="1.2"), "outputs": {"tls": "1.0"}}
    (found,) = seen_of(told("refresh", state(tls="1.2"), now))
    assert found.changes == (Change("tls", "1.2", "1.0"),)


def test_what_is_gone_is_told_once_and_not_again_as_to_be_made() -> None:
    (found,) = seen_of(told("refresh", state(kind="V2"), None), step("create", None, state(kind="V2")))
    assert (found.kind, found.id, found.changes) == ("missing", "/one", ())


def test_what_stands_on_something_gone_is_not_told_for_that_alone() -> None:
    other = ACCOUNT.replace("::account", "::share")
    waits = step("update", state(account="/one"), state(account=NOT_KNOWN_YET), other)
    assert [one.urn for one in seen_of(told("refresh", state(), None), waits)] == [ACCOUNT]


@pytest.mark.parametrize(
    ("event", "kind"),
    [
        (step("create", None, state(kind="V2")), "not-built"),
        (step("update", state(kind="V1"), state(kind="V2")), "not-built"),
        (step("replace", state(kind="V1"), state(kind="V2")), "not-built"),
        (step("delete", state(kind="V1"), None), "not-planned"),
    ],
)
def test_what_a_run_would_do_is_drift(event: str, kind: str) -> None:
    assert [one.kind for one in seen_of(event)] == [kind]


def test_the_engines_own_resources_are_none_of_the_cloud() -> None:
    own = told("refresh", state(a=1), state(a=2), "urn:pulumi:w1::p::pulumi:pulumi:Stack::w1", "pulumi:pulumi:Stack")
    assert seen_of(own, told("refresh", state(a=1), state(a=2), PART, "cloud-unless:workload:FileShare")) == ()


def test_an_answer_that_breaks_off_is_not_whole() -> None:
    assert not seen(told("refresh", state(), state()).encode()).whole
    assert seen(b'{"summaryEvent": {}}\nnot json\n{"deep": ' + b"[" * 100_000).whole


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab_", max_size=3), inner, max_size=3),
)
PROPERTIES = st.dictionaries(st.text("abc", min_size=1, max_size=3), VALUES, max_size=4)


@given(PROPERTIES)
def test_the_same_differs_in_nothing(properties: dict[str, Any]) -> None:
    assert changes(properties, properties) == changes_seen(properties, properties, properties) == ()


@given(PROPERTIES, PROPERTIES)
def test_what_differs_one_way_differs_the_other_way(one: dict[str, Any], other: dict[str, Any]) -> None:
    there, back = changes(one, other), changes(other, one)
    assert [(found.path, found.expected, found.found) for found in there] == [
        (found.path, found.found, found.expected) for found in back
    ]
