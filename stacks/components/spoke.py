"""An organisation's network in a region, joined to the hub."""

from __future__ import annotations

import pulumi

from migration.model.architecture import Spoke as Decided
from stacks.components.diagnostics import LogTarget
from stacks.components.flow_log import FlowTargets, build_flow_log
from stacks.components.hub_side import HubSide
from stacks.components.network import Place, build_network
from stacks.components.peering import build_peering


class Spoke(pulumi.ComponentResource):
    """A spoke. Makes what `build_network` and, where it is decided, `build_flow_log` say, and 2 peerings, one for each
    side."""

    def __init__(
        self,
        spoke: Decided,
        hub: HubSide,
        resource_group: pulumi.Input[str],
        target: LogTarget,
        provider: pulumi.ProviderResource,
        flows: FlowTargets,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:Spoke", spoke.id, None, options)
        place = Place(
            id=spoke.id,
            resource_group=resource_group,
            region=spoke.region,
            tags=spoke.tags,
            target=target,
            options=pulumi.ResourceOptions(parent=self),
        )
        # Only the routes that are written: what a gateway announces would lead round the firewall.
        self.network = build_network(
            place, spoke.network, spoke.security_groups, spoke.route_tables, on_premise_routes=False
        )
        log = spoke.flow_log
        if log is not None:
            build_flow_log(place, log, self.network.id, flows[log.store_id], self.network.ready, hub)
        hub.join(spoke.from_hub, self.network, self, f"{spoke.id}-from-hub")
        build_peering(
            f"{spoke.id}-to-hub",
            spoke.to_hub,
            self.network.name,
            resource_group,
            hub.network_id,
            pulumi.ResourceOptions(parent=self, depends_on=hub.last_change),
        )
        self.register_outputs({})
