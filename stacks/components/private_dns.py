"""The private zones, in which every network finds the names of private endpoints."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import privatedns

from migration.model.architecture import PrivateDns as Decided


class PrivateDns(pulumi.ComponentResource):
    """The zones and their links. Makes 1 resource for each zone, and 1 for each link in each zone.

    `zones` are the ids of the zones by name.
    """

    def __init__(
        self,
        dns: Decided,
        resource_group: pulumi.Input[str],
        networks: Mapping[str, pulumi.Output[str]],
        provider: pulumi.ProviderResource,
    ) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:PrivateDns", dns.id, None, options)
        self.zones: dict[str, pulumi.Output[str]] = {}
        inside = pulumi.ResourceOptions(parent=self)
        for zone in dns.zones:
            made = privatedns.PrivateZone(
                f"{dns.id}-{zone}",
                private_zone_name=zone,
                resource_group_name=resource_group,
                location="global",
                tags=dns.tags,
                opts=inside,
            )
            self.zones[zone] = made.id
            for link in dns.links:
                privatedns.VirtualNetworkLink(
                    f"{dns.id}-{zone}-{link.name}",
                    virtual_network_link_name=link.name,
                    private_zone_name=made.name,
                    resource_group_name=resource_group,
                    location="global",
                    virtual_network=privatedns.SubResourceArgs(id=networks[link.network_id]),
                    registration_enabled=False,
                    tags=dns.tags,
                    opts=inside,
                )
        self.register_outputs({})
