"""The landing zone: what stands in the architecture is what is registered, with the secure settings."""

from __future__ import annotations

import pytest
from built_stack import Built, Registered
from small_architecture import COUNCIL, NETWORKS, PLATFORM, TENANT

from migration.model.architecture import Architecture


def _logs_of(built: Built, token: str) -> set[str]:
    """The resources of a type that have a diagnostic setting."""
    targets = {
        urn.rpartition("::")[2]
        for one in built.of_type("monitor:DiagnosticSetting")
        for urn in one.property_depends_on["resourceUri"]
    }
    return targets & {one.name for one in built.of_type(token)}


def test_there_is_a_provider_for_each_subscription_and_each_is_of_the_tenant(zone: Built) -> None:
    providers = [one for one in zone.resources if one.type == "pulumi:providers:azure-native"]
    found = {one.name: (one.properties["subscriptionId"], one.properties["tenantId"]) for one in providers}
    assert found == {"subscription-council": (COUNCIL, TENANT), "subscription-platform": (PLATFORM, TENANT)}


def test_P_12_everything_is_built_by_an_explicit_provider(zone: Built, wave: Built) -> None:
    assert [one.name for one in (*zone.azure(), *wave.azure()) if "::subscription-" not in one.provider] == []


def test_the_spoke_is_built_in_the_subscription_of_its_organisation(zone: Built) -> None:
    assert "::subscription-council::" in zone.named("spoke-council-uks-network").provider
    assert "::subscription-platform::" in zone.named("spoke-council-uks-from-hub").provider


def test_a_budget_starts_on_the_day_decided_and_warns_of_the_forecast_last(zone: Built) -> None:
    budget = zone.named("budget-council-budget").properties
    assert (budget["scope"], budget["amount"]) == (f"/subscriptions/{COUNCIL}", 4500.5)
    assert budget["timePeriod"] == {"startDate": "2026-11-01T00:00:00Z", "endDate": "2036-11-01T00:00:00Z"}
    kinds = {name: (one["threshold"], one["thresholdType"]) for name, one in budget["notifications"].items()}
    assert kinds == {
        "actual-80": (80, "Actual"),
        "actual-100": (100, "Actual"),
        "forecast-110": (110, "Forecasted"),
    }
    assert all(one["contactEmails"] == ["finance@council.example"] for one in budget["notifications"].values())


def test_the_activity_log_of_each_subscription_is_kept(zone: Built) -> None:
    settings = zone.of_type("monitor:SubscriptionDiagnosticSetting")
    assert len(settings) == 2
    assert all(len(one.properties["logs"]) == 8 for one in settings)


def test_people_are_told_of_threats(zone: Built) -> None:
    contact = zone.named("budget-platform-security-contact").properties
    assert (contact["emails"], contact["isEnabled"]) == ("security@council.example", True)


def test_subnets_are_resources_of_their_own_and_come_one_after_the_other(zone: Built) -> None:
    network = zone.named("spoke-council-uks-network")
    assert "subnets" not in network.properties
    assert network.properties["dhcpOptions"] == {"dnsServers": ["10.64.0.4"]}
    order = ["snet-machines", "snet-data", "snet-endpoints", "snet-web"]
    chain = [zone.named(f"spoke-council-uks-{name}") for name in order]
    for before, after in zip([network, *chain], chain, strict=False):
        assert before.urn in after.depends_on


def test_a_subnet_has_its_group_its_routes_its_delegation_and_no_way_out_of_its_own(zone: Built) -> None:
    subnet = zone.named("spoke-council-uks-snet-data")
    assert subnet.properties["defaultOutboundAccess"] is False
    assert subnet.properties["addressPrefix"] == "10.65.1.0/26"
    assert [one["serviceName"] for one in subnet.properties["delegations"]] == [
        "Microsoft.DBforPostgreSQL/flexibleServers"
    ]
    assert zone.named("spoke-council-uks-nsg-data").urn in subnet.property_depends_on["networkSecurityGroup"]
    assert zone.named("spoke-council-uks-rt-council-uks").urn in subnet.property_depends_on["routeTable"]


def test_security_groups_hold_for_private_endpoints_too(zone: Built) -> None:
    subnet = zone.named("spoke-council-uks-snet-endpoints")
    assert subnet.properties["privateEndpointNetworkPolicies"] == "Enabled"


def test_a_rule_uses_the_plural_field_only_for_several(zone: Built) -> None:
    allow, deny = zone.named("spoke-council-uks-nsg-web").properties["securityRules"]
    assert allow["sourceAddressPrefixes"] == ["10.65.0.0/22", "10.64.0.0/22"]
    assert "sourceAddressPrefix" not in allow
    assert (allow["destinationPortRange"], allow["access"], allow["priority"]) == ("443", "Allow", 100)
    assert (deny["sourceAddressPrefix"], deny["destinationPortRange"], deny["access"]) == ("*", "*", "Deny")
    assert len(deny["description"]) == 140


def test_all_that_leaves_a_spoke_goes_to_the_firewall(zone: Built) -> None:
    table = zone.named("spoke-council-uks-rt-council-uks").properties
    assert table["disableBgpRoutePropagation"] is True
    (route,) = table["routes"]
    assert (route["addressPrefix"], route["nextHopType"], route["nextHopIpAddress"]) == (
        "0.0.0.0/0",
        "VirtualAppliance",
        "10.64.0.4",
    )


def test_the_firewall_stands_in_its_subnet_and_takes_up_its_policy_and_address(zone: Built) -> None:
    firewall = zone.named("hub-uks-firewall")
    assert firewall.properties["zones"] == ["1", "2", "3"]
    assert firewall.properties["sku"] == {"name": "AZFW_VNet", "tier": "Standard"}
    assert zone.named("hub-uks-firewall-policy").urn in firewall.property_depends_on["firewallPolicy"]
    way_out = firewall.property_depends_on["ipConfigurations"]
    assert {zone.named("hub-uks-AzureFirewallSubnet").urn, zone.named("hub-uks-pip-afw-uks").urn} <= set(way_out)
    assert zone.named("hub-uks-firewall-rules").urn in firewall.depends_on


def test_a_region_without_zones_has_none(zone: Built) -> None:
    assert "zones" not in zone.named("hub-ukw-firewall").properties
    assert "zones" not in zone.named("hub-ukw-pip-afw-ukw").properties


def test_the_firewall_lets_only_the_names_through_that_were_decided(zone: Built) -> None:
    policy = zone.named("hub-uks-firewall-policy").properties
    assert (policy["threatIntelMode"], policy["dnsSettings"]) == ("Deny", {"enableProxy": True})
    (collection,) = zone.named("hub-uks-firewall-rules").properties["ruleCollections"]
    (rule,) = collection["rules"]
    assert (collection["priority"], collection["action"], rule["ruleType"]) == (
        200,
        {"type": "Allow"},
        "ApplicationRule",
    )
    assert rule["ruleType"] == "ApplicationRule"
    assert rule["targetFqdns"] == ["*.windowsupdate.com"]
    assert rule["protocols"] == [{"protocolType": "Https", "port": 443}]


@pytest.mark.parametrize(
    ("peering", "here", "there"),
    [
        ("hub-uks-peer-hub-ukw", "vnet-hub-uks", "hub-ukw-network"),
        ("hub-ukw-peer-hub-uks", "vnet-hub-ukw", "hub-uks-network"),
        ("spoke-council-uks-from-hub", "vnet-hub-uks", "spoke-council-uks-network"),
        ("spoke-council-uks-to-hub", "vnet-council-uks", "hub-uks-network"),
    ],
)
def test_networks_are_joined_on_both_sides(zone: Built, peering: str, here: str, there: str) -> None:
    side = zone.named(peering)
    assert side.properties["virtualNetworkName"] == here
    assert side.property_depends_on["remoteVirtualNetwork"] == (zone.named(there).urn,)
    assert side.properties["allowForwardedTraffic"] is True


def test_a_spokes_peering_comes_after_its_subnets_and_the_hubs_side(zone: Built, architecture: Architecture) -> None:
    from_hub, to_hub = zone.named("spoke-council-uks-from-hub"), zone.named("spoke-council-uks-to-hub")
    last = architecture.landing_zone.spokes[0].network.subnets[-1].name
    assert zone.named(f"spoke-council-uks-{last}").urn in from_hub.depends_on
    assert from_hub.urn in to_hub.depends_on


def test_every_zone_is_linked_to_every_network(zone: Built, architecture: Architecture) -> None:
    zones = architecture.landing_zone.private_dns.zones
    assert len(zone.of_type("privatedns:PrivateZone")) == len(zones) == 9
    links = zone.of_type("privatedns:VirtualNetworkLink")
    assert {(one.properties["privateZoneName"], one.properties["virtualNetworkLinkName"]) for one in links} == {
        (name, f"link-{network}") for name in zones for network in NETWORKS
    }
    assert all(one.properties["registrationEnabled"] is False for one in links)


def test_the_workspace_knows_only_people_of_the_directory(zone: Built) -> None:
    workspace = zone.named("log-workspace").properties
    assert (workspace["retentionInDays"], workspace["features"]) == (365, {"disableLocalAuth": True})


def test_a_key_vault_is_closed_and_cannot_be_emptied(zone: Built) -> None:
    vault = zone.named("kv-council-vault").properties["properties"]
    assert {key: vault[key] for key in ("enablePurgeProtection", "enableRbacAuthorization", "enableSoftDelete")} == {
        "enablePurgeProtection": True,
        "enableRbacAuthorization": True,
        "enableSoftDelete": True,
    }
    assert (vault["publicNetworkAccess"], vault["softDeleteRetentionInDays"], vault["tenantId"]) == (
        "Disabled",
        90,
        TENANT,
    )
    assert vault["networkAcls"] == {"bypass": "None", "defaultAction": "Deny"}


def test_a_private_endpoint_has_its_service_its_subnet_and_its_names(zone: Built) -> None:
    endpoint, names = zone.named("kv-council-endpoint"), zone.named("kv-council-endpoint-names")
    assert zone.named("kv-council-vault").urn in endpoint.property_depends_on["privateLinkServiceConnections"]
    assert endpoint.property_depends_on["subnet"] == (zone.named("spoke-council-uks-snet-endpoints").urn,)
    assert names.properties["privateEndpointName"] == "pep-kv-council"
    (zone_of_names,) = names.properties["privateDnsZoneConfigs"]
    assert zone_of_names["name"] == "privatelink-vaultcore-azure-net"


def test_a_recovery_vault_keeps_what_attackers_would_delete(zone: Built) -> None:
    settings = zone.named("rsv-council-vault").properties["properties"]
    assert settings["securitySettings"]["softDeleteSettings"]["softDeleteState"] == "AlwaysON"
    assert settings["securitySettings"]["immutabilitySettings"] == {"state": "Unlocked"}
    assert settings["redundancySettings"] == {
        "crossRegionRestore": "Enabled",
        "standardTierStorageRedundancy": "GeoRedundant",
    }


def _kept(policy: Registered) -> dict[str, dict[str, object]]:
    retention = policy.properties["properties"]["retentionPolicy"]
    return {name: one["retentionDuration"] for name, one in retention.items() if name.endswith("Schedule")}


def test_a_backup_policy_keeps_copies_as_long_as_decided(zone: Built) -> None:
    critical = zone.named("rsv-council-bkpol-critical")
    assert critical.properties["properties"]["policyType"] == "V2"
    schedule = critical.properties["properties"]["schedulePolicy"]["dailySchedule"]
    assert schedule == {"scheduleRunTimes": ["2026-01-01T22:00:00Z"]}
    assert _kept(critical) == {
        "dailySchedule": {"count": 35, "durationType": "Days"},
        "weeklySchedule": {"count": 12, "durationType": "Weeks"},
        "monthlySchedule": {"count": 12, "durationType": "Months"},
    }
    assert _kept(zone.named("rsv-council-bkpol-lesser")) == {"dailySchedule": {"count": 30, "durationType": "Days"}}


@pytest.mark.parametrize(
    "token",
    [
        "network:VirtualNetwork",
        "network:NetworkSecurityGroup",
        "network:AzureFirewall",
        "network:PublicIPAddress",
        "operationalinsights:Workspace",
        "keyvault:Vault",
        "recoveryservices:Vault",
    ],
)
def test_everything_that_keeps_logs_sends_them(zone: Built, token: str) -> None:
    assert _logs_of(zone, token) == {one.name for one in zone.of_type(token)} != set()


def test_the_outputs_are_those_that_other_stacks_read(zone: Built) -> None:
    assert set(zone.outputs) == {"subscriptions", "hub", "spokes", "private_dns_zones", "workspace_id", "vaults"}
    assert zone.outputs["subscriptions"] == {"council": COUNCIL, "platform": PLATFORM}
    assert zone.outputs["hub"]["hub-uks"]["firewall_address"] == "10.64.0.4"
    assert set(zone.outputs["spokes"]["spoke-council-uks"]) == {"network_id", "subnets"}
    policies = {"bkpol-critical", "bkpol-lesser", "bkpol-shares-critical"}
    assert set(zone.outputs["vaults"]["recovery"]["rsv-council"]["policies"]) == policies
    assert set(zone.outputs["vaults"]["keys"]["kv-council"]) == {"id", "uri"}
