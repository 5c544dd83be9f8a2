"""Which resources are about another one: by id, by name, by where a value comes from."""

from __future__ import annotations

from typing import Any

import pytest
from checked_things import resource, urn_of

from policies.graph import Graph
from policies.pointing import azure_name, naming, pointing_at
from policies.values import UNKNOWN

SETTING = "azure-native:monitor:DiagnosticSetting"
TARGET_ID = "/subscriptions/s/vaults/kv"


def _found(source: dict[str, Any], target_id: str | None = TARGET_ID, **changed: Any) -> tuple[int, int]:
    target = resource("target", id=target_id)
    setting = resource("setting", type=SETTING, properties=source, **changed)
    found = pointing_at(Graph((target, setting)), target, (SETTING,), "links[].to")
    return len(found.certain), len(found.possible)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"links": [{"to": TARGET_ID}]}, (1, 0)),
        ({"links": [{"to": TARGET_ID.upper() + "/parts/one"}]}, (1, 0)),
        ({"links": [{"to": TARGET_ID + "2"}]}, (0, 0)),
        ({"links": [{"to": "x"}, {"to": TARGET_ID}]}, (1, 0)),
        ({"links": [{"to": UNKNOWN}, {"to": TARGET_ID}]}, (1, 0)),
        ({"links": [{"to": UNKNOWN}, {"to": "x"}]}, (0, 1)),
        ({"links": UNKNOWN}, (0, 1)),
        ({"links": []}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_an_id_is_compared_as_azure_does(source: dict[str, Any], expected: tuple[int, int]) -> None:
    assert _found(source) == expected


def test_what_will_be_deleted_points_at_nothing() -> None:
    assert _found({"links": [{"to": TARGET_ID}]}, operation="delete") == (0, 0)


def test_a_known_value_counts_more_than_where_it_comes_from() -> None:
    origins = {"links": (urn_of("target"),)}
    assert _found({"links": [{"to": "x"}]}, property_depends_on=origins) == (0, 0)
    assert _found({"links": [{"to": "x"}]}, None, property_depends_on=origins) == (1, 0)
    assert _found({"links": [{"to": "x"}]}, None) == (0, 0)
    assert _found({}, None, property_depends_on=origins) == (0, 0)


def test_an_output_of_another_stack_may_be_anything_there() -> None:
    other = "urn:pulumi:wave::tests::pulumi:pulumi:StackReference::landing-zone"
    unread = {"links": [{"to": UNKNOWN}]}
    assert _found(unread, stack="wave", property_depends_on={"links": (other,)}) == (0, 1)
    assert _found(unread, property_depends_on={"links": (other,)}) == (0, 0)
    both = (other, urn_of("else"))
    assert _found(unread, stack="wave", property_depends_on={"links": both}) == (0, 0)


def test_a_name_may_be_what_azure_has_answered() -> None:
    target = resource("target", outputs={"name": "kv"})
    setting = resource("setting", type=SETTING, properties={"vaultName": "KV"})
    assert naming(Graph((target, setting)), target, (SETTING,), "vaultName", "vaultName").certain == (setting,)
    assert azure_name(target, "vaultName") == "kv"


def test_a_name_that_is_not_known_may_be_any() -> None:
    target = resource("target", properties={"vaultName": UNKNOWN})
    setting = resource("setting", type=SETTING, properties={"vaultName": "kv"})
    found = naming(Graph((target, setting)), target, (SETTING,), "vaultName", "vaultName")
    assert (found.certain, found.possible) == ((), (setting,))
    assert azure_name(resource("other", properties={"vaultName": UNKNOWN}), "vaultName") is None
