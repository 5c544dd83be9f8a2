"""The network in the middle of a region, with its firewall."""

from __future__ import annotations

import pulumi

from migration.model.architecture import Hub as Decided
from migration.model.architecture import Peering
from stacks.components.diagnostics import LogTarget
from stacks.components.firewall import build_firewall
from stacks.components.network import BuiltNetwork, Place, build_network
from stacks.components.peering import build_peering


class Hub(pulumi.ComponentResource):
    """A hub.

    Makes what `build_network` and `build_firewall` say, and 1 peering for each other hub and each spoke it is joined
    to (`join`); the peering towards a spoke stands under the spoke in the Pulumi tree.
    """

    def __init__(
        self, hub: Decided, resource_group: pulumi.Input[str], target: LogTarget, provider: pulumi.ProviderResource
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
        self.network = build_network(place, hub.network, hub.security_groups, hub.route_tables, on_premise_routes=True)
        self.last_change: pulumi.Resource = build_firewall(
            place,
            hub.firewall,
            _subnet_id(hub, self.network, "firewall"),
            _subnet_id(hub, self.network, "firewall-management") if hub.firewall.management_public_ip else None,
            after=self.network.ready,
        )
        self._provider_of_hub = provider
        self._resource_group = resource_group
        self.register_outputs({})

    def join(self, peering: Peering, remote: BuiltNetwork, owner: pulumi.Resource, name: str) -> None:
        """Make this hub's side of a peering. `owner` is the component that stands above it in the Pulumi tree.

        One after the other (`last_change`): Azure refuses to change two parts of one network at the same time.
        """
        options = pulumi.ResourceOptions(
            parent=owner, provider=self._provider_of_hub, depends_on=[self.last_change, remote.ready]
        )
        self.last_change = build_peering(name, peering, self.network.name, self._resource_group, remote.id, options)


def _subnet_id(hub: Decided, network: BuiltNetwork, purpose: str) -> pulumi.Output[str]:
    return network.subnets[next(one.name for one in hub.network.subnets if one.purpose == purpose)]
