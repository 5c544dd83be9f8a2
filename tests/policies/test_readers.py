"""Readers: previews and stack exports become resources; everything else is refused by name."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from checked_things import ROOT, STORAGE, WORKLOAD, export, preview, stack_of, state, step, urn_of
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.model import Resource
from policies.readers import CAP_BYTES, Source, joined, parse_resources, read_resources
from policies.readers.tokens import plain_token
from policies.values import SECRET, UNKNOWN
from safeio.errors import InputError, NotEvaluatedError, UserError

# In the order of the SDK's source: text, truth, number, list, asset, archive, object.
UNKNOWNS = (
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
)
ENVELOPE = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "v1:abc"}


def read(data: bytes) -> Source:
    return parse_resources(data, "given.json")


def only(data: bytes) -> Resource:
    """The one resource that is not the stack's root."""
    (found,) = [one for one in read(data).resources if one.type != ROOT]
    return found


@pytest.mark.parametrize("sign", UNKNOWNS)
def test_P_01_each_sign_for_not_known_is_unknown(sign: str) -> None:
    found = only(stack_of(state("a", inputs={"a": sign, "b": [sign, {"c": sign}]}, id=sign, parent=sign)))
    assert found.properties == {"a": UNKNOWN, "b": [UNKNOWN, {"c": UNKNOWN}]}
    assert (found.id, found.parent) == (None, None)


@pytest.mark.parametrize("written", ["[secret]", ENVELOPE, ENVELOPE | {"plaintext": '"hunter2"'}])
def test_a_secret_is_secret_and_its_content_is_gone(written: Any) -> None:
    found = only(export(state("a", inputs={"a": {"b": written}}, outputs={"c": written})))
    assert (found.properties, found.outputs) == ({"a": {"b": SECRET}}, {"c": SECRET})
    assert "hunter2" not in repr(found)


def test_a_preview_and_an_export_give_the_same_resource_but_for_the_operation() -> None:
    whole = state(
        "a",
        inputs={"location": "uksouth", "__defaults": []},
        outputs={"id": "/x"},
        id="/x",
        dependencies=[urn_of("b")],
        propertyDependencies={"location": [urn_of("b")]},
        protect=True,
    )
    shown, kept = only(stack_of(whole)), only(export(whole))
    assert (shown.operation, kept.operation) == ("create", None)
    assert (kept.name, kept.stack, kept.type, kept.properties) == ("a", "test", STORAGE, {"location": "uksouth"})
    assert (kept.depends_on, dict(kept.property_depends_on)) == ((urn_of("b"),), {"location": (urn_of("b"),)})
    assert (kept.protect, kept.custom, kept.external, kept.id) == (True, True, False, "/x")
    assert shown.properties == kept.properties


@pytest.mark.parametrize(
    ("token", "plain"),
    [
        ("azure-native:storage:StorageAccount", STORAGE),
        ("azure-native:storage/v20230101:StorageAccount", STORAGE),
        ("azure-native:storage/v20230101preview:StorageAccount", STORAGE),
        ("azure-native-v2:storage:StorageAccount", STORAGE),
        ("azure-native_storage_v20240101:storage:StorageAccount", STORAGE),
        ("azure-native_storage_v20240101preview:storage:StorageAccount", STORAGE),
        ("azure-native-v1:storage/v20210101:StorageAccount", STORAGE),
        ("azure-nextgen:storage/latest:StorageAccount", STORAGE),
        ("azure-nextgen:storage/v20190601:StorageAccount", STORAGE),
        ("azure-native:documentdb:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
        ("azure-native:documentdb/v20230301preview:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
        ("azure-native:cosmosdb/v20230301:DatabaseAccount", "azure-native:cosmosdb:DatabaseAccount"),
        ("azure-native-v2:insights:DiagnosticSetting", "azure-native:monitor:DiagnosticSetting"),
        ("azure-native_network_v20200601:network:PrivateZone", "azure-native:privatedns:PrivateZone"),
        ("azure-native:network:VirtualNetwork", "azure-native:network:VirtualNetwork"),
        ("azure-native:network:Subnet:more", "azure-native:network:Subnet:more"),
        ("azure-native:storage:storageAccount", "azure-native:storage:storageAccount"),
        ("azure-nativex:storage:StorageAccount", "azure-nativex:storage:StorageAccount"),
        ("azure:storage/account:Account", "azure:storage/account:Account"),
        ("pulumi:providers:azure-native", "pulumi:providers:azure-native"),
        (WORKLOAD, WORKLOAD),
    ],
)
def test_a_type_has_one_plain_form(token: str, plain: str) -> None:
    assert plain_token(token) == plain
    found = only(export(state("a", token)))
    assert (found.type, found.raw_type) == (plain, token)


def test_the_component_is_the_nearest_of_ours_above() -> None:
    parent, inner = state("payroll", WORKLOAD), state("disk", "acme:other:Thing", custom=False)
    inner["parent"] = parent["urn"]
    found = read(stack_of(parent, inner, state("a", parent=inner["urn"]), state("b"))).resources
    assert {one.name: one.component for one in found if one.type != ROOT} == {
        "payroll": "payroll",
        "disk": "payroll",
        "a": "payroll",
        "b": None,
    }


def test_parents_in_a_circle_end() -> None:
    one, other = state("a"), state("b")
    one["parent"], other["parent"] = other["urn"], one["urn"]
    assert [found.component for found in read(export(one, other)).resources] == [None, None]


@pytest.mark.parametrize(
    ("steps", "operation"),
    [
        (["create"], "create"),
        (["import"], "create"),
        (["same"], "same"),
        (["refresh"], "same"),
        (["read"], "same"),
        (["update"], "update"),
        (["delete"], "delete"),
        (["delete-replaced", "create-replacement", "replace"], "replace"),
        (["create-replacement", "delete-replaced"], "replace"),
    ],
)
def test_one_resource_with_its_most_telling_operation(steps: list[str], operation: str) -> None:
    told = [step(one, state("a", inputs={"from": one})) for one in steps]
    found = only(preview(step("same", state("test", ROOT)), *told))
    assert found.operation == operation


def test_what_an_export_is_about_to_delete_is_left_out() -> None:
    found = read(export(state("a", delete=True), state("a", inputs={"new": 1}))).resources
    assert [dict(one.properties) for one in found] == [{"new": 1}]


POSITION = "project:///deep/main%20file.py#12,4"


@pytest.mark.parametrize(
    ("position", "trace", "place"),
    [
        (POSITION, [], ("deep/main file.py", 12)),
        (None, [POSITION], ("deep/main file.py", 12)),
        ("project:///../lib/x.py#3", [{}, "project:///main.py#7"], ("main.py", 7)),
        ("project:///.venv/lib/site-packages/x.py#3", ["project:///main.py#7"], ("main.py", 7)),
        ("project:///a%2F..%2F..%2Fx.py#3", [], (None, None)),
        ("project:////etc/passwd#3", [], (None, None)),
        ("project:///x%0A::error::.py#3", [], (None, None)),
        ("project:///main.py#0", [], ("main.py", 1)),
        ("file:///main.py#3", [3, "nonsense"], (None, None)),
        (5, "nonsense", (None, None)),
    ],
)
def test_the_place_is_the_first_frame_inside_the_project(position: Any, trace: Any, place: Any) -> None:
    frames = [{"sourcePosition": one} if isinstance(one, str) else one for one in trace]
    found = only(export(state("a", sourcePosition=position, stackTrace=frames)))
    assert (found.file, found.line) == place


@pytest.mark.parametrize("kept", [True, False])
def test_what_pulumi_only_lets_go_of_is_retained(kept: bool) -> None:
    gone = state("a", retainOnDelete=kept)
    found = only(preview(step("same", state("test", ROOT)), step("delete", gone)))
    assert (found.operation, found.retained) == ("delete", kept)


def test_several_files_are_one_whole() -> None:
    sources = [
        read(stack_of(state("a", stack="one"), stack="one")),
        read(stack_of(state("a", stack="two"), stack="two")),
    ]
    assert [one.stack for one in joined(sources) if one.type == STORAGE] == ["one", "two"]


def test_one_stack_in_two_files_is_refused() -> None:
    with pytest.raises(InputError, match=r"the stack test, and so does given\.json"):
        joined([read(stack_of(state("a"))), read(export(state("a")))])


def test_an_export_with_features_is_read_and_said() -> None:
    found = read(export(state("a"), version=4, features=["views"]))
    assert [one.message for one in found.warnings] == [
        "it uses features of the engine that this version of cloud-unless may not know"
    ]


ERROR = [{"severity": "error", "message": "boom"}]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (preview(step("same", state("test", ROOT)), changeSummary={"same": 12}), "leaves out what is unchanged"),
        (preview(changeSummary={"same": 1}), "leaves out what is unchanged"),
        (preview(step("create", state("a")), changeSummary={"create": 2}), "leaves out steps that it counts"),
        (preview(step("same", state("test", ROOT)), changeSummary=None), "did not get to its end"),
        (json.dumps({"steps": [step("create", state("a"))]}).encode(), "did not get to its end"),
        (preview(step("create", state("test", ROOT)), diagnostics=ERROR), "ended with an error"),
        (preview(step("create", state("test", ROOT)), maybeCorrupt=True), "ended with an error"),
    ],
)
def test_P_03_half_a_preview_is_not_evaluated(data: bytes, said: str) -> None:
    with pytest.raises(NotEvaluatedError, match=said) as refused:
        read(data)
    assert "--show-sames" in refused.value.remedy


def test_warnings_of_a_preview_are_no_error() -> None:
    told = preview(step("create", state("a")), diagnostics=[{"severity": "warning", "message": "old"}])
    assert only(told).name == "a"


FOREIGN = [
    (b"", "the file is empty"),
    (b" \n", "the file is empty"),
    (b'{"sequence": 1}\n{"sequence": 2}\n', "an event log of Pulumi"),
    (b'{"manifest": {}, "resourcePlans": {}}', "an update plan of Pulumi"),
    (b'{"format_version": "1.2", "terraform_version": "1.9"}', "a file of Terraform"),
    (b'{"$schema": "x", "contentVersion": "1.0.0.0", "parameters": {}}', "these are parameters for a template"),
    (b'{"contentVersion": "1.0.0.0", "resources": [1]}', "resources is not a list of resources"),
    (b'{"contentVersion": "1.0.0.0", "resources": [{}]}', "a resource has no type"),
    (b'{"schema_version": 1, "landing_zone": {}, "stacks": []}', "an architecture"),
    (b'{"version": "2.1.0", "runs": []}', "a SARIF file"),
    (b'{"schema_version": 1, "findings": []}', "the result of a check"),
    (b'{"hello": 1}', "this is no preview, no stack export"),
    (b"[]", "this list holds no resource"),
    (b"[1]", "item 1: this is no resource of Azure"),
    (b'{"value": [{"id": "/a", "type": "b"}], "nextLink": "x"}', "there is another page"),
    (b'[{"id": "/a", "type": "b"}, {"id": "/a/", "type": "b"}]', "item 2: this resource is there twice"),
    (b'[{"id": "/a::b", "type": "b"}]', "item 1: its id or its type is no plain text"),
    (b"hello", "is not JSON"),
    (b"\xff\xfe", "is not UTF-8"),
    (b'{"steps": [', "is not JSON"),
    (stack_of(state("a"))[:-20], "is not JSON"),
    (b'{"steps": {}}', "steps is not a list"),
    (b'{"steps": [1]}', "step 1: this is not a step"),
    (b'{"steps": [{"op": "conjure"}]}', "operation that is not known"),
    (b'{"steps": [{"op": "same", "newState": []}]}', "this is not a resource"),
    (preview(step("create", state("a") | {"urn": "nonsense"})), "urn is not the name of a resource"),
    (preview(step("create", state("a") | {"urn": "urn:pulumi:t::p::x:y:Z::a\x1b[31m"})), "urn is missing, or is not"),
    (preview(step("create", state("a", inputs=[]))), "inputs is not a set of names"),
    (preview(step("create", state("a", dependencies="b"))), "not a list of names"),
    (export(version=2), "version 2 of a stack export is not read"),
    (export(version=True), "version True of a stack export is not read"),
    (b'{"version": 3, "deployment": []}', "deployment has no list of resources"),
    (export(state("a"), state("a")), "this resource is there twice"),
    (b'{"steps": [], "steps": []}', "stands twice"),
    (b'{"version": 3, "deployment": {"resources": [' + b"[" * 2000 + b"]" * 2000 + b"]}}", "nested too deeply"),
]


@pytest.mark.parametrize(("data", "said"), FOREIGN, ids=[said for _, said in FOREIGN])
def test_P_03_what_is_not_of_the_engine_is_refused_by_name(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as refused:
        read(data)
    assert refused.value.remedy


def test_values_nested_deeply_are_refused_or_read_but_never_crash() -> None:
    for depth in (100, 300, 450, 700, 950):
        data = stack_of(state("a")).replace(b'"inputs": {}', b'"inputs": ' + b'{"a":' * depth + b"1" + b"}" * depth)
        try:
            assert only(data).name == "a"
        except InputError as refused:
            assert "nested too deeply" in refused.wrong


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.touch()
    os.truncate(path, CAP_BYTES + 1)
    with pytest.raises(InputError, match="larger than the limit of 500 MB"):
        read_resources(path)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["same", "create", urn_of("a"), STORAGE]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["op", "urn", "type", "inputs", "x"]), inner)
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(
    place=st.sampled_from(["steps", "newState", "urn", "type", "inputs", "propertyDependencies", "changeSummary"]),
    odd=JSON,
)
def test_an_odd_value_anywhere_is_read_or_refused(place: str, odd: Any) -> None:
    found = state("a")
    told: dict[str, Any] = {"steps": [step("create", found)], "changeSummary": {"create": 1}}
    if place in found or place == "propertyDependencies":
        found[place] = odd
    elif place == "newState":
        told["steps"][0]["newState"] = odd
    else:
        told[place] = odd
    try:
        read(json.dumps(told).encode())
    except UserError as refused:
        assert refused.remedy
