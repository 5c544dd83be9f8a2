"""What the simulated Azure adds to a rehearsal: the processor time of a full stack's requests, without the engine."""

from __future__ import annotations

import sys
import time
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from benchmarks.figures import figure
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.provider import serve
from stacks.rehearsal.wire import to_wire

RESOURCES = 500  # the most that a stack may have
# Of processor time, the requests' own side included, for a preview, building and removal: a tenth of what the program
# and the engine take.
MILLISECONDS = 10
SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
PLACE = {"resourceGroupName": "rg", "location": "uksouth"}


def main() -> int:
    """Preview, build and remove a full stack of security groups. Returns 1 when the target is missed."""
    server = serve(Azure())
    with grpc.insecure_channel(f"127.0.0.1:{server.port}") as channel:
        stub: Any = provider_pb2_grpc.ResourceProviderStub(channel)
        stub.Configure(provider_pb2.ConfigureRequest(args=to_wire({"subscriptionId": SUBSCRIPTION})))
        _create(stub, "resources:ResourceGroup", "rg", PLACE, preview=False)
        began = time.process_time()
        _request(stub, "network:NetworkSecurityGroup", "warm", _group("warm"))
        figure("first request: the classes of the SDK are loaded", (time.process_time() - began) * 1000, "ms", 5000)
        began = time.process_time()
        for number in range(RESOURCES):
            _request(stub, "network:NetworkSecurityGroup", f"nsg-{number}", _group(f"nsg-{number}"))
        each = (time.process_time() - began) * 1000 / RESOURCES
    server.stop()
    return 0 if figure(f"each of {RESOURCES} resources: preview, building, removal", each, "ms", MILLISECONDS) else 1


def _group(name: str) -> dict[str, Any]:
    rule = {"direction": "Inbound", "access": "Allow", "protocol": "Tcp", "destinationPortRange": "443"}
    rules = [{**rule, "name": f"rule-{number}", "priority": 100.0 + number} for number in range(4)]
    tags = dict.fromkeys(("application-id", "owner", "service", "environment", "review-date"), "x" * 20)
    return {**PLACE, "networkSecurityGroupName": name, "securityRules": rules, "tags": tags}


def _request(stub: Any, token: str, name: str, given: dict[str, Any]) -> None:
    """All that the engine asks of one resource over its life."""
    for preview in (True, False):
        checked = stub.Check(provider_pb2.CheckRequest(urn=_urn(token, name), news=to_wire(given)))
        assert not checked.failures, checked.failures
        made = _create(stub, token, name, given, preview)
    stub.Delete(provider_pb2.DeleteRequest(id=made, urn=_urn(token, name)))


def _create(stub: Any, token: str, name: str, given: dict[str, Any], preview: bool) -> str:
    request = provider_pb2.CreateRequest(urn=_urn(token, name), properties=to_wire(given), preview=preview)
    return str(stub.Create(request).id)


def _urn(token: str, name: str) -> str:
    return f"urn:pulumi:one::project::azure-native:{token}::{name}"


if __name__ == "__main__":
    sys.exit(main())
