"""A private address for a platform service, and its name in the private zones."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import PrivateEndpoint
from safeio.values import value

MEMBERS: Mapping[str, str] = {
    "blob": "blob",
    "mysqlServer": "mysqlServer",
    "file": "file",
    "sites": "sites",
    "sqlServer": "sqlServer",
    "vault": "default",
}
"""The part of each service that a fixed address is for, by group. Source: Azure Private Link documentation, static
addresses for private endpoints."""

ZONE_GROUP = "default"
"""The name of the zone group; Azure allows one for each endpoint."""


@value
class Reached:
    """The service behind an endpoint, and where the endpoint stands. `id` starts the Pulumi names."""

    id: str
    service_id: pulumi.Input[str]
    resource_group: pulumi.Input[str]
    region: str
    tags: Mapping[str, str]
    options: pulumi.ResourceOptions


def build_private_endpoint(
    reached: Reached,
    endpoint: PrivateEndpoint,
    subnet_id: pulumi.Input[str],
    zones: Mapping[str, pulumi.Output[str]],
) -> azure.PrivateEndpoint:
    """Make the endpoint and its names in its zones; `zones` are ids by name. Makes 2 resources."""
    made = azure.PrivateEndpoint(
        f"{reached.id}-endpoint",
        private_endpoint_name=endpoint.name,
        custom_network_interface_name=endpoint.interface_name,
        resource_group_name=reached.resource_group,
        location=reached.region,
        # A plain value: a SubnetArgs of the SDK would send settings of the subnet along with its id.
        subnet={"id": subnet_id},
        private_link_service_connections=[
            azure.PrivateLinkServiceConnectionArgs(
                name=endpoint.name,
                private_link_service_id=reached.service_id,
                group_ids=[endpoint.group_id],
            )
        ],
        ip_configurations=_fixed_address(endpoint),
        tags=reached.tags,
        opts=reached.options,
    )
    azure.PrivateDnsZoneGroup(
        f"{reached.id}-endpoint-names",
        private_dns_zone_group_name=ZONE_GROUP,
        private_endpoint_name=made.name,
        resource_group_name=reached.resource_group,
        private_dns_zone_configs=[
            azure.PrivateDnsZoneConfigArgs(name=zone.replace(".", "-"), private_dns_zone_id=zones[zone])
            for zone in endpoint.zones
        ],
        opts=reached.options,
    )
    return made


def _fixed_address(endpoint: PrivateEndpoint) -> list[azure.PrivateEndpointIPConfigurationArgs] | None:
    if endpoint.place.address is None:
        return None
    configuration = azure.PrivateEndpointIPConfigurationArgs(
        name="address",
        group_id=endpoint.group_id,
        member_name=MEMBERS[endpoint.group_id],
        private_ip_address=endpoint.place.address,
    )
    return [configuration]
