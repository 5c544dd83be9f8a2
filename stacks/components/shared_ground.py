"""What a shared service is made on: its resource group, subnets, private zones, and where its logs go."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi

from migration.model.architecture import PrivateEndpoint, SubnetPlace
from migration.model.architecture.shared_services import SharedPart
from safeio.values import value
from stacks.components.diagnostics import LogTarget
from stacks.components.private_endpoint import Reached, build_private_endpoint


@value
class SharedGround:
    """`groups` are resource groups of the stack by id, `subnets` ids by network and name, `zones` ids of private zones
    by name."""

    groups: Mapping[str, pulumi.Output[str]]
    subnets: Mapping[tuple[str, str], pulumi.Output[str]]
    zones: Mapping[str, pulumi.Output[str]]
    target: LogTarget
    subscription_id: str
    provider: pulumi.ProviderResource

    def subnet(self, place: SubnetPlace) -> pulumi.Output[str]:
        """The id of the subnet at a place."""
        return self.subnets[place.network_id, place.subnet]

    def role(self, role_id: str) -> str:
        """The id of a built-in role in the subscription of the shared services."""
        return f"/subscriptions/{self.subscription_id}/providers/Microsoft.Authorization/roleDefinitions/{role_id}"


def build_shared_endpoint(
    part: SharedPart,
    what: str,
    endpoint: PrivateEndpoint,
    service_id: pulumi.Input[str],
    ground: SharedGround,
    options: pulumi.ResourceOptions,
) -> pulumi.Resource:
    """Make a private endpoint of a part; `what` follows the part's id in its Pulumi name. Makes 2 resources."""
    reached = Reached(
        id=f"{part.id}{what}",
        service_id=service_id,
        resource_group=ground.groups[part.resource_group],
        region=part.region,
        tags=part.tags,
        options=options,
    )
    return build_private_endpoint(reached, endpoint, ground.subnet(endpoint.place), ground.zones)
