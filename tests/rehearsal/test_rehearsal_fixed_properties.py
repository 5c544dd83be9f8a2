"""Properties that cannot change: the resource is made anew, or Azure refuses."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from provider_calls import IN_GROUP, Calls, urn
from pulumi.runtime.proto import provider_pb2

from stacks.rehearsal.differences import differences
from stacks.rehearsal.fixed_properties import refused_changes
from stacks.rehearsal.wire import UNKNOWN, to_wire

DISK = "azure-native:compute:Disk"
EMPTY = {"createOption": "Empty"}
COPY = {"createOption": "Copy", "sourceResourceId": "/disks/a"}


@pytest.mark.parametrize(
    ("token", "name", "replaces"),
    [
        ("dnsresolver:OutboundEndpoint", "subnet", True),
        ("sql:Database", "collation", True),
        ("sql:Database", "restorePointInTime", True),
        ("sql:Database", "identity", False),
        ("servicebus:Queue", "requiresSession", True),
        ("compute:Disk", "diskSizeGB", False),
    ],
)
def test_a_change_makes_the_resource_anew_where_its_type_fixes_it(token: str, name: str, replaces: bool) -> None:
    found = differences(f"azure-native:{token}", {name: "a"}, {name: "b"})
    assert [(one.path, one.replaces) for one in found] == [(name, replaces)]


@pytest.mark.parametrize(
    ("before", "after", "refused"),
    [
        (EMPTY, EMPTY, False),
        (EMPTY, COPY, True),
        (None, EMPTY, False),
        (EMPTY, None, False),
        (EMPTY, UNKNOWN, False),
        (COPY, {**COPY, "sourceResourceId": UNKNOWN}, False),
    ],
)
def test_what_azure_does_not_let_change_is_refused_where_it_is_known(before: Any, after: Any, refused: bool) -> None:
    found = list(refused_changes(DISK, {"creationData": before}, {"creationData": after}))
    assert bool(found) is refused
    assert all("make the resource anew" in one.reason for one in found)


@pytest.mark.parametrize("preview", [True, False])
def test_a_disk_that_is_there_keeps_its_source(in_group: Calls, preview: bool) -> None:
    given = {**IN_GROUP, "diskName": "data", "creationData": EMPTY, "diskSizeGB": 8}
    made = in_group.create("compute:Disk", "data", given)

    def update(change: dict[str, Any]) -> None:
        news = to_wire({**given, **change})
        request = provider_pb2.UpdateRequest(id=made.id, urn=urn("compute:Disk", "data"), news=news, preview=preview)
        in_group.stub.Update(request)

    update({"diskSizeGB": 16})
    with pytest.raises(grpc.RpcError, match="creationData: cannot be changed"):
        update({"creationData": COPY})
