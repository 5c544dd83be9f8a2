"""Runs the program without an engine and keeps what it registers, as the engine would be told."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
from google.protobuf import json_format
from pulumi.runtime import mocks
from pulumi.runtime.config import set_all_config
from pulumi.runtime.settings import SETTINGS, set_root_resource
from pulumi.runtime.stack import run_in_stack

from migration.model.architecture import Architecture
from safeio.values import value
from stacks.landing_zone import build_landing_zone
from stacks.wave_stack import build_wave

PASSWORD_KEY = "cloud-unless:administrator-password"


@value
class Registered:
    """A resource as registered. `properties` are its inputs on the wire, where a secret is an envelope; `depends_on`
    are urns; `property_depends_on` gives for each property the urns its value comes from."""

    type: str
    name: str
    urn: str
    parent: str
    custom: bool
    protect: bool
    provider: str
    properties: Mapping[str, Any]
    outputs: Mapping[str, Any]
    depends_on: tuple[str, ...]
    property_depends_on: Mapping[str, tuple[str, ...]]
    ignore_changes: tuple[str, ...]


class _UnknownStack(grpc.RpcError):
    """How the engine answers a question about a stack that does not exist."""

    def code(self) -> grpc.StatusCode:
        """Nothing more precise."""
        return grpc.StatusCode.UNKNOWN

    def details(self) -> str:
        """What is wrong."""
        return str(self)


class _Cloud(mocks.Mocks):
    def __init__(self, given: Mapping[str, Any] | None) -> None:
        self._given = given

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        if args.typ == "pulumi:pulumi:StackReference":
            return args.name, {"name": args.name, "outputs": dict(self._given or {}), "secretOutputNames": []}
        return f"/fake/{args.typ}/{args.name}", {**args.inputs, **_computed(args.typ, args.inputs)}

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        if args.token == "azure-native:network:getSubnet":
            return {"id": f"/fake/{args.args['virtualNetworkName']}/{args.args['subnetName']}"}, []
        assert args.token == "pulumi:pulumi:readStackOutputs", f"the program asks the cloud for {args.token}"
        if self._given is None:
            raise _UnknownStack(f"unknown stack {args.args['name']}")
        return {"name": args.args["name"], "outputs": dict(self._given)}, []


_NAMED_BY = {
    "Api": "apiId",
    "ApiManagementService": "serviceName",
    "Database": "databaseName",
    "Factory": "factoryName",
    "FirewallPolicy": "firewallPolicyName",
    "Namespace": "namespaceName",
    "PrivateEndpoint": "privateEndpointName",
    "PrivateZone": "privateZoneName",
    "Queue": "queueName",
    "ResourceGroup": "resourceGroupName",
    "Server": "serverName",
    "StorageAccount": "accountName",
    "SystemTopic": "systemTopicName",
    "Topic": "topicName",
    "Vault": "vaultName",
    "VirtualMachine": "vmName",
    "VirtualNetwork": "virtualNetworkName",
}


def _computed(token: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What the cloud would add and the program reads."""
    argument = _NAMED_BY.get(token.rpartition(":")[2])
    found: dict[str, Any] = {"name": inputs[argument]} if argument in inputs else {}
    if isinstance(inputs.get("identity"), Mapping):
        found["identity"] = _identity(inputs["identity"])
    if token == "azure-native:subscription:Alias":
        found["properties"] = {**inputs["properties"], "subscriptionId": "the subscription that was made"}
    if token == "azure-native:apimanagement:ApiManagementService":
        found["privateIPAddresses"] = ["10.64.8.36"]
    if token == "azure-native:applicationinsights:Component":
        found["connectionString"] = "the connection string"
    if token == "azure-native:keyvault:Vault":
        found["properties"] = {**inputs["properties"], "vaultUri": "https://fake.vault.azure.net/"}
    return found


def _identity(given: Mapping[str, Any]) -> dict[str, Any]:
    """Who it is, and identities made by people by their ids, as the cloud answers."""
    found = {**given, "principalId": "the principal"} if given.get("type") == "SystemAssigned" else dict(given)
    made_by_people = found.get("userAssignedIdentities")
    if isinstance(made_by_people, list):
        found["userAssignedIdentities"] = {one: {} for one in made_by_people}
    return found


class _Monitor(mocks.MockMonitor):
    def __init__(self, cloud: _Cloud) -> None:
        super().__init__(cloud)
        self.registered: list[Registered] = []
        self.exported: dict[str, Any] = {}

    def RegisterResource(self, request: Any) -> Any:
        answer = super().RegisterResource(request)
        if request.type != "pulumi:pulumi:Stack":
            self.registered.append(
                Registered(
                    type=request.type,
                    name=request.name,
                    urn=answer.urn,
                    parent=request.parent,
                    custom=request.custom,
                    protect=request.protect,
                    provider=request.provider,
                    properties=json_format.MessageToDict(request.object),
                    outputs=json_format.MessageToDict(answer.object),
                    depends_on=tuple(sorted(request.dependencies)),
                    property_depends_on={
                        key: tuple(sorted(one.urns)) for key, one in request.propertyDependencies.items()
                    },
                    ignore_changes=tuple(request.ignoreChanges),
                )
            )
        return answer

    def RegisterResourceOutputs(self, request: Any) -> Any:
        if request.urn.split("::")[2] == "pulumi:pulumi:Stack":
            self.exported = json_format.MessageToDict(request.outputs)
        return super().RegisterResourceOutputs(request)


@value
class Built:
    """What a run registered, and the outputs of its stack."""

    resources: tuple[Registered, ...]
    outputs: Mapping[str, Any]

    def of_type(self, token: str) -> tuple[Registered, ...]:
        """The resources of a type without "azure-native:", in the order of registration."""
        return tuple(one for one in self.resources if one.type == f"azure-native:{token}")

    def azure(self) -> tuple[Registered, ...]:
        """What stands in Azure: neither components nor providers."""
        return tuple(one for one in self.resources if one.type.startswith("azure-native:"))

    def components(self) -> tuple[Registered, ...]:
        """Our own components."""
        return tuple(one for one in self.resources if one.type.startswith("cloud-unless:"))

    def named(self, name: str) -> Registered:
        """The one resource with this Pulumi name."""
        (found,) = [one for one in self.resources if one.name == name]
        return found


def run_program(
    program: Callable[[], None],
    stack: str,
    config: Mapping[str, str] | None = None,
    secret_keys: tuple[str, ...] = (),
    given: Mapping[str, Any] | None = None,
    preview: bool = False,
) -> Built:
    """Run a program as the engine would. `given` are the outputs of the landing zone's stack, None where there is no
    such stack."""
    cloud = _Cloud(given)
    hook = sys.excepthook
    monitor = _Monitor(cloud)
    set_all_config(dict(config or {}), list(secret_keys))
    # The mocks give every thread that answers an event loop and leave it open: these are made here, and closed.
    loops: list[asyncio.AbstractEventLoop] = []
    loop = _new_loop(loops)
    loop.set_default_executor(ThreadPoolExecutor(max_workers=4, initializer=_new_loop, initargs=(loops,)))
    try:
        mocks.set_mocks(
            cloud, project="cloud-unless", stack=stack, preview=preview, monitor=monitor, organization="organization"
        )
        set_root_resource(None)  # type: ignore[arg-type]  # the run makes its own root, whose outputs we want
        loop.run_until_complete(run_in_stack(program))
    finally:
        sys.excepthook = hook  # the program sets one of its own
        _forget_what_is_left(loop)
        loop.run_until_complete(loop.shutdown_default_executor())
        for one in loops:
            one.close()
        asyncio.set_event_loop(None)
    # In an order of our own: the program registers several at a time.
    found = sorted(monitor.registered, key=lambda one: one.urn)
    return Built(resources=tuple(found), outputs=monitor.exported)


def _forget_what_is_left(loop: asyncio.AbstractEventLoop) -> None:
    """A run that was refused leaves work behind, which the next one would wait for."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    SETTINGS.rpc_manager.clear()
    SETTINGS.outputs.clear()


def _new_loop(loops: list[asyncio.AbstractEventLoop]) -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loops.append(loop)
    return loop


def build_landing_zone_stack(architecture: Architecture) -> Built:
    """The landing zone as registered."""
    return run_program(lambda: build_landing_zone(architecture, architecture.stacks[0]), "landing-zone")


def build_wave_stack(architecture: Architecture, given: Mapping[str, Any], password: str = "a password") -> Built:
    """The wave as registered, with a password for Windows machines."""
    stack = architecture.stacks[1]
    config = {PASSWORD_KEY: password}
    return run_program(lambda: build_wave(architecture, stack), stack.name, config, (PASSWORD_KEY,), given)
