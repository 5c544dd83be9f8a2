"""The page of interfaces: a table for each service, with whose interface each row is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from migration.design.names import guid_of
from migration.design.shared.measures import BUS, ENTITY, EVENT_SUBSCRIPTION, EVENTS
from migration.design.shared.owners import catalogue, in_words, owners_of
from migration.design.shared.place import Site, unique_text
from migration.model.architecture import (
    ApiGateway,
    FileExchange,
    GatewayApi,
    InterfacePage,
    LogTable,
    MessageBus,
    MetricTable,
    ShownMetric,
    Transfer,
    Transfers,
)
from migration.model.architecture.shared_services import SharedPart

DAYS = 7
"""A week shows what runs daily and what runs weekly. Illustrative."""

INTRODUCTION = (
    "Each row is an interface, or what several share. What was not used stands there with no calls. How far back the "
    "logs reach, the workspace says."
)

# Tables of the workspace and their columns: learn.microsoft.com, azure-monitor/reference/tables, the pages of
# ApiManagementGatewayLogs and ADFPipelineRun, read 2026-11-22. A table is there once something was written to it, hence
# the empty one beside each.
_CALLS = """union isfuzzy=true (datatable(TimeGenerated:datetime, ApiId:string, IsRequestSuccess:bool) []), \
ApiManagementGatewayLogs
| where TimeGenerated > ago({days}d)
| summarize calls = count(), failures = countif(not(IsRequestSuccess)), \
latest = maxif(TimeGenerated, IsRequestSuccess) by thing = ApiId"""
_RUNS = """union isfuzzy=true (datatable(TimeGenerated:datetime, PipelineName:string, RunId:string, Status:string, \
End:datetime) []), ADFPipelineRun
| where TimeGenerated > ago({days}d)
| summarize calls = dcount(RunId), failures = dcountif(RunId, Status =~ "Failed"), \
latest = maxif(End, Status =~ "Succeeded") by thing = PipelineName"""


def interface_page(site: Site, parts: Sequence[SharedPart]) -> InterfacePage | None:
    """The page on what is built; None where there is nothing to show."""
    if not parts:
        return None
    return InterfacePage(
        id="interfaces",
        name=guid_of(unique_text(site.inputs, "interfaces")),
        title="Interfaces",
        **site.where(),
        introduction=INTRODUCTION,
        days=DAYS,
        logs=tuple(_logs(site, parts)),
        metrics=tuple(_metrics(parts)),
        tags=site.tags,
    )


def _logs(site: Site, parts: Sequence[SharedPart]) -> Iterator[LogTable]:
    for part in parts:
        if isinstance(part, ApiGateway):
            yield LogTable(title="Calls through the gateway", query=_query(site, part.apis, _CALLS))
        elif isinstance(part, Transfers):
            yield LogTable(title="Files and tables that are carried", query=_query(site, part.pipelines, _RUNS))


def _query(site: Site, things: Sequence[GatewayApi | Transfer], used: str) -> str:
    """What was used, beside everything that there is: what was not used has a row too."""
    known = catalogue(site.inputs)
    rows = ",\n".join(
        f"  {_text(one.name)}, {_text('; '.join(in_words(known, name) for name in one.interface_ids))}, "
        f"{_text(owners_of(known, one.interface_ids))}"
        for one in things
    )
    return (
        f"let known = datatable(thing:string, interfaces:string, owners:string) [\n{rows}\n];\n"
        f"{used.format(days=DAYS)}\n"
        "| join kind=rightouter known on thing\n"
        "| project Interfaces = interfaces, Calls = coalesce(calls, 0), Failures = coalesce(failures, 0), "
        "['Last success'] = latest, Owners = owners\n"
        "| order by Failures desc, Interfaces asc"
    )


def _text(text: str) -> str:
    """A text as Kusto reads it: in double quotes, with backslashes before those and before backslashes."""
    return json.dumps(text, ensure_ascii=False)


def _metrics(parts: Sequence[SharedPart]) -> Iterator[MetricTable]:
    for part in parts:
        if isinstance(part, MessageBus):
            yield MetricTable(
                title="Messages",
                part=part.id,
                metric_namespace=BUS,
                metrics=(
                    ShownMetric(name="IncomingMessages", aggregation="Total"),
                    ShownMetric(name="CompleteMessage", aggregation="Total"),
                    ShownMetric(name="ActiveMessages", aggregation="Average"),
                    ShownMetric(name="DeadletteredMessages", aggregation="Average"),
                ),
                dimension=ENTITY,
            )
        elif isinstance(part, FileExchange):
            yield MetricTable(
                title="Files that are put down",
                part=part.id,
                metric_namespace=EVENTS,
                metrics=tuple(
                    ShownMetric(name=name, aggregation="Total")
                    for name in ("DeliverySuccessCount", "DeliveryAttemptFailCount", "DroppedEventCount")
                ),
                dimension=EVENT_SUBSCRIPTION,
            )
