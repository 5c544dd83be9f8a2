"""Who may talk to whom, and what the hubs hold."""

from __future__ import annotations

from dataclasses import replace

from design_cases import case, district, one_machine

from migration.design.architecture import design
from migration.model.architecture import LandingZone, SecurityRule


def zone() -> LandingZone:
    return design(one_machine()).landing_zone


def inbound(rules: tuple[SecurityRule, ...]) -> list[SecurityRule]:
    return sorted((one for one in rules if one.direction == "Inbound"), key=lambda one: one.priority)


def every_group(found: LandingZone) -> list[tuple[SecurityRule, ...]]:
    return [group.rules for one in (*found.hubs, *found.spokes) for group in one.security_groups]


def test_p_10_nothing_comes_in_from_the_internet_and_the_last_rule_denies_all() -> None:
    for rules in every_group(zone()):
        *allowed, last = inbound(rules)
        assert (last.access, last.sources, last.ports, last.priority) == ("Deny", ("*",), ("*",), 4096)
        open_to_all = {"*", "Internet", "0.0.0.0/0", "VirtualNetwork"}
        for rule in allowed:
            # Bastion signs people in from anywhere, and its own parts talk to each other.
            if rule.access == "Allow" and rule.name not in ("allow-people", "allow-bastion"):
                assert not open_to_all & set(rule.sources)


def test_every_rule_says_why_and_no_priority_is_used_twice() -> None:
    for rules in every_group(zone()):
        assert all(rule.why for rule in rules)
        for direction in ("Inbound", "Outbound"):
            priorities = [rule.priority for rule in rules if rule.direction == direction]
            assert len(set(priorities)) == len(priorities)


def test_only_bastion_manages_machines() -> None:
    spoke = zone().spokes[0]
    (group,) = [one for one in spoke.security_groups if "machines" in one.name]
    rules = inbound(group.rules)
    first = next(rule for rule in rules if "22" in rule.ports and rule.access == "Allow")
    denied = next(rule for rule in rules if "22" in rule.ports and rule.access == "Deny")
    assert first.sources == ("10.64.0.128/26",)
    assert all(rule.priority > denied.priority for rule in rules if "*" in rule.ports and rule.access == "Allow")


def test_databases_are_reached_by_machines_and_web_applications_alone() -> None:
    spoke = zone().spokes[0]
    ranges = {subnet.purpose: subnet.prefix for subnet in spoke.network.subnets}
    rules = [rule for group in spoke.security_groups for rule in group.rules if {"1433", "5432"} & set(rule.ports)]
    allowed = {source for rule in rules for source in rule.sources}
    assert allowed == {ranges["machines"], ranges["web"], ranges["data"]}


def test_without_sites_there_is_no_rule_for_them() -> None:
    inputs = one_machine()
    found = design(replace(inputs, landing_zone=replace(inputs.landing_zone, on_premise_ranges=())))
    names = {rule.name for rules in every_group(found.landing_zone) for rule in rules}
    assert not any("on-premise" in name for name in names)


def test_everything_leaves_a_spoke_through_the_firewall() -> None:
    found = zone()
    (route,) = found.spokes[0].route_tables[0].routes
    assert (route.prefix, route.next_hop_type, route.next_hop) == ("0.0.0.0/0", "VirtualAppliance", "10.64.0.4")
    assert route.next_hop == found.hubs[0].firewall.private_address
    assert all(subnet.route_table for subnet in found.spokes[0].network.subnets)


def test_a_hub_keeps_room_for_firewall_bastion_and_gateway_under_their_own_names() -> None:
    subnets = {subnet.name: subnet.prefix for subnet in zone().hubs[0].network.subnets}
    assert subnets == {
        "AzureFirewallSubnet": "10.64.0.0/26",
        "AzureBastionSubnet": "10.64.0.128/26",
        "GatewaySubnet": "10.64.0.192/27",
    }
    assert zone().hubs[0].resolver is None


def test_a_district_has_one_hub_and_a_small_firewall_with_a_second_address() -> None:
    found = design(one_machine(landing_zone=district())).landing_zone
    (hub,) = found.hubs
    assert (hub.firewall.tier, hub.firewall.management_public_ip) == (
        "Basic",
        "pip-cty-firewall-management-prod-uks",
    )
    assert "AzureFirewallManagementSubnet" in {subnet.name for subnet in hub.network.subnets}
    assert {spoke.region for spoke in found.spokes} == {"uksouth"}
    assert hub.peerings == ()


def test_the_firewall_lets_names_through_for_the_spokes_of_its_region() -> None:
    south, west = zone().hubs
    assert [(rule.name, rule.sources, rule.hosts) for rule in south.firewall.rules] == [
        ("allow-updates", ("10.64.4.0/22",), ("*.update.example",))
    ]
    assert west.firewall.rules == ()
    assert south.firewall.zones == ("1", "2", "3")
    assert west.firewall.zones == ()


def test_every_network_finds_the_names_in_every_private_zone() -> None:
    found = zone()
    assert {link.network_id for link in found.private_dns.links} == {"hub-uks", "hub-ukw", "spoke-county-uks"}


def test_a_programme_that_builds_nothing_still_has_its_landing_zone() -> None:
    found = design(case([], [], []))
    assert [stack.name for stack in found.stacks] == ["landing-zone"]
    assert len(found.landing_zone.hubs) == 2


def test_a_budget_that_stands_keeps_its_first_month() -> None:
    inputs = one_machine()
    before = design(inputs)
    later = design(replace(inputs, previous=before, as_of=inputs.as_of.replace(year=2028)))
    starts = {one.budget.starts for one in later.landing_zone.subscriptions}
    assert starts == {inputs.as_of.replace(day=1)}
