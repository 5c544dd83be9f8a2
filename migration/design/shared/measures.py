"""What is measured of shared services, and from when on somebody is told.

Names of metrics and of their dimensions: the supported metrics of Azure Monitor (learn.microsoft.com, pages of Service
Bus, API Management, Data Factory, Event Grid and Azure Storage, read 2026-11-22). Thresholds and aggregations: where
`source` names a commit, the baseline alerts of Azure Monitor (services/*/*/alerts.yaml, read 2026-11-22); else
ours, and illustrative. Windows and severities are ours throughout: 1 means that something stands still, 2 that it soon
will or does in part, 3 that somebody should look.
"""

from __future__ import annotations

from typing import Literal

from safeio.values import value

_AMBA = "Azure/azure-monitor-baseline-alerts"
_OF_BUS = f"{_AMBA} 00370c55, ServiceBus/namespaces"
_OF_GATEWAY = f"{_AMBA} 21709c06, ApiManagement/service"
_OF_FACTORY = f"{_AMBA} 30ac748a, DataFactory/factories"
_OF_EVENTS = f"{_AMBA} 00370c55, EventGrid/systemTopics"
_OF_STORAGE = f"{_AMBA} 1015d4af, Storage/storageAccounts"
_OURS = "illustrative"

BUS = "Microsoft.ServiceBus/namespaces"
GATEWAY = "Microsoft.ApiManagement/service"
FACTORY = "Microsoft.DataFactory/factories"
EVENTS = "Microsoft.EventGrid/systemTopics"
ACCOUNT = "Microsoft.Storage/storageAccounts"
QUEUES = "Microsoft.Storage/storageAccounts/queueServices"
FILES = "Microsoft.Storage/storageAccounts/fileServices"

ENTITY, API, EVENT_SUBSCRIPTION, PIPELINE, RUNTIME = (
    "EntityName",
    "ApiId",
    "EventSubscriptionName",
    "Name",
    "IntegrationRuntimeName",
)
"""Dimensions by which a metric of a service is parted into that of one queue, API, subscription, pipeline, runtime."""


@value
class ServiceMeasure:
    """A metric of an Azure type (`kind`). `dimension` parts it, so that it is of one queue or API alone; `only` is a
    dimension and a value that narrow it further. A `threshold` of None follows from the size of what is measured."""

    name: str
    kind: str
    metric: str
    aggregation: Literal["Average", "Total"]
    operator: Literal["GreaterThan", "LessThan"] = "GreaterThan"
    threshold: int | None
    dimension: str | None
    only: tuple[str, str] | None = None
    severity: int
    window: str
    why: str
    source: str


def _count(
    name: str,
    kind: str,
    metric: str,
    severity: int,
    why: str,
    source: str,
    *,
    most: int = 0,
    by: str | None = None,
    only: tuple[str, str] | None = None,
) -> ServiceMeasure:
    """More than so many within five minutes."""
    return ServiceMeasure(
        name=name,
        kind=kind,
        metric=metric,
        aggregation="Total",
        threshold=most,
        dimension=by,
        only=only,
        severity=severity,
        window="PT5M",
        why=why,
        source=source,
    )


def _level(
    name: str,
    kind: str,
    metric: str,
    most: int | None,
    window: str,
    severity: int,
    why: str,
    source: str,
    *,
    by: str | None = None,
) -> ServiceMeasure:
    """More than so much on average."""
    return ServiceMeasure(
        name=name,
        kind=kind,
        metric=metric,
        aggregation="Average",
        threshold=most,
        dimension=by,
        severity=severity,
        window=window,
        why=why,
        source=source,
    )


def _least(
    name: str, kind: str, metric: str, least: int, severity: int, why: str, source: str, *, by: str | None = None
) -> ServiceMeasure:
    """Less than so much on average, for a quarter of an hour."""
    return ServiceMeasure(
        name=name,
        kind=kind,
        metric=metric,
        aggregation="Average",
        operator="LessThan",
        threshold=least,
        dimension=by,
        severity=severity,
        window="PT15M",
        why=why,
        source=source,
    )


OF_A_QUEUE = (
    _level("put-aside", BUS, "DeadletteredMessages", 0, "PT5M", 2, "Messages were put aside.", _OF_BUS, by=ENTITY),
    _level("waiting", BUS, "ActiveMessages", 100, "PT1H", 1, "Messages wait and nobody reads.", _OF_BUS, by=ENTITY),
    _level("filling-up", BUS, "Size", None, "PT15M", 1, "Soon nobody can send: it is nearly full.", _OURS, by=ENTITY),
)
"""Of each queue and topic. What is filled to FULL_PERCENT of its size is nearly full."""

OF_THE_BUS = (
    _count("server-errors", BUS, "ServerErrors", 1, "The message bus itself fails.", _OF_BUS),
    _count("throttled", BUS, "ThrottledRequests", 2, "The message bus turns senders or readers away.", _OF_BUS),
    _level("processor", BUS, "NamespaceCpuUsage", 85, "PT15M", 2, "The message bus is overloaded.", _OF_BUS),
    _level("memory", BUS, "NamespaceMemoryUsage", 80, "PT15M", 2, "The message bus runs out of memory.", _OF_BUS),
)

OF_AN_API = (
    _count(
        "failing",
        GATEWAY,
        "Requests",
        2,
        "Calls are answered with errors.",
        _OF_GATEWAY,
        most=1,
        by=API,
        only=("GatewayResponseCodeCategory", "5xx"),
    ),
    _level("slow", GATEWAY, "BackendDuration", 15_000, "PT15M", 2, "It answers too slowly.", _OF_GATEWAY, by=API),
)
"""`failing` takes the threshold of FailedRequests, in whose place Azure now wants errors counted by their category.
Durations are in milliseconds."""

OF_THE_GATEWAY = (_level("full", GATEWAY, "Capacity", 80, "PT15M", 2, "The gateway is nearly full.", _OF_GATEWAY),)

OF_AN_ARRIVAL = (
    _count(
        "not-told",
        EVENTS,
        "DeliveryAttemptFailCount",
        2,
        "A new file was not told to its reader at once.",
        _OF_EVENTS,
        by=EVENT_SUBSCRIPTION,
    ),
    _count(
        "lost",
        EVENTS,
        "DroppedEventCount",
        1,
        "A new file lies there and its reader will never be told.",
        _OURS,
        by=EVENT_SUBSCRIPTION,
    ),
)
"""Events that cannot be delivered are tried for a day and then dropped: they are not kept elsewhere, because the file
itself is."""

OF_THE_EXCHANGE = (
    _least("available", ACCOUNT, "Availability", 100, 1, "The exchange of files does not answer.", _OF_STORAGE),
    _level("waiting", QUEUES, "QueueMessageCount", 1000, "PT1H", 2, "Files wait, and nobody comes.", _OF_STORAGE),
)

OF_A_PIPELINE = (_count("failed", FACTORY, "PipelineFailedRuns", 1, "A run failed.", _OF_FACTORY, by=PIPELINE),)

OF_THE_FACTORY = (
    _count("not-started", FACTORY, "TriggerFailedRuns", 1, "A pipeline was not started when it was due.", _OF_FACTORY),
    _count("step-failed", FACTORY, "ActivityFailedRuns", 3, "A step of a pipeline failed.", _OF_FACTORY),
)

OF_THE_RUNTIME = (
    _least(
        "away",
        FACTORY,
        "IntegrationRuntimeAvailableNodeNumber",
        1,
        1,
        "The runtime at the site does not answer: nothing is carried.",
        _OF_FACTORY,
        by=RUNTIME,
    ),
)

OF_A_STORE = (
    _least("available", ACCOUNT, "Availability", 100, 1, "People cannot open their files.", _OF_STORAGE),
    _level("filling-up", FILES, "FileCapacity", None, "PT1H", 2, "Soon people cannot save their files.", _OURS),
)
"""Of each store of departments. Azure measures standard shares by account only, so one share may be full before."""

FULL_PERCENT = 80
"""What is filled so far of its size is nearly full. Illustrative."""
