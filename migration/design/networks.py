"""Hubs and spokes as they are built: subnets, security groups, routes, the firewall and the peerings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from ipaddress import IPv4Network

from migration.design.bastions import bastion, people_from
from migration.design.flow_logs import flow_log
from migration.design.gateways import gateway_regions, gateways
from migration.design.ground import Ground, hub_id, network_group_id, spoke_id
from migration.design.hub_routes import hub_tables, spoke_tables
from migration.design.hub_subnets import HubPurpose, firewall_address, hub_prefix, hub_subnet
from migration.design.inputs import SHARED, DesignInputs
from migration.design.names import compose, joined, written_name
from migration.design.regions import region_of
from migration.design.resolvers import has_resolver, name_servers, resolver
from migration.design.security_rules import Neighbours, bastion_rules, resolver_rules, spoke_rules
from migration.design.spoke_places import Tenant, subnets_of
from migration.design.tags import ENVIRONMENT, platform_tags
from migration.model.architecture import (
    Firewall,
    FirewallRule,
    Hub,
    Network,
    NetworkRule,
    NetworkSecurityGroup,
    Peering,
    RouteTable,
    Spoke,
    Subnet,
)
from safeio.values import Day

FIRST_FIREWALL_RULE = 1000

GROUPED: tuple[HubPurpose, ...] = ("bastion", "resolver-in", "resolver-out")
"""The subnets of a hub that take a security group; those of the firewall and of gateways refuse one."""


def hub(
    inputs: DesignInputs,
    ground: Ground,
    region: str,
    spokes: Sequence[Spoke],
    rules: Sequence[NetworkRule],
    key: str,
    review: Day,
) -> Hub:
    """The hub of a region; `spokes` and the network `rules` are those of all regions, `key` is the platform's
    subscription."""
    prefix = ground.hubs[region]
    tables = hub_tables(inputs, ground, region, spokes)
    near = tuple(one.network.prefix for one in spokes if one.region == region)
    return Hub(
        id=hub_id(region),
        region=region,
        subscription_key=key,
        resource_group=network_group_id(None, region),
        network=Network(
            name=compose("virtual-network", f"{inputs.landing_zone.prefix}-hub", ENVIRONMENT, region),
            prefix=str(prefix),
            subnets=_hub_subnets(inputs, region, prefix, tables),
        ),
        security_groups=_hub_groups(inputs, region, prefix, near),
        route_tables=tuple(tables[purpose] for purpose in sorted(tables)),
        firewall=_firewall(inputs, ground, region, spokes, rules),
        peerings=_hub_peerings(ground, region),
        tags=platform_tags(inputs, None, review),
        gateways=gateways(inputs, region),
        bastion=bastion(inputs, region),
        resolver=resolver(inputs, ground, region),
        flow_log=flow_log(inputs, hub_id(region), region),
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
    tables = spoke_tables(ground, organisation_id, region, [one.purpose for one in plain])
    subnets = tuple(
        replace(
            one,
            network_security_group=_group_name(organisation_id, one, region),
            route_table=tables.get(one.purpose, tables[None]).name,
        )
        for one in plain
    )
    near = _neighbours(inputs, ground, region, prefix, subnets)
    names = {one.purpose: one.network_security_group or "" for one in subnets}
    through_gateway = region in gateway_regions(inputs.landing_zone)
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
            dns_servers=_asked(inputs, ground, region),
            subnets=subnets,
        ),
        security_groups=tuple(
            NetworkSecurityGroup(name=names[purpose], rules=spoke_rules(purpose, near)) for purpose in sorted(names)
        ),
        route_tables=tuple(tables[one] for one in sorted(tables, key=lambda one: one or "")),
        to_hub=replace(_peering(network_id, hub_id(region)), use_gateway=through_gateway),
        from_hub=replace(_peering(hub_id(region), network_id), lend_gateway=through_gateway),
        tags=platform_tags(inputs, organisation_id, review),
        flow_log=flow_log(inputs, network_id, region, beside_hub=organisation_id == SHARED),
    )


def _firewall(
    inputs: DesignInputs, ground: Ground, region: str, spokes: Sequence[Spoke], network_rules: Sequence[NetworkRule]
) -> Firewall:
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
    basic = file.firewall_tier == "Basic"
    second = compose("public-ip", f"{file.prefix}-firewall-management", ENVIRONMENT, region)
    return Firewall(
        name=compose("firewall", what, ENVIRONMENT, region),
        policy_name=compose("firewall-policy", what, ENVIRONMENT, region),
        tier=file.firewall_tier,
        zones=region_of(region).zones,
        public_ip=compose("public-ip", f"{file.prefix}-firewall", ENVIRONMENT, region),
        management_public_ip=second if basic else None,
        private_address=firewall_address(ground, region),
        rules=tuple(rules) if sources else (),
        network_rules=tuple(network_rules),
        dns_proxy=_answers_names(inputs),
        dns_servers=name_servers(inputs, ground, region) if _answers_names(inputs) else (),
        # The tier Basic can only warn of known bad addresses; Premium alone looks into packets.
        threat_intelligence="Alert" if basic else "Deny",
        intrusions="Deny" if file.firewall_tier == "Premium" else None,
    )


def _asked(inputs: DesignInputs, ground: Ground, region: str) -> tuple[str, ...]:
    """Whom a spoke asks for names: the firewall, which writes down the question; else the resolver; else Azure."""
    return (firewall_address(ground, region),) if _answers_names(inputs) else name_servers(inputs, ground, region)


def _answers_names(inputs: DesignInputs) -> bool:
    """True where the firewall can answer questions for names. Source: learn.microsoft.com/azure/firewall, choose the
    right version: the tier Basic has no DNS proxy."""
    return inputs.landing_zone.firewall_tier != "Basic"


def _hub_subnets(
    inputs: DesignInputs, region: str, prefix: IPv4Network, tables: Mapping[HubPurpose, RouteTable]
) -> tuple[Subnet, ...]:
    file = inputs.landing_zone
    wanted: list[HubPurpose] = ["firewall", "bastion", "gateway"]
    if file.firewall_tier == "Basic":
        wanted.insert(1, "firewall-management")
    if has_resolver(file, region):
        wanted += ["resolver-in", "resolver-out"]
    grouped = {one: _group(file.prefix, region, one) for one in GROUPED}
    return tuple(
        hub_subnet(file.prefix, region, prefix, one, grouped.get(one), tables[one].name if one in tables else None)
        for one in wanted
    )


def _hub_groups(
    inputs: DesignInputs, region: str, prefix: IPv4Network, spokes: Sequence[str]
) -> tuple[NetworkSecurityGroup, ...]:
    file = inputs.landing_zone
    people = people_from(file) if bastion(inputs, region) else ()
    rules = {"bastion": bastion_rules(hub_prefix(prefix, "bastion"), people)}
    if has_resolver(file, region):
        near = (hub_prefix(prefix, "firewall"),) if _answers_names(inputs) else tuple(spokes)
        askers = (*near, *sorted(one.prefix for one in file.on_premise_ranges))
        rules["resolver-in"] = resolver_rules(hub_prefix(prefix, "resolver-in"), askers)
        rules["resolver-out"] = resolver_rules(hub_prefix(prefix, "resolver-out"), ())
    return tuple(
        NetworkSecurityGroup(name=_group(file.prefix, region, one), rules=rules[one]) for one in GROUPED if one in rules
    )


def _group(prefix: str, region: str, purpose: HubPurpose) -> str:
    return compose("network-security-group", f"{prefix}-{purpose}", ENVIRONMENT, region)


def _hub_peerings(ground: Ground, region: str) -> tuple[Peering, ...]:
    """The hub's side of its peering with the other hubs. Those with spokes stand at the spokes."""
    return tuple(_peering(hub_id(region), hub_id(other)) for other in sorted(ground.hubs) if other != region)


def _peering(network_id: str, remote_id: str) -> Peering:
    """A network's side of its peering with another."""
    return Peering(
        name=joined("peering", f"peer-{network_id}-to-{remote_id}"), remote_id=remote_id, allow_forwarded=True
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
        bastion=hub_prefix(ground.hubs[region], "bastion"),
        firewall=hub_prefix(ground.hubs[region], "firewall"),
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
