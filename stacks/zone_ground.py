"""What the parts of organisations stand on in the landing zone: made by the same stack, or by the first one."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from migration.model.architecture import Architecture
from safeio.values import value
from stacks.components.diagnostics import LogTarget
from stacks.components.flow_log import FlowTarget, FlowTargets
from stacks.components.hub_side import HubSide
from stacks.outputs import StackOutputs

Providers = Mapping[str, pulumi.ProviderResource]


@value
class ZoneGround:
    """`hubs` are the sides that spokes join, `flows` where flow logs go, and `zones` ids of private zones by name."""

    target: LogTarget
    hubs: Mapping[str, HubSide]
    flows: FlowTargets
    zones: Mapping[str, pulumi.Output[str]]


def read_ground(architecture: Architecture, providers: Providers) -> ZoneGround:
    """What the first stack made, by its outputs. Raises InputError where there is no such stack."""
    zone = architecture.landing_zone
    first = StackOutputs(zone.stack)
    groups = {one.id: one.name for one in zone.resource_groups}
    return ZoneGround(
        target=LogTarget(workspace_id=first.text("workspace_id"), setting=zone.workspace.diagnostic_setting),
        hubs={
            one.id: HubSide(
                first.text("hub", one.id, "network_id"),
                one.network.name,
                groups[one.resource_group],
                providers[one.subscription_key],
            )
            for one in zone.hubs
        },
        flows={
            one.id: FlowTarget(
                store_id=first.text("flow_stores", one.id, "store"),
                writer_id=first.text("flow_stores", one.id, "writer"),
                workspace_region=zone.workspace.region,
            )
            for one in zone.flow_stores
        },
        zones={name: first.text("private_dns_zones", name) for name in zone.private_dns.zones},
    )
