"""A public address of the hub: of its firewall, a gateway or a Bastion."""

from __future__ import annotations

from pulumi_azure_native import network as azure

from stacks.components.diagnostics import send_logs
from stacks.components.network import Place


def build_public_address(place: Place, name: str, zones: tuple[str, ...]) -> azure.PublicIPAddress:
    """Make a fixed address and send its logs. Makes 2 resources."""
    made = azure.PublicIPAddress(
        f"{place.id}-{name}",
        public_ip_address_name=name,
        resource_group_name=place.resource_group,
        location=place.region,
        sku=azure.PublicIPAddressSkuArgs(name="Standard", tier="Regional"),
        public_ip_allocation_method="Static",
        zones=list(zones) or None,
        tags=place.tags,
        opts=place.options,
    )
    send_logs(f"{place.id}-{name}-logs", "public-address", made.id, place.target, place.options)
    return made
