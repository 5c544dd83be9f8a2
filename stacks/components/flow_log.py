"""What is written down of a network's traffic."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import FlowLog
from safeio.values import value
from stacks.components.hub_side import HubSide
from stacks.components.network import Place

FORMAT_VERSION = 2
"""The version that counts bytes and packets."""


@value
class FlowTarget:
    """Where flow logs go: a storage account, the identity that writes there, what must be there first, and the
    workspace that Traffic Analytics fills."""

    store_id: pulumi.Input[str]
    writer_id: pulumi.Input[str]
    workspace_region: str
    after: tuple[pulumi.Resource, ...] = ()


FlowTargets = Mapping[str, FlowTarget]
"""Targets by the id of a store."""


def build_flow_log(
    place: Place,
    log: FlowLog,
    network_id: pulumi.Input[str],
    target: FlowTarget,
    ready: pulumi.Resource,
    hub: HubSide | None = None,
) -> pulumi.Resource:
    """Write down a network's traffic, once its parts are there (`ready`). `hub` is the side of the hub whose watcher it
    is, if it is a hub's. Makes 1 resource, and 1 more where the network watcher of the region is not there yet. Gives
    the flow log, which comes after the watcher."""
    group = log.watcher_group or place.resource_group
    after = [ready, *target.after]
    if log.watcher_of is not None and hub is not None:
        group = hub.resource_group
        after += [hub.watched] if hub.watched is not None else []
    elif log.watcher_group is None:
        watcher = azure.NetworkWatcher(
            f"{place.id}-watcher",
            network_watcher_name=log.watcher,
            resource_group_name=group,
            location=place.region,
            tags=place.tags,
            opts=place.options,
        )
        after.append(watcher)
    return azure.FlowLog(
        f"{place.id}-flow-log",
        flow_log_name=log.name,
        network_watcher_name=log.watcher,
        resource_group_name=group,
        location=place.region,
        target_resource_id=network_id,
        storage_id=target.store_id,
        enabled=True,
        identity=azure.ManagedServiceIdentityArgs(
            type=azure.ResourceIdentityType.USER_ASSIGNED, user_assigned_identities=[target.writer_id]
        ),
        format=azure.FlowLogFormatParametersArgs(type="JSON", version=FORMAT_VERSION),
        retention_policy=azure.RetentionPolicyParametersArgs(enabled=True, days=log.days),
        flow_analytics_configuration=_analytics(log, place, target),
        tags=place.tags,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=after)),
    )


def _analytics(log: FlowLog, place: Place, target: FlowTarget) -> azure.TrafficAnalyticsPropertiesArgs | None:
    if log.analytics_minutes is None:
        return None
    return azure.TrafficAnalyticsPropertiesArgs(
        network_watcher_flow_analytics_configuration=azure.TrafficAnalyticsConfigurationPropertiesArgs(
            enabled=True,
            traffic_analytics_interval=log.analytics_minutes,
            workspace_region=target.workspace_region,
            workspace_resource_id=place.target.workspace_id,
        )
    )
