"""The page of interfaces in the portal: a workbook over the workspace's logs and the metrics of each service."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pulumi
from pulumi_azure_native import applicationinsights

from migration.model.architecture import InterfacePage as Decided
from migration.model.architecture import LogTable, MetricTable
from stacks.components.service_alerts import Watched
from stacks.components.shared_ground import SharedGround

AGGREGATIONS = {"Total": 1, "Average": 4}
"""How workbooks write them. Source, with the rest of the format: workbooks in public repositories (Notebook/1.0, items
of the types 1, 3 and 10), read 2026-11-22."""

_DAY = 24 * 60 * 60 * 1000
_TEXT, _LOGS, _METRICS = 1, 3, 10


class InterfacePage(pulumi.ComponentResource):
    """The page. Makes 1 resource."""

    def __init__(self, page: Decided, watched: Mapping[str, Watched], ground: SharedGround) -> None:
        options = pulumi.ResourceOptions(provider=ground.provider)
        super().__init__("cloud-unless:shared-services:InterfacePage", page.id, None, options)
        workspace = pulumi.Output.from_input(ground.target.workspace_id)
        ids = [watched[one.part][one.metric_namespace] for one in page.metrics]
        applicationinsights.Workbook(
            f"{page.id}-page",
            resource_name_=page.name,
            resource_group_name=ground.groups[page.resource_group],
            location=page.region,
            kind=applicationinsights.WorkbookSharedTypeKind.SHARED,
            category="workbook",
            display_name=page.title,
            source_id=workspace,
            serialized_data=pulumi.Output.all(workspace, *ids).apply(lambda found: written(page, found[0], found[1:])),
            tags=page.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})


def written(page: Decided, workspace_id: str, ids: list[str]) -> str:
    """The page as Azure keeps it. `ids` are those of what the metrics are of, in their order. The same page gives the
    same bytes."""
    items = [{"type": _TEXT, "content": {"json": f"# {page.title}\n\n{page.introduction}"}, "name": "introduction"}]
    items += _tables(page, workspace_id, ids)
    found = {"version": "Notebook/1.0", "items": items, "fallbackResourceIds": [workspace_id]}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _tables(page: Decided, workspace_id: str, ids: list[str]) -> Iterator[dict[str, Any]]:
    time = {"durationMs": page.days * _DAY}
    for number, table in enumerate(page.logs, 1):
        content = _logs(table, workspace_id) | {"timeContext": time}
        yield {"type": _LOGS, "content": content, "name": f"logs-{number}"}
    for number, (shown, resource_id) in enumerate(zip(page.metrics, ids, strict=True), 1):
        content = _metrics(shown, resource_id) | {"chartId": f"{page.id}-{number}", "timeContext": time}
        yield {"type": _METRICS, "content": content, "name": f"metrics-{number}"}


def _logs(table: LogTable, workspace_id: str) -> dict[str, Any]:
    return {
        "version": "KqlItem/1.0",
        "title": table.title,
        "query": table.query,
        "size": 0,
        "queryType": 0,
        "resourceType": "microsoft.operationalinsights/workspaces",
        "crossComponentResources": [workspace_id],
        "visualization": "table",
    }


def _metrics(table: MetricTable, resource_id: str) -> dict[str, Any]:
    namespace = table.metric_namespace.casefold()
    return {
        "version": "MetricsItem/2.0",
        "title": table.title,
        "size": 0,
        "chartType": 0,
        "resourceType": namespace,
        "metricScope": 0,
        "resourceIds": [resource_id],
        "metrics": [
            {
                "namespace": namespace,
                "metric": f"{namespace}--{one.name}",
                "aggregation": AGGREGATIONS[one.aggregation],
                "splitBy": [table.dimension],
            }
            for one in table.metrics
        ],
        "gridSettings": {"rowLimit": 10000},
    }
