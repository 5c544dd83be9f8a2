"""One side of the connection between two networks."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Peering


def build_peering(
    name: str,
    peering: Peering,
    network_name: pulumi.Input[str],
    resource_group: pulumi.Input[str],
    remote_network_id: pulumi.Input[str],
    options: pulumi.ResourceOptions,
) -> azure.VirtualNetworkPeering:
    """Let the network reach the remote one. Both sides are needed before packets pass. Makes 1 resource."""
    return azure.VirtualNetworkPeering(
        name,
        virtual_network_peering_name=peering.name,
        virtual_network_name=network_name,
        resource_group_name=resource_group,
        remote_virtual_network=azure.SubResourceArgs(id=remote_network_id),
        allow_virtual_network_access=True,
        allow_forwarded_traffic=peering.allow_forwarded,
        allow_gateway_transit=peering.lend_gateway,
        use_remote_gateways=peering.use_gateway,
        opts=options,
    )
