"""The network in the middle of a region, with its firewall."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from migration.model.architecture import Hub as Decided
from stacks.components.bastion import build_bastion
from stacks.components.diagnostics import LogTarget
from stacks.components.firewall import build_firewall
from stacks.components.flow_log import FlowTargets, build_flow_log
from stacks.components.gateway import build_gateway
from stacks.components.hub_side import HubSide
from stacks.components.network import BuiltNetwork, Place, build_network
from stacks.components.resolver import build_resolver


class Hub(pulumi.ComponentResource):
    """A hub.

    Makes what `build_network` and `build_firewall` say, and where they are decided `build_bastion`, `build_gateway`,
    `build_resolver` and `build_flow_log`; and 1 peering for each network it is joined to (`side.join`), which
    stands under a spoke in the Pulumi tree where it leads to one. `keys` are those of its connections by name,
    `ddos_plan` is the id of the plan for its public addresses.
    """

    def __init__(
        self,
        hub: Decided,
        resource_group: pulumi.Input[str],
        target: LogTarget,
        provider: pulumi.ProviderResource,
        flows: FlowTargets,
        keys: Mapping[str, pulumi.Output[str]],
        ddos_plan: pulumi.Input[str] | None = None,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:Hub", hub.id, None, options)
        place = Place(
            id=hub.id,
            resource_group=resource_group,
            region=hub.region,
            tags=hub.tags,
            target=target,
            options=pulumi.ResourceOptions(parent=self),
        )
        # The firewall has to learn the way to the sites from the gateway.
        self.network = build_network(
            place, hub.network, hub.security_groups, hub.route_tables, on_premise_routes=True, ddos_plan=ddos_plan
        )
        self.last_change: pulumi.Resource = build_firewall(
            place,
            hub.firewall,
            _subnet_id(hub, self.network, "firewall"),
            _subnet_id(hub, self.network, "firewall-management") if hub.firewall.management_public_ip else None,
            after=self.network.ready,
        )
        self._services(place, hub, keys)
        log, watched = hub.flow_log, self.network.ready
        if log is not None:
            watched = build_flow_log(place, log, self.network.id, flows[log.store_id], self.network.ready)
        self.side = HubSide(self.network.id, self.network.name, resource_group, provider, self.last_change, watched)
        self.register_outputs({})

    def _services(self, place: Place, hub: Decided, keys: Mapping[str, pulumi.Output[str]]) -> None:
        """What else stands in the hub, one after the other: each changes the network."""
        if hub.bastion is not None:
            subnet = _subnet_id(hub, self.network, "bastion")
            self.last_change = build_bastion(place, hub.bastion, subnet, self.last_change)
        if hub.resolver is not None:
            self.last_change = build_resolver(
                place, hub.resolver, self.network.id, self.network.subnets, self.last_change
            )
        for gateway in hub.gateways:
            subnet = _subnet_id(hub, self.network, "gateway")
            self.last_change = build_gateway(place, gateway, subnet, keys, self.last_change)


def _subnet_id(hub: Decided, network: BuiltNetwork, purpose: str) -> pulumi.Output[str]:
    return network.subnets[next(one.name for one in hub.network.subnets if one.purpose == purpose)]
