"""The ways between networks: gateways, routes, Bastion, resolver, flow logs, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import IPv4Network
from typing import Any

import pytest
from design_cases import district, landing_zone, one_machine
from network_cases import PRINTERS, hub, said, with_zone

from inventory.model import NetworkDevice
from migration.design.architecture import design
from migration.model.architecture import Hub, Spoke
from migration.model.connections import (
    BastionSettings,
    Circuit,
    DnsSettings,
    ExpressRoute,
    FlowLogSettings,
    ForwardedDomain,
    Vpn,
    VpnSite,
)
from safeio.errors import InputError

CIRCUIT = (
    "/subscriptions/11111111-2222-3333-4444-000000000077/resourceGroups/rg"
    "/providers/Microsoft.Network/expressRouteCircuits/erc-hscn"
)
HALL = VpnSite(site_id="hall", public_address="203.0.113.10")


def test_a_county_with_a_site_has_a_gateway_in_each_region_and_spokes_that_use_it() -> None:
    found = design(with_zone(one_machine(), vpn=Vpn(sites=(HALL,))))
    zone = found.landing_zone
    assert [(one.region, [gateway.kind for gateway in one.gateways]) for one in zone.hubs] == [
        ("uksouth", ["Vpn"]),
        ("ukwest", ["Vpn"]),
    ]
    (gateway,) = hub(found).gateways
    assert (gateway.sku, len(gateway.public_ips), gateway.zones) == ("VpnGw2AZ", 2, ("1", "2", "3"))
    assert zone.hubs[1].gateways[0].zones == ()
    assert (zone.spokes[0].to_hub.use_gateway, zone.spokes[0].from_hub.lend_gateway) == (True, True)
    assert not any(one.use_gateway or one.lend_gateway for one in hub(found).peerings)


def test_a_tunnel_leads_to_the_ranges_of_its_site_and_of_those_behind_it() -> None:
    (connection,) = hub(design(with_zone(one_machine(), vpn=Vpn(sites=(HALL,))))).gateways[0].connections
    assert connection.site is not None and connection.proposal is not None
    assert (connection.secret, connection.site.prefixes) == ("vpn-key-hall", ("10.20.0.0/16",))
    assert connection.proposal.ike_integrity == "SHA256"


def test_what_comes_from_a_site_for_a_spoke_passes_the_firewall() -> None:
    found = design(with_zone(one_machine(), vpn=Vpn(sites=(HALL,), regions=("uksouth",))))
    south, west = found.landing_zone.hubs
    tables = {one.name: one for one in south.route_tables}
    subnets = {one.purpose: one for one in south.network.subnets}
    ways = {one.prefix: one.next_hop for one in tables[subnets["gateway"].route_table or ""].routes}
    assert ways == {"10.64.4.0/22": "10.64.0.4", "10.65.0.0/16": "10.64.0.4"}
    (table,) = west.route_tables
    assert {one.prefix: one.next_hop for one in table.routes} == {
        "0.0.0.0/0": None,
        "10.64.0.0/16": "10.64.0.4",
        "10.20.0.0/16": "10.64.0.4",
    }


def test_regions_reach_each_other_through_both_firewalls() -> None:
    for one, other in (("10.65.0.0/16", "10.65.0.4"), ("10.64.0.0/16", "10.64.0.4")):
        found = design(one_machine()).landing_zone.hubs
        routes = {
            route.prefix: route.next_hop for each in found for table in each.route_tables for route in table.routes
        }
        assert routes[one] == other


def test_a_circuit_has_a_gateway_of_its_own_beside_the_tunnels() -> None:
    circuits = (Circuit(name="hscn", circuit_id=CIRCUIT, authorised=True), Circuit(name="psn", circuit_id=CIRCUIT))
    found = design(with_zone(one_machine(), vpn=Vpn(sites=(HALL,)), express_route=ExpressRoute(circuits=circuits)))
    south, west = found.landing_zone.hubs
    assert [one.kind for one in south.gateways] == ["ExpressRoute", "Vpn"]
    assert [(one.name, one.secret) for one in south.gateways[0].connections] == [
        ("con-hscn-uks", "circuit-key-hscn"),
        ("con-psn-uks", None),
    ]
    assert [one.kind for one in west.gateways] == ["Vpn"]


def test_a_county_has_a_bastion_where_its_machines_are_and_a_district_says_why_it_has_none() -> None:
    south, west = design(one_machine()).landing_zone.hubs
    assert south.bastion is not None and west.bastion is None
    assert south.bastion.tier == "Standard"
    small = design(one_machine(landing_zone=district()))
    assert hub(small).bastion is None
    assert len(said(small, "no Bastion is built")) == 1


def test_people_come_to_a_bastion_from_where_they_are_said_to() -> None:
    wish = BastionSettings(tier="Premium", people_from=("198.51.100.0/24",))
    group = hub(design(with_zone(one_machine(), bastion=wish))).security_groups[0]
    assert [one.sources for one in group.rules if one.name == "allow-people"] == [("198.51.100.0/24",)]
    none = hub(design(with_zone(one_machine(), bastion=BastionSettings(tier="none")))).security_groups[0]
    assert [one for one in none.rules if one.name == "allow-people"] == []


def test_names_go_through_the_firewall_to_the_resolver_and_on_to_the_site() -> None:
    forward = (ForwardedDomain(domain="county.local", servers=("10.20.0.10",)),)
    found = design(with_zone(one_machine(), dns=DnsSettings(forward=forward)))
    south = hub(found)
    assert south.resolver is not None and south.resolver.inbound.address == "10.64.1.4"
    assert (south.firewall.dns_proxy, south.firewall.dns_servers) == (True, ("10.64.1.4",))
    assert found.landing_zone.spokes[0].network.dns_servers == ("10.64.0.4",)
    (rule,) = south.resolver.rules
    assert (rule.domain, rule.servers, south.resolver.link_name) == ("county.local.", ("10.20.0.10",), "link-hub-uks")
    subnets = {one.purpose: (one.prefix, one.delegation) for one in south.network.subnets}
    assert subnets["resolver-in"] == ("10.64.1.0/28", "Microsoft.Network/dnsResolvers")
    group = next(one for one in south.security_groups if "resolver-in" in one.name)
    assert group.rules[0].sources == ("10.64.0.0/26", "10.20.0.0/16")


def test_a_district_asks_its_resolver_since_its_firewall_cannot_answer() -> None:
    forward = (ForwardedDomain(domain="county.local", servers=("10.20.0.10",)),)
    small = design(one_machine(landing_zone=district(dns=DnsSettings(forward=forward))))
    assert (hub(small).firewall.dns_proxy, hub(small).firewall.threat_intelligence) == (False, "Alert")
    assert small.landing_zone.spokes[0].network.dns_servers == ("10.64.1.4",)
    bare = design(one_machine(landing_zone=district(vpn=Vpn(sites=(HALL,)))))
    assert (hub(bare).resolver, bare.landing_zone.spokes[0].network.dns_servers) == (None, ())


def test_a_premium_firewall_stops_intrusions() -> None:
    found = design(with_zone(one_machine(), firewall_tier="Premium"))
    assert (hub(found).firewall.intrusions, hub(found).firewall.threat_intelligence) == ("Deny", "Deny")


def test_every_network_has_a_flow_log_in_the_store_of_its_region() -> None:
    zone = design(one_machine()).landing_zone
    assert [(one.id, one.sku) for one in zone.flow_stores] == [
        ("flow-logs-uks", "Standard_ZRS"),
        ("flow-logs-ukw", "Standard_GRS"),
    ]
    networks: tuple[Hub | Spoke, ...] = (*zone.hubs, *zone.spokes)
    for network in networks:
        assert network.flow_log is not None
        assert network.flow_log.analytics_minutes == 60
        assert network.flow_log.store_id == f"flow-logs-{network.id.rpartition('-')[2]}"
    small = design(one_machine(landing_zone=district())).landing_zone
    assert small.spokes[0].flow_log is not None and small.spokes[0].flow_log.analytics_minutes is None
    none = design(with_zone(one_machine(), flow_logs=FlowLogSettings(keep=False))).landing_zone
    assert (none.flow_stores, none.spokes[0].flow_log) == ((), None)


def test_without_a_way_to_the_sites_it_is_said() -> None:
    assert len(said(design(one_machine()), "no way to the sites is built")) == 1
    assert said(design(with_zone(one_machine(), vpn=Vpn(sites=(HALL,)))), "way to the sites") == []


def test_an_address_outside_every_stated_range_is_a_note_and_one_in_the_pool_is_refused() -> None:
    inputs = one_machine()
    switch = NetworkDevice(id="sw1", name="sw1", addresses=("192.168.7.1/24", "169.254.1.1", "127.0.0.1", "not one"))
    strays = replace(inputs, estate=replace(inputs.estate, network_devices=(switch,)))
    assert said(design(strays), "found in no range") == [
        "landing-zone.yaml: these were found in no range of on_premise_ranges: 192.168.7.0/24 of sw1"
    ]
    taken = replace(switch, addresses=("10.64.9.9",))
    with pytest.raises(
        InputError, match=r"address_pools\.uksouth.*10\.64\.0\.0/16 overlaps 10\.64\.9\.9/32, which sw1 has"
    ):
        design(replace(inputs, estate=replace(inputs.estate, network_devices=(taken,))))


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown site": ({"vpn": Vpn(sites=(replace(HALL, site_id="haul"),))}, "vpn.sites.*Did you mean 'hall'"),
    "a private device": ({"vpn": Vpn(sites=(replace(HALL, public_address="10.0.0.1"),))}, "public_address"),
    "half of BGP": ({"vpn": Vpn(sites=(replace(HALL, asn=65010),))}, "asn and bgp_address belong together"),
    "the number of Azure": (
        {"vpn": Vpn(sites=(replace(HALL, asn=65515, bgp_address="10.20.0.1"),))},
        "65515 cannot be the number",
    ),
    "no site": ({"vpn": Vpn(sites=())}, "vpn.sites.*there is no site"),
    "a site twice": ({"vpn": Vpn(sites=(HALL, HALL))}, "'hall' stands twice"),
    "nothing behind": ({"vpn": Vpn(sites=(HALL,)), "on_premise_ranges": ()}, "nothing is said to be behind hall"),
    "a region without a hub": ({"vpn": Vpn(sites=(HALL,), regions=("westeurope",))}, "vpn.regions.*uksouth, ukwest"),
    "no circuit": ({"express_route": ExpressRoute(circuits=(Circuit(name="a", circuit_id="x"),))}, "circuit_id"),
    "a rule to everywhere": (
        {"firewall_rules": (replace(PRINTERS, destinations=("0.0.0.0/0",)),)},
        r"firewall_rules\[0\]\.destinations.*too wide",
    ),
    "a port of words": ({"firewall_rules": (replace(PRINTERS, ports=("https",)),)}, "'https' is not a port"),
    "ports backwards": ({"firewall_rules": (replace(PRINTERS, ports=("90-80",)),)}, "'90-80' is not a port"),
    "no reason": ({"firewall_rules": (replace(PRINTERS, why=" "),)}, "nobody says what it is for"),
    "an unknown interface": (
        {"firewall_rules": (replace(PRINTERS, interface_id="x"),)},
        r"interface_id.*not in the estate",
    ),
    "a name server outside": (
        {"dns": DnsSettings(forward=(ForwardedDomain(domain="county.local", servers=("8.8.8.8",)),))},
        "'8.8.8.8' is no address in on_premise_ranges",
    ),
    "a private link zone": (
        {"dns": DnsSettings(forward=(ForwardedDomain(domain="privatelink.x", servers=("10.20.0.1",)),))},
        "not a domain of yours",
    ),
    "forwarding without a resolver": (
        {"dns": DnsSettings(resolver=False, forward=(ForwardedDomain(domain="a.local", servers=("10.20.0.1",)),))},
        "no resolver is to be built",
    ),
    "people from inside": (
        {"bastion": BastionSettings(tier="Basic", people_from=("10.0.0.0/8",))},
        "not a public IPv4 range",
    ),
    "logs for ever": ({"flow_logs": FlowLogSettings(days=4000)}, "flow_logs.days.*4000 cannot be kept"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_leads_nowhere_is_refused_with_its_field_and_a_remedy(name: str) -> None:
    fields, words = REFUSED[name]
    with pytest.raises(InputError, match=words) as refused:
        design(with_zone(one_machine(), **fields))
    assert str(refused.value).startswith("landing-zone.yaml ")
    assert refused.value.remedy


def test_parts_of_a_hub_do_not_overlap_and_leave_room() -> None:
    wide = landing_zone(vpn=Vpn(sites=(HALL,)), firewall_tier="Standard")
    found = [IPv4Network(one.prefix) for one in hub(design(one_machine(landing_zone=wide))).network.subnets]
    assert len(found) == 5
    assert not any(one.overlaps(other) for at, one in enumerate(found) for other in found[at + 1 :])
