"""Every name that shared services give in Azure, with what it must be different in."""

from __future__ import annotations

from collections.abc import Iterator

from migration.model.architecture.name_kinds import NameKind
from migration.model.architecture.shared_services import (
    ApiGateway,
    FileExchange,
    MessageBus,
    SharedPart,
    SharedServices,
    Transfers,
    shared_endpoints,
    shared_parts,
)

EVERYWHERE = "azure"

KindNameSubjectWithin = tuple[NameKind, str, str, str]
"""A kind, a name, the id of what has it, and within what it must be different."""


def shared_names(shared: SharedServices | None) -> Iterator[KindNameSubjectWithin]:
    """The names, in the order of the file."""
    for part in shared_parts(shared):
        for endpoint in shared_endpoints(part):
            yield "private-endpoint", endpoint.name, part.id, part.resource_group
            yield "network-interface", endpoint.interface_name, part.id, part.resource_group
        yield from _part(part)
    if shared is not None and shared.page is not None:
        yield "workbook", shared.page.name, shared.page.id, shared.page.resource_group
    for one in shared.alerts if shared is not None else ():
        for alert in one.alerts:
            yield "metric-alert", alert.name, one.id, one.resource_group


def _part(part: SharedPart) -> Iterator[KindNameSubjectWithin]:
    if isinstance(part, ApiGateway):
        yield from _gateway(part)
    elif isinstance(part, MessageBus):
        yield from _bus(part)
    elif isinstance(part, FileExchange):
        yield from _exchange(part)
    elif isinstance(part, Transfers):
        yield "data-factory", part.name, part.id, EVERYWHERE
        yield "integration-runtime", part.runtime_name, part.id, part.id
        for one in part.pipelines:
            yield "pipeline", one.name, one.id, part.id


def _gateway(part: ApiGateway) -> Iterator[KindNameSubjectWithin]:
    yield "api-management", part.name, part.id, EVERYWHERE
    if part.insights is not None:
        yield "application-insights", part.insights.name, part.id, part.resource_group
        yield "gateway-logger", part.insights.logger, part.id, part.id
    for backend in part.backends:
        yield "gateway-backend", backend.name, backend.id, part.id
        if backend.named_value is not None:
            yield "named-value", backend.named_value, backend.id, part.id
    for api in part.apis:
        yield "gateway-api", api.name, api.id, part.id


def _bus(part: MessageBus) -> Iterator[KindNameSubjectWithin]:
    yield "service-bus", part.name, part.id, EVERYWHERE
    # Queues and topics of a namespace share their names.
    for queue in part.queues:
        yield "message-queue", queue.name, queue.id, part.id
    for topic in part.topics:
        yield "message-topic", topic.name, topic.id, part.id
        for reader in topic.readers:
            yield "message-subscription", reader.name, topic.id, topic.id


def _exchange(part: FileExchange) -> Iterator[KindNameSubjectWithin]:
    yield "storage-account", part.name, part.id, EVERYWHERE
    yield "managed-identity", part.identity_name, part.id, part.resource_group
    yield "system-topic", part.topic_name, part.id, part.resource_group
    for place in part.places:
        yield "blob-container", place.name, place.id, part.id
        yield "storage-queue", place.name, place.id, part.id
        yield "event-subscription", place.subscription, place.id, part.id
