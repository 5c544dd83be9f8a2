"""How many Azure resources the shared services become, without their resource groups and their stores of files."""

from __future__ import annotations

from migration.model.architecture import ApiGateway, FileExchange, MessageBus, SharedServices, Transfers
from migration.model.architecture.shared_services import SharedPart, shared_parts


def shared_resources(shared: SharedServices) -> int:
    """The resources of all parts, the page that shows them, and the alerts on them and on the stores of files."""
    alerts = sum(len(one.alerts) for one in shared.alerts)
    return sum(_part(one) for one in shared_parts(shared)) + alerts + (shared.page is not None)


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
    measured = 4 if one.insights is not None else 0
    return 3 + measured + (one.secrets_right is not None) + secrets + len(one.backends) + 2 * len(one.apis)
