"""Hubs and spokes as they are built: subnets, security groups, routes, the firewall and the peerings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from ipaddress import IPv4Network

from migration.design.address_space import free_addresses
from migration.design.ground import Ground, hub_id, spoke_id
from migration.design.inputs import DesignInputs
from migration.design.names import compose, joined, written_name
from migration.design.regions import region_of
from migration.design.security_rules import Neighbours, bastion_rules, spoke_rules
from migration.design.spoke_places import Tenant, subnets_of
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.model.architecture import (
    Firewall,
    FirewallRule,
    Hub,
    Network,
    NetworkSecurityGroup,
    Peering,
    Route,
    RouteTable,
    Spoke,
    Subnet,
)
from safeio.values import Day

FIRST_FIREWALL_RULE = 1000

# Place in the hub, length and exact name: microsoft/azure-skills 1a03acfb of 2026-08-21, infra-planner constraints.
_FIREWALL = ("AzureFirewallSubnet", 0, 26)
_FIREWALL_MANAGEMENT = ("AzureFirewallManagementSubnet", 64, 26)
_BASTION = ("AzureBastionSubnet", 128, 26)
_GATEWAY = ("GatewaySubnet", 192, 27)


def hub(inputs: DesignInputs, ground: Ground, region: str, spokes: Sequence[Spoke], key: str, review: Day) -> Hub:
    """The hub of a region; `spokes` are those of all regions, `key` is the platform's subscription."""
    file = inputs.landing_zone
    prefix = ground.hubs[region]
    group = compose("network-security-group", f"{file.prefix}-bastion", ENVIRONMENT, region)
    bastion = _hub_prefix(prefix, _BASTION)
    return Hub(
        id=hub_id(region),
        region=region,
        subscription_key=key,
        resource_group=network_group_id(None, region),
        network=Network(
            name=compose("virtual-network", f"{file.prefix}-hub", ENVIRONMENT, region),
            prefix=str(prefix),
            subnets=_hub_subnets(prefix, group, basic=file.firewall_tier == "Basic"),
        ),
        security_groups=(NetworkSecurityGroup(name=group, rules=bastion_rules(bastion)),),
        route_tables=(),
        firewall=_firewall(inputs, ground, region, spokes),
        peerings=_hub_peerings(ground, region),
        tags=platform_tags(inputs, None, review),
    )


def spoke(
    inputs: DesignInputs,
    ground: Ground,
    organisation_id: str,
    region: str,
    tenants: Sequence[Tenant],
    key: str,
    review: Day,
) -> Spoke:
    """The spoke of an organisation in a region; `key` is the subscription it is built in."""
    network_id, prefix = spoke_id(organisation_id, region), ground.spokes[organisation_id, region]
    plain = subnets_of(organisation_id, region, prefix, tenants, _kept_subnets(inputs, network_id, prefix))
    table = compose("route-table", organisation_id, ENVIRONMENT, region)
    subnets = tuple(
        replace(one, network_security_group=_group_name(organisation_id, one, region), route_table=table)
        for one in plain
    )
    near = _neighbours(inputs, ground, region, prefix, subnets)
    names = {one.purpose: one.network_security_group or "" for one in subnets}
    return Spoke(
        id=network_id,
        organisation_id=organisation_id,
        region=region,
        subscription_key=key,
        resource_group=network_group_id(organisation_id, region),
        hub_id=hub_id(region),
        network=Network(
            name=compose("virtual-network", f"{organisation_id}-spoke", ENVIRONMENT, region),
            prefix=str(prefix),
            subnets=subnets,
        ),
        security_groups=tuple(
            NetworkSecurityGroup(name=names[purpose], rules=spoke_rules(purpose, near)) for purpose in sorted(names)
        ),
        route_tables=(RouteTable(name=table, routes=(_to_firewall(ground, region),)),),
        to_hub=_peering(network_id, hub_id(region)),
        from_hub=_peering(hub_id(region), network_id),
        tags=platform_tags(inputs, organisation_id, review),
    )


def network_group_id(organisation_id: str | None, region: str) -> str:
    """The id of the resource group of a network: of an organisation's spoke, or (None) of the hub."""
    return f"rg-network-{organisation_id or 'hub'}-{region_of(region).short}"


def firewall_address(ground: Ground, region: str) -> str:
    """The address a hub's firewall takes: the first usable one of its subnet, which Azure gives it."""
    return str(next(free_addresses(IPv4Network(_hub_prefix(ground.hubs[region], _FIREWALL)), ())))


def _firewall(inputs: DesignInputs, ground: Ground, region: str, spokes: Sequence[Spoke]) -> Firewall:
    file = inputs.landing_zone
    what = f"{file.prefix}-hub"
    sources = tuple(one.network.prefix for one in spokes if one.region == region)
    rules = [
        FirewallRule(
            name=written_name("security-rule", one.name, "landing-zone.yaml allowed_outbound"),
            priority=FIRST_FIREWALL_RULE + 10 * at,
            sources=sources,
            hosts=tuple(sorted(one.hosts)),
        )
        for at, one in enumerate(sorted(file.allowed_outbound, key=lambda one: one.name))
    ]
    second = compose("public-ip", f"{file.prefix}-firewall-management", ENVIRONMENT, region)
    return Firewall(
        name=compose("firewall", what, ENVIRONMENT, region),
        policy_name=compose("firewall-policy", what, ENVIRONMENT, region),
        tier=file.firewall_tier,
        zones=region_of(region).zones,
        public_ip=compose("public-ip", f"{file.prefix}-firewall", ENVIRONMENT, region),
        management_public_ip=second if file.firewall_tier == "Basic" else None,
        private_address=firewall_address(ground, region),
        rules=tuple(rules) if sources else (),
    )


def _hub_subnets(prefix: IPv4Network, group: str, basic: bool) -> tuple[Subnet, ...]:
    management = Subnet(
        name=_FIREWALL_MANAGEMENT[0], prefix=_hub_prefix(prefix, _FIREWALL_MANAGEMENT), purpose="firewall-management"
    )
    return (
        Subnet(name=_FIREWALL[0], prefix=_hub_prefix(prefix, _FIREWALL), purpose="firewall"),
        *((management,) if basic else ()),
        Subnet(name=_BASTION[0], prefix=_hub_prefix(prefix, _BASTION), purpose="bastion", network_security_group=group),
        Subnet(name=_GATEWAY[0], prefix=_hub_prefix(prefix, _GATEWAY), purpose="gateway"),
    )


def _hub_prefix(hub_prefix: IPv4Network, part: tuple[str, int, int]) -> str:
    _, at, length = part
    return str(IPv4Network((int(hub_prefix.network_address) + at, length)))


def _hub_peerings(ground: Ground, region: str) -> tuple[Peering, ...]:
    """The hub's side of its peering with the other hubs. Those with spokes stand at the spokes."""
    return tuple(_peering(hub_id(region), hub_id(other)) for other in sorted(ground.hubs) if other != region)


def _peering(network_id: str, remote_id: str) -> Peering:
    """A network's side of its peering with another."""
    return Peering(
        name=joined("peering", f"peer-{network_id}-to-{remote_id}"), remote_id=remote_id, allow_forwarded=True
    )


def _to_firewall(ground: Ground, region: str) -> Route:
    return Route(
        name="udr-everything-through-firewall",
        prefix="0.0.0.0/0",
        next_hop_type="VirtualAppliance",
        next_hop=firewall_address(ground, region),
    )


def _group_name(organisation_id: str, subnet: Subnet, region: str) -> str:
    return compose("network-security-group", f"{organisation_id}-{subnet.purpose}", ENVIRONMENT, region)


def _neighbours(
    inputs: DesignInputs, ground: Ground, region: str, prefix: IPv4Network, subnets: Sequence[Subnet]
) -> Neighbours:
    purposes = {one.purpose for one in subnets}
    return Neighbours(
        network=str(prefix),
        own={purpose: tuple(one.prefix for one in subnets if one.purpose == purpose) for purpose in sorted(purposes)},
        bastion=_hub_prefix(ground.hubs[region], _BASTION),
        firewall=_hub_prefix(ground.hubs[region], _FIREWALL),
        pools=tuple(sorted(inputs.landing_zone.address_pools.values())),
        on_premise=tuple(sorted(one.prefix for one in inputs.landing_zone.on_premise_ranges)),
    )


def _kept_subnets(inputs: DesignInputs, network_id: str, prefix: IPv4Network) -> tuple[Subnet, ...]:
    spokes = inputs.previous.landing_zone.spokes if inputs.previous else ()
    return tuple(
        subnet
        for one in spokes
        if one.id == network_id and IPv4Network(one.network.prefix) == prefix
        for subnet in one.network.subnets
    )
