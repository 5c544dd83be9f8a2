"""A hub as the networks see it that are joined to it, whether this stack makes the hub or another one did."""

from __future__ import annotations

import pulumi

from migration.model.architecture import Peering
from stacks.components.network import BuiltNetwork
from stacks.components.peering import build_peering


class HubSide:
    """The hub's side of its peerings. `last_change` is the last thing that this stack changed in the hub, if any, and
    `watched` comes after the network watcher that it made with the hub."""

    def __init__(
        self,
        network_id: pulumi.Input[str],
        network_name: pulumi.Input[str],
        resource_group: pulumi.Input[str],
        provider: pulumi.ProviderResource,
        last_change: pulumi.Resource | None = None,
        watched: pulumi.Resource | None = None,
    ) -> None:
        self.network_id = network_id
        self.last_change = last_change
        self.watched = watched
        self._network_name = network_name
        self.resource_group = resource_group
        self._provider = provider

    def join(self, peering: Peering, remote: BuiltNetwork, owner: pulumi.Resource, name: str) -> None:
        """Make the hub's side of a peering. `owner` is the component that stands above it in the Pulumi tree.

        One after the other (`last_change`): Azure refuses to change two parts of one network at the same time.
        """
        before = [one for one in (self.last_change, remote.ready) if one is not None]
        options = pulumi.ResourceOptions(parent=owner, provider=self._provider, depends_on=before)
        self.last_change = build_peering(name, peering, self._network_name, self.resource_group, remote.id, options)
