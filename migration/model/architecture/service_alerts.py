"""Alerts on what all organisations share. Each says whose it is, so that whoever is woken knows whom to call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from safeio.values import value


@value
class MetricDimension:
    """Of a metric only what has one of these values in a dimension: one queue of a namespace. `*` stands for each."""

    name: str
    values: tuple[str, ...]


@value
class ServiceAlert:
    """An alert when a metric is above or below a threshold over `window` ("PT15M"). `metric_namespace` is the Azure
    type of what is measured. `severity` is 0 (worst) to 4. `why` is shown to whoever is told; `interface_ids` are those
    that stand still, and `source` says where the threshold is from, "illustrative" where it is ours."""

    name: str
    metric_namespace: str
    metric: str
    aggregation: Literal["Average", "Maximum", "Minimum", "Total"]
    operator: Literal["GreaterThan", "LessThan"]
    threshold: int
    dimensions: tuple[MetricDimension, ...] = ()
    severity: int
    window: str
    frequency: str
    interface_ids: tuple[str, ...] = ()
    why: str
    source: str


@value
class PartAlerts:
    """The alerts on one part of the shared services, or on one store of files: `part` is its id. They stand in its
    resource group and go to the action group of the stack that watches."""

    id: str
    part: str
    subscription_key: str
    resource_group: str
    alerts: tuple[ServiceAlert, ...]
    tags: Mapping[str, str]
