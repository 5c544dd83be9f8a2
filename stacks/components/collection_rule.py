"""What machines send to the workspace, and the link of a machine to it."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import monitor as azure

from migration.model.architecture import CollectionRule as Decided

DESTINATION = "workspace"
EACH_MINUTE = 60

ASSOCIATION = "to-central-workspace"
"""Every machine has one such link, so it needs no name of its own."""


class CollectionRule(pulumi.ComponentResource):
    """A data collection rule. Makes 1 resource. `id` is its id in Azure."""

    def __init__(
        self,
        rule: Decided,
        resource_group: pulumi.Input[str],
        workspace_id: pulumi.Input[str],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:CollectionRule", rule.id, None, options)
        made = azure.DataCollectionRule(
            f"{rule.id}-rule",
            data_collection_rule_name=rule.name,
            resource_group_name=resource_group,
            location=rule.region,
            kind=rule.os,
            data_sources=_sources(rule),
            destinations=azure.DataCollectionRuleDestinationsArgs(
                log_analytics=[azure.LogAnalyticsDestinationArgs(name=DESTINATION, workspace_resource_id=workspace_id)]
            ),
            data_flows=[azure.DataFlowArgs(streams=_streams(rule), destinations=[DESTINATION])],
            tags=rule.tags,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.id: pulumi.Output[str] = made.id
        self.register_outputs({})


def join_machine(
    name: str, machine_id: pulumi.Input[str], rule_id: pulumi.Input[str], options: pulumi.ResourceOptions
) -> azure.DataCollectionRuleAssociation:
    """Let a machine send what a rule says. Makes 1 resource."""
    return azure.DataCollectionRuleAssociation(
        name,
        association_name=ASSOCIATION,
        resource_uri=machine_id,
        data_collection_rule_id=rule_id,
        opts=options,
    )


def _sources(rule: Decided) -> azure.DataCollectionRuleDataSourcesArgs:
    counters = azure.PerfCounterDataSourceArgs(
        name="counters",
        counter_specifiers=list(rule.counters),
        sampling_frequency_in_seconds=EACH_MINUTE,
        streams=["Microsoft-Perf"],
    )
    syslog = [
        azure.SyslogDataSourceArgs(
            name=one.name,
            facility_names=list(one.facilities),
            log_levels=list(one.levels),
            streams=["Microsoft-Syslog"],
        )
        for one in rule.syslog
    ]
    events = azure.WindowsEventLogDataSourceArgs(
        name="events", x_path_queries=list(rule.events), streams=["Microsoft-Event"]
    )
    return azure.DataCollectionRuleDataSourcesArgs(
        performance_counters=[counters],
        syslog=syslog or None,
        windows_event_logs=[events] if rule.events else None,
    )


def _streams(rule: Decided) -> list[str]:
    found = ["Microsoft-Perf"]
    found += ["Microsoft-Syslog"] if rule.syslog else []
    found += ["Microsoft-Event"] if rule.events else []
    return found
