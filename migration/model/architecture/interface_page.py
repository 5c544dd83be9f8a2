"""A page in the portal that shows the interfaces: how often each was used, how often it failed, and when last not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from safeio.values import value


@value
class LogTable:
    """A table of what the logs of the workspace say. `query` is in Kusto, the language of the workspace."""

    title: str
    query: str


@value
class ShownMetric:
    """A metric, and whether it is shown as an average or as a sum."""

    name: str
    aggregation: Literal["Average", "Total"]


@value
class MetricTable:
    """A table of metrics of a part of the shared services (its id), with a row for each value of a dimension."""

    title: str
    part: str
    metric_namespace: str
    metrics: tuple[ShownMetric, ...]
    dimension: str


@value
class InterfacePage:
    """The page: a workbook called `title`, whose name in Azure (`name`) is a GUID. It shows the last `days`."""

    id: str
    name: str
    title: str
    subscription_key: str
    resource_group: str
    region: str
    introduction: str
    days: int
    logs: tuple[LogTable, ...]
    metrics: tuple[MetricTable, ...]
    tags: Mapping[str, str]
