"""The ways between networks: what stands in the architecture is what is registered, with the secure settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from as_checked import as_checked
from built_stack import Built, build_wave_stack, run_program
from connected_architecture import CIRCUIT, IN_STACK, KEYS, connected_architecture, divided_architecture

from migration.design.resource_counts import landing_zone_resources, zone_stack_resources
from migration.model.architecture import Architecture
from policies.check import check
from policies.rules import RULES
from policies.standards import Standards
from safeio.errors import InputError
from safeio.json_files import canonical_json
from stacks.landing_zone import build_landing_zone

SECRET = "a shared key that nobody may see"


def built(architecture: Architecture, number: int = 0, given: Mapping[str, Any] | None = None) -> Built:
    """A stack of the landing zone as registered, with all of its keys."""
    stack = architecture.stacks[number]
    return run_program(
        lambda: build_landing_zone(architecture, stack), stack.name, dict.fromkeys(KEYS, SECRET), KEYS, given
    )


@pytest.fixture(scope="module")
def zone() -> Built:
    return built(connected_architecture())


@pytest.fixture(scope="module")
def parts() -> tuple[Built, Built]:
    """Both stacks of a landing zone that is divided: the second stands on the outputs of the first."""
    divided = divided_architecture()
    first = built(divided)
    return first, built(divided, 1, first.outputs)


def urns_of(found: Built, name: str, argument: str) -> tuple[str, ...]:
    return found.named(name).property_depends_on[argument]


def test_the_design_foretells_how_many_resources_there_are(zone: Built) -> None:
    assert len(zone.azure()) == landing_zone_resources(connected_architecture().landing_zone)


def test_rules_by_address_stand_in_a_group_of_their_own_by_who_asked_for_them(zone: Built) -> None:
    group = zone.named("hub-uks-firewall-network-rules").properties
    assert (group["ruleCollectionGroupName"], group["priority"]) == ("DefaultNetworkRuleCollectionGroup", 200)
    people, interfaces = group["ruleCollections"]
    assert (people["name"], interfaces["name"]) == ("allow-people", "allow-interfaces")
    assert people["priority"] < interfaces["priority"]
    (rule,) = interfaces["rules"]
    assert rule == {
        "ruleType": "NetworkRule",
        "name": "payroll-to-ledger-tcp",
        "description": "payroll calls ledger from the cloud: interface payroll-to-ledger",
        "ipProtocols": ["TCP"],
        "sourceAddresses": ["10.65.0.4"],
        "destinationAddresses": ["10.20.1.11"],
        "destinationPorts": ["1433", "1434"],
    }
    assert zone.named("hub-uks-firewall-network-rules").urn in zone.named("hub-uks-firewall-rules").depends_on


def test_the_firewall_asks_the_resolver_for_names(zone: Built) -> None:
    assert zone.named("hub-uks-firewall-policy").properties["dnsSettings"] == {
        "enableProxy": True,
        "servers": ["10.64.1.4"],
    }


def test_tunnels_are_kept_by_two_machines_in_every_zone(zone: Built) -> None:
    gateway = zone.named("hub-uks-vgw-vpn").properties
    assert (gateway["activeActive"], gateway["vpnType"], gateway["enableBgp"]) == (True, "RouteBased", True)
    assert len(gateway["ipConfigurations"]) == 2
    assert zone.named("hub-uks-pip-vpn-02").properties["zones"] == ["1", "2", "3"]
    assert zone.named("hub-uks-GatewaySubnet").urn in urns_of(zone, "hub-uks-vgw-vpn", "ipConfigurations")


def test_a_tunnel_states_what_it_agrees_on_and_its_key_is_a_secret(zone: Built) -> None:
    connection = zone.named("hub-uks-con-county-hall")
    assert (connection.properties["connectionType"], connection.properties["connectionProtocol"]) == ("IPsec", "IKEv2")
    (policy,) = connection.properties["ipsecPolicies"]
    assert (policy["ipsecEncryption"], policy["dhGroup"], policy["saLifeTimeSeconds"]) == ("GCMAES256", "ECP256", 27000)
    assert connection.properties["sharedKey"]["value"] == SECRET
    assert len(connection.properties["sharedKey"]) == 2  # the value, and the mark that makes it a secret
    site = zone.named("hub-uks-lgw-county-hall").properties
    assert site["localNetworkAddressSpace"] == {"addressPrefixes": ["10.20.0.0/16"]}
    assert site["bgpSettings"] == {"asn": 65010, "bgpPeeringAddress": "10.20.0.1"}


def test_a_circuit_is_joined_by_its_id_with_the_key_of_its_owner(zone: Built) -> None:
    connection = zone.named("hub-uks-con-hscn").properties
    assert connection["connectionType"] == "ExpressRoute"
    assert connection["peer"] == {"id": CIRCUIT}
    assert connection["authorizationKey"]["value"] == SECRET
    assert "sharedKey" not in connection and "ipsecPolicies" not in connection


def test_no_key_stands_anywhere_but_in_a_secret(zone: Built) -> None:
    for one in zone.resources:
        plain = {name: found for name, found in one.properties.items() if name not in ("sharedKey", "authorizationKey")}
        assert SECRET not in json.dumps(plain)
        assert SECRET not in json.dumps(zone.outputs)


@pytest.mark.parametrize("secret_keys", [(), KEYS[:1]], ids=["plain", "one is missing"])
def test_a_key_that_is_missing_or_plain_is_refused_before_anything_is_made(secret_keys: tuple[str, ...]) -> None:
    architecture = connected_architecture()
    config = dict.fromkeys(secret_keys or KEYS, SECRET)
    with pytest.raises(InputError, match=r"pulumi config set --secret cloud-unless:") as refused:
        run_program(
            lambda: build_landing_zone(architecture, architecture.stacks[0]), "landing-zone", config, secret_keys
        )
    assert SECRET not in str(refused.value)


def test_spokes_use_the_gateway_that_the_hub_lends_once_it_is_there(zone: Built) -> None:
    lent, used = zone.named("spoke-council-uks-from-hub"), zone.named("spoke-council-uks-to-hub")
    assert (lent.properties["allowGatewayTransit"], used.properties["useRemoteGateways"]) == (True, True)
    assert zone.named("hub-uks-peer-hub-ukw").properties["useRemoteGateways"] is False
    assert zone.named("hub-uks-vgw-vpn").urn in zone.named("hub-uks-peer-hub-ukw").depends_on


def test_what_stands_in_the_hub_comes_one_after_the_other(zone: Built) -> None:
    order = ["firewall", "bastion", "resolver", "vgw-circuits", "vgw-vpn"]
    chain = [zone.named(f"hub-uks-{name}") for name in order]
    for before, after in pairwise(chain):
        last = zone.named("hub-uks-resolver-out") if before.name == "hub-uks-resolver" else before
        assert last.urn in after.depends_on


def test_bastion_hands_out_no_links(zone: Built) -> None:
    bastion = zone.named("hub-uks-bastion").properties
    assert (bastion["sku"], bastion["enableShareableLink"], bastion["enableFileCopy"]) == (
        {"name": "Standard"},
        False,
        False,
    )
    assert zone.named("hub-uks-AzureBastionSubnet").urn in urns_of(zone, "hub-uks-bastion", "ipConfigurations")


def test_the_resolver_answers_at_a_fixed_address_and_forwards_what_is_the_sites(zone: Built) -> None:
    (place,) = zone.named("hub-uks-resolver-in").properties["ipConfigurations"]
    assert (place["privateIpAddress"], place["privateIpAllocationMethod"]) == ("10.64.1.4", "Static")
    rule = zone.named("hub-uks-forwarding-to-council-local").properties
    assert rule["domainName"] == "council.local."
    assert rule["targetDnsServers"] == [{"ipAddress": "10.20.0.10", "port": 53}]
    assert urns_of(zone, "hub-uks-forwarding-link", "virtualNetwork") == (zone.named("hub-uks-network").urn,)


def test_subnets_of_a_resolver_are_given_to_it(zone: Built) -> None:
    for name in ("resolver-in", "resolver-out"):
        (given,) = zone.named(f"hub-uks-snet-{name}").properties["delegations"]
        assert given["serviceName"] == "Microsoft.Network/dnsResolvers"


def test_flow_logs_are_written_by_an_identity_and_read_by_analytics_where_decided(zone: Built) -> None:
    log = zone.named("hub-uks-flow-log")
    assert log.property_depends_on["targetResourceId"] == (zone.named("hub-uks-network").urn,)
    assert log.property_depends_on["storageId"] == (zone.named("flow-logs-uks-account").urn,)
    assert log.properties["retentionPolicy"] == {"enabled": True, "days": 90}
    assert "flowAnalyticsConfiguration" in log.properties
    assert zone.named("flow-logs-uks-writer-right").urn in log.depends_on
    assert zone.named("hub-uks-watcher").urn in log.depends_on
    assert "flowAnalyticsConfiguration" not in zone.named("spoke-council-uks-flow-log").properties


def test_a_store_of_flow_logs_takes_no_keys_and_no_strangers(zone: Built) -> None:
    account = zone.named("flow-logs-uks-account")
    assert account.protect
    assert account.properties["allowSharedKeyAccess"] is False
    assert account.properties["networkRuleSet"] == {"defaultAction": "Deny", "bypass": "AzureServices"}


def test_a_watcher_that_azure_has_made_is_used_where_it_stands() -> None:
    architecture = connected_architecture()
    zone = architecture.landing_zone
    spokes = tuple(
        replace(one, flow_log=replace(one.flow_log, watcher_group="NetworkWatcherRG"))
        for one in zone.spokes
        if one.flow_log
    )
    found = built(replace(architecture, landing_zone=replace(zone, spokes=spokes)))
    log = found.named("spoke-council-uks-flow-log").properties
    assert (log["resourceGroupName"], log["networkWatcherName"]) == ("NetworkWatcherRG", "NetworkWatcher_uksouth")
    assert "spoke-council-uks-watcher" not in {one.name for one in found.resources}


def test_the_hubs_are_protected_by_the_plan_against_floods(zone: Built) -> None:
    for name in ("hub-uks-network", "hub-ukw-network"):
        assert zone.named(name).properties["enableDdosProtection"] is True
        assert urns_of(zone, name, "ddosProtectionPlan") == (zone.named("ddos").urn,)
    assert "ddosProtectionPlan" not in zone.named("spoke-council-uks-network").properties


def test_every_standard_is_kept(zone: Built) -> None:
    plain = json.loads(canonical_json(connected_architecture()))
    about = ("NET", "STO", "IAM", "KEY")
    rules = [rule for rule in RULES if rule.id[:3] in about or rule.id in ("GOV-003", "LOG-001")]
    found = check(as_checked(zone), rules, (), date(2026, 11, 22), Standards(), plain)
    good = ("pass", "not_applicable")
    assert [(one.rule_id, one.subject, one.message) for one in found.findings if one.verdict not in good] == []
    assert {"NET-016", "NET-020", "STO-006"} <= {one.rule_id for one in found.findings if one.verdict == "pass"}


def test_a_divided_landing_zone_makes_what_one_stack_makes(zone: Built, parts: tuple[Built, Built]) -> None:
    divided = divided_architecture().landing_zone
    assert [len(one.azure()) for one in parts] == [
        zone_stack_resources(divided, divided.stack),
        zone_stack_resources(divided, IN_STACK),
    ]
    assert {(one.type, one.name) for part in parts for one in part.azure()} == {
        (one.type, one.name) for one in zone.azure()
    }


def test_the_second_stack_stands_on_the_first(parts: tuple[Built, Built]) -> None:
    first, second = parts
    joined = second.named("spoke-council-uks-from-hub").properties
    assert (joined["virtualNetworkName"], joined["resourceGroupName"]) == ("vnet-hub-uks", "rg-hub-uks-prod-uks")
    assert "::subscription-platform::" in second.named("spoke-council-uks-from-hub").provider
    assert second.named("spoke-council-uks-to-hub").properties["remoteVirtualNetwork"] == {
        "id": first.outputs["hub"]["hub-uks"]["network_id"]
    }
    link = next(one for one in second.of_type("privatedns:VirtualNetworkLink"))
    assert link.properties["resourceGroupName"] == "rg-dns-prod-uks"
    assert first.of_type("keyvault:Vault") == ()


def test_a_wave_reads_both_stacks_of_a_divided_landing_zone(parts: tuple[Built, Built]) -> None:
    first, second = parts
    divided = divided_architecture()
    waves = replace(divided, stacks=(divided.stacks[0], divided.stacks[2]))
    wave = build_wave_stack(waves, {**first.outputs, **second.outputs})
    assert len(wave.azure()) > 10
