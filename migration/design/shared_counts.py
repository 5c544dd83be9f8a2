"""How many Azure resources the shared services become, without their resource groups and their stores of files."""

from __future__ import annotations

from migration.model.architecture import ApiGateway, FileExchange, MessageBus, SharedServices, Transfers
from migration.model.architecture.shared_services import SharedPart, shared_parts


def shared_resources(shared: SharedServices) -> int:
    """The resources of all parts."""
    return sum(_part(one) for one in shared_parts(shared))


def _part(one: SharedPart) -> int:
    if isinstance(one, ApiGateway):
        return _gateway(one)
    if isinstance(one, MessageBus):
        return 4 + len(one.queues) + sum(1 + len(topic.readers) for topic in one.topics)
    if isinstance(one, FileExchange):
        return 11 + 3 * len(one.places)
    assert isinstance(one, Transfers)
    return 7 + len(one.pipelines)


def _gateway(one: ApiGateway) -> int:
    secrets = sum(backend.named_value is not None for backend in one.backends)
    return 3 + (one.secrets_right is not None) + secrets + len(one.backends) + 2 * len(one.apis)
