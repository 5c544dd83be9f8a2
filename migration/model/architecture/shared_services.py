"""What all organisations share beside the landing zone: the integration platform, and which interface uses what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from migration.model.architecture.interface_page import InterfacePage
from migration.model.architecture.network import PrivateEndpoint, SubnetPlace
from migration.model.architecture.service_alerts import PartAlerts
from safeio.values import value

Service = Literal["gateway", "bus", "exchange", "transfers"]


@value
class Backend:
    """Where the gateway finds an application. `secret` is the name of the secret in the shared key vault that it shows
    there, and `named_value` what the gateway calls it; both are None where it shows none."""

    id: str
    name: str
    application_id: str
    url: str
    secret: str | None = None
    named_value: str | None = None


@value
class GatewayApi:
    """An API as callers find it at the gateway. `path` follows the gateway's own address; `backend` is an id."""

    id: str
    name: str
    display_name: str
    path: str
    backend: str
    interface_ids: tuple[str, ...]


@value
class GatewayInsights:
    """The Application Insights component (`name`) that gets what the gateway measures of `sampling_percent` of the
    calls, and of each that fails. `logger` is what the gateway calls it, and `right` the name of the gateway's right to
    write there. It stands in the gateway's resource group and keeps everything in the central workspace."""

    name: str
    logger: str
    sampling_percent: int
    right: str


@value
class ApiGateway:
    """API Management inside the network. `private_zone` is the private DNS zone with its own name, so that nobody looks
    for it on the internet. `key_vault` is the id of the shared key vault, and `secrets_right` the name of the gateway's
    right to read secrets there, None where no backend asks for one. `publisher` and `contact` are shown to callers.
    Without `insights` nothing is measured of a single call."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    tier: str
    units: int
    place: SubnetPlace
    publisher: str
    contact: str
    private_zone: str
    backends: tuple[Backend, ...]
    apis: tuple[GatewayApi, ...]
    key_vault: str | None = None
    secrets_right: str | None = None
    insights: GatewayInsights | None = None
    why: str
    tags: Mapping[str, str]


@value
class MessageQueue:
    """A queue with one sender and one reader, which are ids of applications."""

    id: str
    name: str
    sender: str
    reader: str
    interface_ids: tuple[str, ...]


@value
class Reader:
    """A subscription of a topic: the copy of each message that one application (its id) reads."""

    name: str
    application_id: str


@value
class MessageTopic:
    """A topic by which one application tells the same to several."""

    id: str
    name: str
    sender: str
    readers: tuple[Reader, ...]
    interface_ids: tuple[str, ...]


@value
class MessageBus:
    """A Service Bus namespace that only its private endpoint reaches. `units` are messaging units; messages are kept
    for `keep_days`, and put aside after that or after `tries` attempts. Each queue and topic holds `size_mib` at most;
    None: what Azure gives it."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    tier: str
    units: int
    keep_days: int
    tries: int
    size_mib: int | None = None
    endpoint: PrivateEndpoint
    queues: tuple[MessageQueue, ...]
    topics: tuple[MessageTopic, ...]
    why: str
    tags: Mapping[str, str]


@value
class ArrivalPlace:
    """Where the files of an interface are put down. The container and the queue that tells of each new file have the
    same name; `subscription` is the name of the event subscription between them."""

    id: str
    name: str
    subscription: str
    sender: str
    reader: str
    interface_ids: tuple[str, ...]


@value
class FileExchange:
    """A storage account in which applications put down files for each other, and the Event Grid topic that tells of
    them: the identity called `identity_name`, whose right to write to the queues is named `queue_right`. `sku` is the
    account's replication."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    sku: str
    soft_delete_days: int
    endpoint: PrivateEndpoint
    queue_endpoint: PrivateEndpoint
    topic_name: str
    identity_name: str
    queue_right: str
    places: tuple[ArrivalPlace, ...]
    why: str
    tags: Mapping[str, str]


@value
class Transfer:
    """The pipeline of an interface, without steps: people fill it in when the interface is moved. `sender` and `reader`
    are ids of applications."""

    id: str
    name: str
    sender: str
    reader: str
    interface_ids: tuple[str, ...]
    description: str


@value
class Transfers:
    """A Data Factory, and the runtime that people install on a machine at the site: it reaches what is on premise."""

    id: str
    name: str
    subscription_key: str
    resource_group: str
    region: str
    runtime_name: str
    endpoint: PrivateEndpoint
    portal_endpoint: PrivateEndpoint
    pipelines: tuple[Transfer, ...]
    why: str
    tags: Mapping[str, str]


@value
class InterfaceAnswer:
    """How an interface of the estate goes on. `service` is what it uses here, None: nothing."""

    interface_id: str
    service: Service | None
    why: str


@value
class SharedServices:
    """All of the stack of shared services but the stores of files, which are workloads of it. `users` are the ids of
    the applications that use it: their waves come after it. `alerts` are empty where nobody watches; `page` is
    None where only files of departments are kept."""

    stack: str
    gateway: ApiGateway | None
    bus: MessageBus | None
    exchange: FileExchange | None
    transfers: Transfers | None
    users: tuple[str, ...]
    answers: tuple[InterfaceAnswer, ...]
    alerts: tuple[PartAlerts, ...] = ()
    page: InterfacePage | None = None


SharedPart = ApiGateway | MessageBus | FileExchange | Transfers
"""What stands in a resource group of the stack."""


def shared_parts(shared: SharedServices | None) -> tuple[SharedPart, ...]:
    """Everything of the shared services that is built, in the order of the file."""
    if shared is None:
        return ()
    found = (shared.gateway, shared.bus, shared.exchange, shared.transfers)
    return tuple(one for one in found if one is not None)


def shared_endpoints(one: SharedPart) -> tuple[PrivateEndpoint, ...]:
    """The private endpoints of a part. The gateway has none: it stands in a subnet itself."""
    if isinstance(one, MessageBus):
        return (one.endpoint,)
    if isinstance(one, FileExchange):
        return (one.endpoint, one.queue_endpoint)
    return (one.endpoint, one.portal_endpoint) if isinstance(one, Transfers) else ()
