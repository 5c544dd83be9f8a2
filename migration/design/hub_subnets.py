"""The subnets of a hub: what each is for, and where in the hub it lies."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Literal

from migration.design.address_space import free_addresses
from migration.design.ground import Ground
from migration.design.names import compose
from migration.design.tags import ENVIRONMENT
from migration.model.architecture import Subnet
from safeio.values import value

HubPurpose = Literal["firewall", "firewall-management", "bastion", "gateway", "resolver-in", "resolver-out"]

RESOLVERS = "Microsoft.Network/dnsResolvers"
"""The service that subnets of a resolver are given to: terraform-provider-azurerm subnet_resource.go 69697b7f of
2026-08-21 (the list of names)."""


@value
class HubPart:
    """A place in every hub, kept free where it is not used: how many addresses from its start, and how long. `name`
    None is composed."""

    at: int
    length: int
    name: str | None = None


# Sizes and exact names: microsoft/azure-skills 1a03acfb of 2026-08-21, infra-planner constraints; those of a resolver
# (/28 to /24): azure-docs 01ed4b82 of 2022-12-06, DNS private resolver. The places are ours.
HUB_PARTS: dict[HubPurpose, HubPart] = {
    "firewall": HubPart(at=0, length=26, name="AzureFirewallSubnet"),
    "firewall-management": HubPart(at=64, length=26, name="AzureFirewallManagementSubnet"),
    "bastion": HubPart(at=128, length=26, name="AzureBastionSubnet"),
    "gateway": HubPart(at=192, length=27, name="GatewaySubnet"),
    "resolver-in": HubPart(at=256, length=28),
    "resolver-out": HubPart(at=272, length=28),
}


def hub_prefix(hub: IPv4Network, purpose: HubPurpose) -> str:
    """The range of a part of a hub."""
    part = HUB_PARTS[purpose]
    return str(IPv4Network((int(hub.network_address) + part.at, part.length)))


def first_address(hub: IPv4Network, purpose: HubPurpose) -> str:
    """The first address of a part that a thing may have."""
    return str(next(free_addresses(IPv4Network(hub_prefix(hub, purpose)), ())))


def firewall_address(ground: Ground, region: str) -> str:
    """The address a hub's firewall takes: the first usable one of its subnet, which Azure gives it."""
    return first_address(ground.hubs[region], "firewall")


def subnet_name(prefix: str, region: str, purpose: HubPurpose) -> str:
    """The name of a hub's subnet. `prefix` starts the platform's names."""
    return HUB_PARTS[purpose].name or compose("subnet", f"{prefix}-{purpose}", ENVIRONMENT, region)


def hub_subnet(
    prefix: str,
    region: str,
    hub: IPv4Network,
    purpose: HubPurpose,
    group: str | None = None,
    table: str | None = None,
) -> Subnet:
    """A subnet of a hub, with its security group and route table by name."""
    return Subnet(
        name=subnet_name(prefix, region, purpose),
        prefix=hub_prefix(hub, purpose),
        purpose=purpose,
        network_security_group=group,
        route_table=table,
        delegation=RESOLVERS if purpose.startswith("resolver") else None,
    )
