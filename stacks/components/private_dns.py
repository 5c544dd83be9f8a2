"""The private zones, in which every network finds the names of private endpoints."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import privatedns

from migration.model.architecture import PrivateDns as Decided


class PrivateDns(pulumi.ComponentResource):
    """The zones and their links. Makes 1 resource for each zone, and with `link` what `build_zone_links` says.

    `zones` are the ids of the zones by name.
    """

    def __init__(self, dns: Decided, resource_group: pulumi.Input[str], provider: pulumi.ProviderResource) -> None:
        options = pulumi.ResourceOptions(provider=provider)
        super().__init__("cloud-unless:landing-zone:PrivateDns", dns.id, None, options)
        self._dns = dns
        self._resource_group = resource_group
        self._made = {
            zone: privatedns.PrivateZone(
                f"{dns.id}-{zone}",
                private_zone_name=zone,
                resource_group_name=resource_group,
                location="global",
                tags=dns.tags,
                opts=pulumi.ResourceOptions(parent=self),
            )
            for zone in dns.zones
        }
        self.zones: Mapping[str, pulumi.Output[str]] = {zone: made.id for zone, made in self._made.items()}
        self.register_outputs({})

    def link(self, networks: Mapping[str, pulumi.Output[str]]) -> None:
        """Link every zone to these networks, whose ids are given by their id in the architecture."""
        for zone, made in self._made.items():
            options = pulumi.ResourceOptions(parent=self)
            build_zone_links(self._dns, zone, self._resource_group, networks, options, made.name)


def build_zone_links(
    dns: Decided,
    zone: str,
    resource_group: pulumi.Input[str],
    networks: Mapping[str, pulumi.Output[str]],
    options: pulumi.ResourceOptions,
    zone_name: pulumi.Input[str] | None = None,
) -> None:
    """Link a zone to networks. `zone_name` is given where this stack makes the zone, so that it comes first. Makes 1
    resource for each network."""
    for link in dns.links:
        if link.network_id in networks:
            privatedns.VirtualNetworkLink(
                f"{dns.id}-{zone}-{link.name}",
                virtual_network_link_name=link.name,
                private_zone_name=zone_name if zone_name is not None else zone,
                resource_group_name=resource_group,
                location="global",
                virtual_network=privatedns.SubResourceArgs(id=networks[link.network_id]),
                registration_enabled=False,
                tags=dns.tags,
                opts=options,
            )
