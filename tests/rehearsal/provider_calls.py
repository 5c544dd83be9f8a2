"""A provider that is asked as the engine asks it, over its own protocol."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from stacks.rehearsal.wire import from_wire, to_wire

SUBSCRIPTION = "11111111-1111-1111-1111-111111111111"
TENANT = "22222222-2222-2222-2222-222222222222"
GROUP_ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/rg-one"
GROUP = "resources:ResourceGroup"
NETWORK = "network:VirtualNetwork"
SUBNET = "network:Subnet"
IN_GROUP = {"resourceGroupName": "rg-one", "location": "uksouth"}


def urn(token: str, name: str, stack: str = "one") -> str:
    """The urn of a resource inside a component, as the engine makes it."""
    return f"urn:pulumi:{stack}::project::cloud-unless:test:Part$azure-native:{token}::{name}"


@dataclass(frozen=True)
class Calls:
    """The calls of one connection of the engine, with a subscription configured. `token` is without its package."""

    stub: Any

    def check(self, token: str, name: str, new: Mapping[str, Any], old: Mapping[str, Any] | None = None) -> Any:
        """The answer to Check: the completed arguments and the refusals."""
        return self.stub.Check(
            provider_pb2.CheckRequest(urn=urn(token, name), olds=to_wire(old or {}), news=to_wire(new))
        )

    def refusals(self, token: str, name: str, new: Mapping[str, Any]) -> dict[str, str]:
        """What Check refuses: the reason by property."""
        return {one.property: one.reason for one in self.check(token, name, new).failures}

    def create(self, token: str, name: str, given: Mapping[str, Any], preview: bool = False, stack: str = "one") -> Any:
        """The answer to Create. Raises grpc.RpcError where it is refused."""
        request = provider_pb2.CreateRequest(urn=urn(token, name, stack), properties=to_wire(given), preview=preview)
        return self.stub.Create(request)

    def created(self, token: str, name: str, **given: Any) -> dict[str, Any]:
        """The outputs of a resource made in the resource group rg-one."""
        answered = self.create(token, name, {**IN_GROUP, **given})
        return {"id": answered.id, **from_wire(answered.properties)}

    def diff(self, token: str, old: Mapping[str, Any], new: Mapping[str, Any], made_id: str = "x") -> Any:
        """The answer to Diff."""
        return self.stub.Diff(
            provider_pb2.DiffRequest(id=made_id, urn=urn(token, "a"), old_inputs=to_wire(old), news=to_wire(new))
        )

    def delete(self, token: str, made_id: str) -> None:
        """Delete a resource. Raises grpc.RpcError where it is refused."""
        self.stub.Delete(provider_pb2.DeleteRequest(id=made_id, urn=urn(token, "a")))

    def invoke(self, token: str, **arguments: Any) -> Any:
        """The answer to Invoke."""
        return self.stub.Invoke(provider_pb2.InvokeRequest(tok=f"azure-native:{token}", args=to_wire(arguments)))


def connect(port: int, subscription_id: str | None = SUBSCRIPTION) -> tuple[Calls, grpc.Channel]:
    """A connection of its own, configured for a subscription."""
    # Without its own pool of connections two channels to one port would share one, as two engines never do.
    channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=[("grpc.use_local_subchannel_pool", 1)])
    stub = provider_pb2_grpc.ResourceProviderStub(channel)  # type: ignore[no-untyped-call]
    settings = {"subscriptionId": subscription_id, "tenantId": TENANT} if subscription_id else {}
    stub.Configure(provider_pb2.ConfigureRequest(args=to_wire(settings)))
    return Calls(stub), channel
