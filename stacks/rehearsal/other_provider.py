"""The gRPC service that stands for a provider other than azure-native: `random`, `tls`, `azuread`, and any at all.

What these three and the older `azure` make is made up by rules of their own. Resources of any other provider are taken
as they are: their arguments are not checked, and come back as outputs, with a few more that programs read. Nothing is
run or made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc, resource_pb2, resource_pb2_grpc

from stacks.rehearsal.classic_values import classic_answer, classic_values
from stacks.rehearsal.directory_values import directory_answer, directory_values
from stacks.rehearsal.key_values import key_values
from stacks.rehearsal.kubernetes_values import kubernetes_answer, kubernetes_values
from stacks.rehearsal.made_up import MADE_UP
from stacks.rehearsal.random_values import Values, random_values
from stacks.rehearsal.resource_ids import guid
from stacks.rehearsal.wire import UNKNOWN, bare, from_wire, holds_unknown, to_wire

_TENANT = "00000000-0000-0000-0000-000000000000"
_MADE_ANEW = frozenset({"random", "tls"})
"""Providers whose resources cannot change: another argument makes another resource."""


class OtherProvider(provider_pb2_grpc.ResourceProviderServicer):
    """The provider of one package in one run. `on_use` is told its name when a program makes or asks anything of it."""

    def __init__(self, package: str, on_use: Callable[[str], None]) -> None:
        self._package = package
        self._on_use = on_use

    def Handshake(self, _request: Any, _context: Any) -> Any:
        """Secrets may come marked as such."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True)

    def Attach(self, _request: Any, _context: Any) -> Any:
        """Nothing is asked of the engine."""
        return Empty()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """Any version will do."""
        return plugin_pb2.PluginInfo()

    def GetSchema(self, _request: Any, _context: Any) -> Any:
        """What types there are is not known."""
        return provider_pb2.GetSchemaResponse(schema=f'{{"name": "{self._package}", "resources": {{}}}}')

    def CheckConfig(self, request: Any, _context: Any) -> Any:
        """Any settings will do."""
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, _request: Any, _context: Any) -> Any:
        """Other settings make nothing anew."""
        return provider_pb2.DiffResponse()

    def Configure(self, _request: Any, _context: Any) -> Any:
        """Nothing is configured."""
        return provider_pb2.ConfigureResponse(acceptSecrets=True, supportsPreview=True)

    def Check(self, request: Any, _context: Any) -> Any:
        """Nothing is refused."""
        self._on_use(self._package)
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request: Any, _context: Any) -> Any:
        """Which arguments are others."""
        old, new = bare(from_wire(request.old_inputs)), bare(from_wire(request.news))
        changed = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
        kinds = provider_pb2.DiffResponse.DiffChanges
        said = kinds.Value("DIFF_SOME" if changed else "DIFF_NONE")
        replaces = changed if self._package in _MADE_ANEW else []
        return provider_pb2.DiffResponse(changes=said, diffs=changed, replaces=replaces)

    def Create(self, request: Any, _context: Any) -> Any:
        """Make a resource up. A preview knows its arguments, and nothing else."""
        inputs = from_wire(request.properties)
        if request.preview:
            return provider_pb2.CreateResponse(properties=to_wire(inputs))
        made_id, more = values(self._package, request.urn, inputs)
        return provider_pb2.CreateResponse(id=made_id, properties=to_wire({**inputs, **more}))

    def Update(self, request: Any, _context: Any) -> Any:
        """Change a resource in place."""
        inputs = from_wire(request.news)
        more = {} if request.preview else values(self._package, request.urn, inputs)[1]
        return provider_pb2.UpdateResponse(properties=to_wire({**inputs, **more}))

    def Delete(self, _request: Any, _context: Any) -> Any:
        """Nothing is there to go."""
        return Empty()

    def Read(self, request: Any, _context: Any) -> Any:
        """Whatever is asked for is there, as it is on record."""
        return provider_pb2.ReadResponse(id=request.id, properties=request.properties, inputs=request.inputs)

    def Invoke(self, request: Any, _context: Any) -> Any:
        """What is asked, with an id: nothing is looked up."""
        self._on_use(self._package)
        asked = bare(from_wire(request.args))
        question = request.tok.rpartition(":")[2]
        answered = provider_pb2.InvokeResponse()
        if self._package == "azuread":
            found = directory_answer(question, asked, _TENANT)
        elif self._package == "kubernetes":
            found = kubernetes_answer(asked)
        elif self._package == "azure":
            found = classic_answer(request.tok.split(":")[1], asked, _TENANT)
        else:
            found = {"id": guid(f"{request.tok}#{sorted(asked.items(), key=str)}"), **asked}
        getattr(answered, "return").CopyFrom(to_wire(found))
        return answered

    def Construct(self, request: Any, _context: Any) -> Any:
        """A component of the package: it stands there alone, since what it is made of is not known."""
        self._on_use(self._package)
        inputs = request.inputs
        with grpc.insecure_channel(request.monitorEndpoint) as channel:
            monitor: Any = resource_pb2_grpc.ResourceMonitorStub(channel)
            registered = monitor.RegisterResource(
                resource_pb2.RegisterResourceRequest(
                    type=request.type, name=request.name, parent=request.parent, object=inputs, acceptSecrets=True
                )
            )
            monitor.RegisterResourceOutputs(
                resource_pb2.RegisterResourceOutputsRequest(urn=registered.urn, outputs=inputs)
            )
        return provider_pb2.ConstructResponse(urn=registered.urn, state=inputs)

    def Cancel(self, _request: Any, _context: Any) -> Any:
        """Nothing takes long enough to be cut short."""
        return Empty()


def values(package: str, urn: str, inputs: Mapping[str, Any]) -> Values:
    """The id of a resource of another provider, and its outputs besides its arguments: the same for the same urn and
    arguments."""
    name = urn.split("::")[2].rpartition(":")[2]
    plain = bare(dict(inputs))
    # The stack and the project stay out: programs are rehearsed under another name than they are built.
    seed = "::".join(urn.split("::")[2:])
    if package == "random":
        seed = f"{sorted(plain.items(), key=str)}::{seed}" if not holds_unknown(plain) else seed
        return random_values(name, seed, plain) or _anything(name, seed, plain)
    if package == "tls":
        return key_values(name, seed, plain) or _anything(name, seed, plain)
    if package == "azuread":
        return directory_values(name, seed, inputs)
    if package == "kubernetes":
        return kubernetes_values(name, seed, plain)
    if package == "azure":
        _, more = _anything(name, seed, plain)
        made_id, known = classic_values(urn.split("::")[2].split(":")[-2], seed, {**plain, **more})
        return made_id, {**more, **known}
    return _anything(name, seed, plain)


def _anything(name: str, seed: str, inputs: Mapping[str, Any]) -> Values:
    digest = f"sha256:{hashlib.sha256(seed.encode()).hexdigest()}"
    # A resource without a name gets its Pulumi name and some digits. Source: AutoName of
    # pulumi-terraform-bridge (Apache-2.0), which most of these providers are made with; read 2026-11-23.
    more: dict[str, Any] = {"name": f"{seed.rpartition('::')[2]}-{digest[-7:]}"}
    if name.endswith("Image"):
        image = inputs.get("imageName") or next(iter(inputs.get("tags") or ()), None) or inputs.get("name") or MADE_UP
        image = MADE_UP if image is UNKNOWN else image
        of_content = {"digest": digest, "ref": f"{image}@{digest}", "repoDigest": f"{image}@{digest}"}
        more |= {"imageId": digest, "imageName": image, "baseImageName": image, **of_content}
    if name == "Command":
        more |= {"stdout": MADE_UP, "stderr": ""}
    return guid(seed), {key: value for key, value in more.items() if inputs.get(key) is None}
