"""The gRPC service that the Pulumi engine takes for the azure-native provider."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from stacks.rehearsal import operations
from stacks.rehearsal.azure import Azure
from stacks.rehearsal.chosen_names import with_chosen_name
from stacks.rehearsal.differences import differences
from stacks.rehearsal.failures import Told, made_and_failed
from stacks.rehearsal.invokes import Unanswerable, answer
from stacks.rehearsal.made import NO_SUBSCRIPTION
from stacks.rehearsal.operations import Refused
from stacks.rehearsal.other_provider import OtherProvider
from stacks.rehearsal.refreshing import standing_inputs, standing_outputs
from stacks.rehearsal.refusals import Account, Resource, refusals
from stacks.rehearsal.resource_ids import resource_id
from stacks.rehearsal.troubles import CONFLICT, Operation
from stacks.rehearsal.value_check import Refusal
from stacks.rehearsal.view import View
from stacks.rehearsal.wire import bare, from_wire, to_wire

_THREADS = 8
_MESSAGE_BYTES = 400 * 1024 * 1024  # as the engine itself allows
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True)
class Server:
    """Providers that listen for one run of the engine. `port` is that of azure-native, and `address` what
    PULUMI_DEBUG_PROVIDERS wants of them all: "azure-native:PORT,random:PORT"."""

    port: int
    address: str
    stop: Callable[[], None]


def serve(state: Azure, others: Sequence[str] = (), on_use: Callable[[str], None] = lambda _package: None) -> Server:
    """Listen on free ports of this machine only, for one run of the engine over this Azure. `others` are further
    packages whose providers are simulated, and `on_use` is told which of them is used. Raises OSError when no port can
    be had."""
    listening = [("azure-native", *_listening(Provider(View(state))))]
    listening += [(package, *_listening(OtherProvider(package, on_use))) for package in others]

    def stop() -> None:
        for ended in [server.stop(grace=None) for _, server, _ in listening]:
            ended.wait()

    address = ",".join(f"{package}:{port}" for package, _, port in listening)
    return Server(listening[0][2], address, stop)


def _listening(provider: provider_pb2_grpc.ResourceProviderServicer) -> tuple[grpc.Server, int]:
    options = [("grpc.max_receive_message_length", _MESSAGE_BYTES), ("grpc.max_send_message_length", _MESSAGE_BYTES)]
    server = grpc.server(ThreadPoolExecutor(_THREADS, "rehearsal"), interceptors=[Told()], options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(provider, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    return server, port


class Provider(provider_pb2_grpc.ResourceProviderServicer):
    """One run's provider. The engine makes a connection for each provider resource of the program; the connection
    tells whose subscription a request is for, since the request itself does not."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._accounts: dict[str, Account] = {}

    def Handshake(self, _request: Any, _context: Any) -> Any:
        """Secrets may come marked as such; other resources come by their ids."""
        return provider_pb2.ProviderHandshakeResponse(accept_secrets=True, supports_autonaming_configuration=True)

    def Attach(self, _request: Any, _context: Any) -> Any:
        """The engine says where it listens; nothing is asked of it."""
        return Empty()

    def GetPluginInfo(self, _request: Any, _context: Any) -> Any:
        """The version of the installed SDK, since that is what is rehearsed."""
        return plugin_pb2.PluginInfo(version=version("pulumi-azure-native"))

    def GetSchema(self, _request: Any, _context: Any) -> Any:
        """The types come from the SDK, so the schema is empty."""
        return provider_pb2.GetSchemaResponse(schema='{"name": "azure-native", "resources": {}}')

    def CheckConfig(self, request: Any, _context: Any) -> Any:
        """Whether a provider's own settings can be."""
        answered = provider_pb2.CheckResponse(inputs=request.news)
        for name in ("subscriptionId", "tenantId"):
            found = bare(from_wire(request.news)).get(name)
            if isinstance(found, str) and not _GUID.fullmatch(found):
                answered.failures.add(property=name, reason="must be a GUID")
        return answered

    def DiffConfig(self, request: Any, _context: Any) -> Any:
        """Another subscription or tenant makes everything anew."""
        old, new = bare(from_wire(request.old_inputs)), bare(from_wire(request.news))
        moved = [name for name in ("subscriptionId", "tenantId") if old.get(name) != new.get(name)]
        return provider_pb2.DiffResponse(replaces=moved, changes=_changes(bool(moved) or old != new))

    def Configure(self, request: Any, context: Any) -> Any:
        """Whom the requests on this connection are for."""
        given = bare(from_wire(request.args))
        self._accounts[context.peer()] = Account(
            subscription_id=_text(given.get("subscriptionId")) or NO_SUBSCRIPTION,
            tenant_id=_text(given.get("tenantId")) or NO_SUBSCRIPTION,
            location=_text(given.get("location")),
        )
        return provider_pb2.ConfigureResponse(
            acceptSecrets=True, supportsPreview=True, supports_autonaming_configuration=True
        )

    def Check(self, request: Any, context: Any) -> Any:
        """What Azure would refuse in the arguments of a resource."""
        old, account = from_wire(request.olds), self._account(context)
        new, nameless = with_chosen_name(_token(request.urn), from_wire(request.news), old, request)
        resource = Resource(_token(request.urn), request.urn, new, exists=bool(old))
        inputs = operations.completed(resource, account, self._view, old)
        resource = Resource(resource.token, resource.urn, inputs, resource.exists)
        answered = provider_pb2.CheckResponse(inputs=to_wire(inputs))
        with self._view.lock:
            for one in (*nameless, *refusals(resource, account, self._view)):
                answered.failures.add(property=one.property, reason=one.reason)
        return answered

    def Diff(self, request: Any, context: Any) -> Any:
        """What a change of arguments means."""
        token, old, new = _token(request.urn), from_wire(request.old_inputs), from_wire(request.news)
        resource = Resource(token, request.urn, new, exists=True)
        if operations.adopted(request.id, resource, self._account(context), self._view):
            return provider_pb2.DiffResponse(changes=_changes(False))
        found = [one for one in differences(token, old, new) if one.path not in request.ignoreChanges]
        answered = provider_pb2.DiffResponse(changes=_changes(bool(found)), hasDetailedDiff=True)
        for one in found:
            kind = f"{one.change}_replace" if one.replaces else one.change
            answered.detailedDiff[one.path].kind = provider_pb2.PropertyDiff.Kind.Value(kind.upper())
            answered.detailedDiff[one.path].inputDiff = True
        answered.replaces.extend(one.path for one in found if one.replaces)
        if answered.replaces:
            subscription_id = self._account(context).subscription_id
            made_id = resource_id(token, request.urn, new, subscription_id)
            # A resource cannot stand beside its successor under one id.
            answered.deleteBeforeReplace = made_id is None or made_id.casefold() == request.id.casefold()
        return answered

    def Create(self, request: Any, context: Any) -> Any:
        """Make a resource, or announce it in a preview."""
        resource = Resource(_token(request.urn), request.urn, from_wire(request.properties))
        account, troubles = self._account(context), self._view.azure.troubles
        if request.preview:
            _, said = operations.create(resource, account, self._view, preview=True)
            return provider_pb2.CreateResponse(properties=to_wire(said))
        with self._under_way("create", request.urn, request.urn):
            new_id, said = operations.create(resource, account, self._view, preview=False)
            reason = troubles.meet_afterwards("create", resource.token, request.urn)
            if reason is not None:
                made_and_failed(context, str(new_id), to_wire(said), request.properties, reason)
        return provider_pb2.CreateResponse(id=str(new_id), properties=to_wire(said))

    def Update(self, request: Any, context: Any) -> Any:
        """Change a resource in place."""
        resource = Resource(_token(request.urn), request.urn, from_wire(request.news), exists=True)
        with nullcontext() if request.preview else self._under_way("update", request.id, request.urn):
            said = operations.update(request.id, resource, self._account(context), self._view, request.preview)
        return provider_pb2.UpdateResponse(properties=to_wire(said))

    def Delete(self, request: Any, _context: Any) -> Any:
        """Take a resource away."""
        with self._under_way("delete", request.id, request.urn):
            operations.delete(request.id, self._view)
        return Empty()

    def Read(self, request: Any, context: Any) -> Any:
        """A resource as it stands; without an id where it is gone. What a program names by its id alone, and did not
        make, may be there from before."""
        found = self._view.azure.find(request.id)
        if found is None and self._view.azure.assumes and not request.properties.fields:
            found = operations.assumed(_token(request.urn), request.id, {}, self._account(context), self._view)
        if found is None:
            return provider_pb2.ReadResponse()
        same = self._view.azure.is_same
        inputs = standing_inputs(found, from_wire(request.inputs), same)
        said = standing_outputs(found, from_wire(request.properties), same)
        return provider_pb2.ReadResponse(id=found.id, properties=to_wire(said), inputs=to_wire(inputs))

    def Invoke(self, request: Any, context: Any) -> Any:
        """A question of the program."""
        answered = provider_pb2.InvokeResponse()
        try:
            found = answer(request.tok, bare(from_wire(request.args)), self._account(context), self._view)
        except Unanswerable as unanswerable:
            answered.failures.add(reason=str(unanswerable))
            return answered
        getattr(answered, "return").CopyFrom(to_wire(found))
        return answered

    def Cancel(self, _request: Any, _context: Any) -> Any:
        """Nothing takes long enough to be cut short."""
        return Empty()

    @contextmanager
    def _under_way(self, operation: Operation, target: str, urn: str) -> Iterator[None]:
        """An operation while it lasts, after what is planned to go wrong. Raises Refused."""
        azure = self._view.azure
        with azure.under_way(operation, target) as free:
            reason = azure.troubles.meet(operation, _token(urn), urn) if free else CONFLICT
            if reason is not None:
                raise Refused((Refusal("", reason),))
            yield

    def _account(self, context: Any) -> Account:
        return self._accounts.get(context.peer(), Account(NO_SUBSCRIPTION, NO_SUBSCRIPTION))


def _token(urn: str) -> str:
    """The type in a urn, without the types of the components it stands in."""
    return urn.split("::")[2].rpartition("$")[2]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _changes(some: bool) -> Any:
    kinds = provider_pb2.DiffResponse.DiffChanges
    return kinds.Value("DIFF_SOME" if some else "DIFF_NONE")
