"""The small architecture with its ways to the sites: gateways, Bastion, resolver, flow logs, rules by address."""

from __future__ import annotations

from dataclasses import replace

from small_architecture import TAGS, small_architecture

from migration.model.architecture import (
    Architecture,
    Bastion,
    Connection,
    DdosPlan,
    FlowLog,
    FlowStore,
    ForwardingRule,
    Gateway,
    Hub,
    LocalNetwork,
    NetworkRule,
    NetworkSecurityGroup,
    Proposal,
    Resolver,
    Spoke,
    Subnet,
    SubnetPlace,
)

CIRCUIT = (
    "/subscriptions/aaaaaaaa-0000-0000-0000-000000000009/resourceGroups/rg-provider"
    "/providers/Microsoft.Network/expressRouteCircuits/erc-hscn"
)
KEYS = ("cloud-unless:circuit-key-hscn", "cloud-unless:vpn-key-county-hall")
IN_STACK = "landing-zone-council"

PROPOSAL = Proposal(
    ike_encryption="AES256",
    ike_integrity="SHA256",
    dh_group="ECP256",
    ipsec_encryption="GCMAES256",
    ipsec_integrity="GCMAES256",
    pfs_group="ECP256",
    seconds=27000,
    kilobytes=102400000,
)


def connected_architecture() -> Architecture:
    """The small architecture, whose hub in UK South has one of everything."""
    found = small_architecture()
    zone = found.landing_zone
    uks, ukw = zone.hubs
    return replace(
        found,
        landing_zone=replace(
            zone,
            hubs=(_connected(uks), replace(ukw, flow_log=_log("hub-ukw", "ukw", "ukwest"))),
            spokes=tuple(_joined(one) for one in zone.spokes),
            flow_stores=(_store("uks", "uksouth"), _store("ukw", "ukwest")),
            ddos_plan=DdosPlan(
                id="ddos",
                name="ddos-abc-prod-uks",
                subscription_key="platform",
                resource_group="rg-hub-uks",
                region="uksouth",
                tags=TAGS,
            ),
        ),
    )


def divided_architecture() -> Architecture:
    """The connected architecture, whose council has a stack of its own in the landing zone."""
    found = connected_architecture()
    zone = found.landing_zone
    first, wave = found.stacks
    part = replace(
        first, name=IN_STACK, organisation_id="council", subscription_key="council", depends_on=(zone.stack,)
    )
    groups = {"rg-network", "rg-vaults"}
    return replace(
        found,
        landing_zone=replace(
            zone,
            resource_groups=tuple(
                replace(one, stack=IN_STACK) if one.id in groups else one for one in zone.resource_groups
            ),
            spokes=tuple(replace(one, stack=IN_STACK) for one in zone.spokes),
            key_vaults=tuple(replace(one, stack=IN_STACK) for one in zone.key_vaults),
            recovery_vaults=tuple(replace(one, stack=IN_STACK) for one in zone.recovery_vaults),
        ),
        stacks=(first, part, replace(wave, depends_on=(zone.stack, IN_STACK))),
    )


def _connected(hub: Hub) -> Hub:
    more = (
        Subnet(
            name="AzureBastionSubnet",
            prefix="10.64.0.128/26",
            purpose="bastion",
            network_security_group="nsg-hub",
        ),
        _resolver_subnet("resolver-in", "10.64.1.0/28"),
        _resolver_subnet("resolver-out", "10.64.1.16/28"),
    )
    return replace(
        hub,
        network=replace(hub.network, subnets=(*hub.network.subnets, *more)),
        security_groups=(NetworkSecurityGroup(name="nsg-hub", rules=()),),
        firewall=replace(hub.firewall, network_rules=_rules(), dns_servers=("10.64.1.4",)),
        gateways=(_circuits(), _tunnels()),
        bastion=Bastion(name="bas-abc-prod-uks", tier="Standard", public_ip="pip-bastion", zones=("1", "2", "3")),
        resolver=Resolver(
            name="dnspr-abc",
            inbound_name="from-sites",
            inbound=SubnetPlace(network_id=hub.id, subnet="snet-resolver-in", address="10.64.1.4"),
            outbound_name="to-sites",
            outbound=SubnetPlace(network_id=hub.id, subnet="snet-resolver-out"),
            ruleset_name="dnsfrs-abc",
            rules=(ForwardingRule(name="to-council-local", domain="council.local.", servers=("10.20.0.10",)),),
            link_name="link-hub-uks",
        ),
        flow_log=_log(hub.id, "uks", "uksouth"),
    )


def _joined(spoke: Spoke) -> Spoke:
    return replace(
        spoke,
        to_hub=replace(spoke.to_hub, use_gateway=True),
        from_hub=replace(spoke.from_hub, lend_gateway=True),
        flow_log=replace(_log(spoke.id, "uks", "uksouth"), analytics_minutes=None),
    )


def _resolver_subnet(purpose: str, prefix: str) -> Subnet:
    return Subnet(
        name=f"snet-{purpose}",
        prefix=prefix,
        purpose=purpose,  # type: ignore[arg-type]
        network_security_group="nsg-hub",
        delegation="Microsoft.Network/dnsResolvers",
    )


def _rules() -> tuple[NetworkRule, ...]:
    wanted = NetworkRule(
        name="allow-printers",
        origin="people",
        protocol="TCP",
        sources=("10.65.0.0/22",),
        destinations=("10.20.9.0/24",),
        ports=("9100",),
        why="letters are printed",
    )
    needed = NetworkRule(
        name="payroll-to-ledger-tcp",
        origin="interfaces",
        protocol="TCP",
        sources=("10.65.0.4",),
        destinations=("10.20.1.11",),
        ports=("1433", "1434"),
        why="payroll calls ledger from the cloud: interface payroll-to-ledger",
        interface_ids=("payroll-to-ledger",),
        application_ids=("payroll", "ledger"),
    )
    return (wanted, needed)


def _tunnels() -> Gateway:
    site = LocalNetwork(
        name="lgw-county-hall",
        site_id="county-hall",
        public_address="203.0.113.10",
        prefixes=("10.20.0.0/16",),
        asn=65010,
        bgp_address="10.20.0.1",
    )
    connection = Connection(name="con-county-hall", secret="vpn-key-county-hall", site=site, proposal=PROPOSAL)
    return Gateway(
        name="vgw-vpn",
        kind="Vpn",
        sku="VpnGw2AZ",
        public_ips=("pip-vpn-01", "pip-vpn-02"),
        zones=("1", "2", "3"),
        connections=(connection,),
    )


def _circuits() -> Gateway:
    return Gateway(
        name="vgw-circuits",
        kind="ExpressRoute",
        sku="ErGw1AZ",
        public_ips=("pip-circuits",),
        zones=("1", "2", "3"),
        connections=(Connection(name="con-hscn", secret="circuit-key-hscn", circuit_id=CIRCUIT),),
    )


def _log(network_id: str, short: str, region: str) -> FlowLog:
    return FlowLog(
        name=f"fl-{network_id}",
        store_id=f"flow-logs-{short}",
        days=90,
        analytics_minutes=60,
        watcher=f"NetworkWatcher_{region}",
        watcher_group=None,
    )


def _store(short: str, region: str) -> FlowStore:
    return FlowStore(
        id=f"flow-logs-{short}",
        name=f"stabcflows{short}",
        identity_name=f"id-flow-logs-{short}",
        role_assignment="99999999-0000-0000-0000-000000000001",
        subscription_key="platform",
        resource_group=f"rg-hub-{short}",
        region=region,
        sku="Standard_ZRS" if short == "uks" else "Standard_GRS",
        days=90,
        tags=TAGS,
    )
