"""Looking again at what stands: what is unchanged, what somebody changed, what is gone, and what is imported."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

from provider_calls import GROUP_ID, IN_GROUP, Calls, urn
from pulumi.runtime.proto import provider_pb2

from stacks.rehearsal.azure import Azure
from stacks.rehearsal.azure_file import open_azure
from stacks.rehearsal.made import made
from stacks.rehearsal.refreshing import standing_inputs, standing_outputs
from stacks.rehearsal.wire import HIDDEN, UNKNOWN, Sealed, Secret, bare, from_wire, to_wire

SERVER = "sql:Server"
SERVER_ID = f"{GROUP_ID}/providers/Microsoft.Sql/servers/sql-one"
GIVEN = {**IN_GROUP, "serverName": "sql-one", "version": "12.0", "administratorLoginPassword": Secret("hunter2")}


def read(calls: Calls, found_id: str, known: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The id and the arguments that the provider tells of what stands."""
    request = provider_pb2.ReadRequest(id=found_id, urn=urn(SERVER, "a"), inputs=to_wire(known))
    answered = calls.stub.Read(request)
    return answered.id, from_wire(answered.inputs)


def test_what_nobody_touched_is_told_as_it_is_on_record(in_group: Calls) -> None:
    in_group.create(SERVER, "a", GIVEN)
    assert read(in_group, SERVER_ID, GIVEN) == (SERVER_ID, GIVEN)


def test_what_somebody_changed_is_told_and_a_secret_stays_one(in_group: Calls, azure: Azure) -> None:
    in_group.create(SERVER, "a", GIVEN)
    found = azure.find(SERVER_ID)
    assert found is not None
    changes = {"administratorLoginPassword": "other", "minimalTlsVersion": "1.0"}
    azure.add(replace(found, inputs={**found.inputs, **changes}))
    _, told = read(in_group, SERVER_ID, GIVEN)
    assert told == {**GIVEN, "administratorLoginPassword": Secret("other"), "minimalTlsVersion": "1.0"}


def test_a_preview_of_a_change_knows_the_name_and_the_region(in_group: Calls) -> None:
    in_group.create(SERVER, "a", GIVEN)
    news = to_wire({**GIVEN, "minimalTlsVersion": "1.2"})
    request = provider_pb2.UpdateRequest(id=SERVER_ID, urn=urn(SERVER, "a"), news=news, preview=True)
    told = from_wire(in_group.stub.Update(request).properties)
    assert (told["name"], told["location"], told["state"]) == ("sql-one", "uksouth", UNKNOWN)


def test_what_is_gone_has_no_id(in_group: Calls) -> None:
    assert read(in_group, SERVER_ID, GIVEN) == ("", {})


def test_what_is_imported_tells_all_of_its_arguments(in_group: Calls) -> None:
    in_group.create(SERVER, "a", {**IN_GROUP, "serverName": "sql-one", "version": "12.0"})
    found_id, told = read(in_group, SERVER_ID.upper(), {})
    assert (found_id, told) == (SERVER_ID, {**IN_GROUP, "serverName": "sql-one", "version": "12.0"})


def test_after_a_restart_secrets_at_any_depth_are_told_as_they_are_on_record(tmp_path: Path) -> None:
    inputs = {"osProfile": {"name": "vm", "keys": [{"key": Secret("one")}]}, "all": Secret({"a": [1.0]})}
    outputs = {"profile": {"key": Secret("one")}, "list": [Secret("two")], "state": "Ready"}
    places = frozenset({("osProfile", "keys", 0, "key"), ("all",)})
    with closing(Azure(file=open_azure(tmp_path / "azure.db"))) as azure:
        azure.add(made(SERVER_ID, "t", urn("t", "a"), bare(inputs), outputs, places))
    with closing(Azure(file=open_azure(tmp_path / "azure.db"))) as azure:
        found = azure.find(SERVER_ID)
        assert found is not None and isinstance(found.inputs["all"], Sealed)
        assert standing_inputs(found, inputs, azure.is_same) == inputs
        assert standing_outputs(found, outputs, azure.is_same) == outputs
        other = standing_outputs(found, {**outputs, "list": [Secret("three")]}, azure.is_same)
    assert from_wire(to_wire(other)) == {**outputs, "list": [Secret(HIDDEN)]}
