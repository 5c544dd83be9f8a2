"""A hub's firewall: the only way out of every spoke."""

from __future__ import annotations

from typing import Literal

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Firewall, FirewallRule, NetworkRule
from stacks.components.diagnostics import send_logs
from stacks.components.network import Place
from stacks.components.public_address import build_public_address

NETWORK_GROUP = ("DefaultNetworkRuleCollectionGroup", 200)
NAME_GROUP = ("DefaultApplicationRuleCollectionGroup", 300)
"""The names and priorities that the portal gives the groups of rules for addresses and for names."""

ORIGINS: tuple[tuple[Literal["people", "interfaces", "copies"], int], ...] = (
    ("people", 1000),
    ("interfaces", 2000),
    ("copies", 3000),
)
"""The collections of rules for addresses by who asked for them, with their priorities."""

HTTPS_PORT = 443


def build_firewall(
    place: Place,
    firewall: Firewall,
    subnet: pulumi.Input[str],
    management_subnet: pulumi.Input[str] | None,
    after: pulumi.Resource,
) -> azure.AzureFirewall:
    """Make the firewall with its policy and addresses, once the network is ready (`after`). `management_subnet` is
    needed where it has a second address.

    Makes 5 resources (policy, address, firewall, and a diagnostic setting for each of the last two), 1 more where
    there are rules for names and 1 where there are rules for addresses, and 2 more where it has a management address.
    """
    policy = _policy(place, firewall)
    rules = _rules(place, firewall, policy)
    address = build_public_address(place, firewall.public_ip, firewall.zones)
    management = None
    if firewall.management_public_ip is not None and management_subnet is not None:
        second = build_public_address(place, firewall.management_public_ip, firewall.zones)
        management = _configuration("management", second, management_subnet)
    made = azure.AzureFirewall(
        f"{place.id}-firewall",
        azure_firewall_name=firewall.name,
        resource_group_name=place.resource_group,
        location=place.region,
        sku=azure.AzureFirewallSkuArgs(name="AZFW_VNet", tier=firewall.tier),
        zones=list(firewall.zones) or None,
        firewall_policy=azure.SubResourceArgs(id=policy.id),
        ip_configurations=[_configuration("way-out", address, subnet)],
        management_ip_configuration=management,
        tags=place.tags,
        # Neither the policy nor the network may change while the firewall takes them up.
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[*rules, after])),
    )
    send_logs(f"{place.id}-firewall-logs", "firewall", made.id, place.target, place.options)
    return made


def _policy(place: Place, firewall: Firewall) -> azure.FirewallPolicy:
    names = azure.DnsSettingsArgs(enable_proxy=True, servers=list(firewall.dns_servers) or None)
    intrusions = firewall.intrusions
    return azure.FirewallPolicy(
        f"{place.id}-firewall-policy",
        firewall_policy_name=firewall.policy_name,
        resource_group_name=place.resource_group,
        location=place.region,
        sku=azure.FirewallPolicySkuArgs(tier=firewall.tier),
        threat_intel_mode=firewall.threat_intelligence,
        dns_settings=names if firewall.dns_proxy else None,
        intrusion_detection=azure.FirewallPolicyIntrusionDetectionArgs(mode=intrusions) if intrusions else None,
        tags=place.tags,
        opts=place.options,
    )


def _rules(place: Place, firewall: Firewall, policy: azure.FirewallPolicy) -> list[pulumi.Resource]:
    made: list[pulumi.Resource] = []
    if firewall.network_rules:
        collections = _network_collections(firewall.network_rules)
        made.append(_group(place, policy, "firewall-network-rules", NETWORK_GROUP, collections, []))
    if firewall.rules:
        collections = [_collection(one) for one in firewall.rules]
        # One after the other: Azure refuses to change a policy twice at the same time.
        made.append(_group(place, policy, "firewall-rules", NAME_GROUP, collections, made))
    return made


def _group(
    place: Place,
    policy: azure.FirewallPolicy,
    name: str,
    group: tuple[str, int],
    collections: list[azure.FirewallPolicyFilterRuleCollectionArgs],
    after: list[pulumi.Resource],
) -> azure.FirewallPolicyRuleCollectionGroup:
    return azure.FirewallPolicyRuleCollectionGroup(
        f"{place.id}-{name}",
        rule_collection_group_name=group[0],
        firewall_policy_name=policy.name,
        resource_group_name=place.resource_group,
        priority=group[1],
        rule_collections=collections,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=after)),
    )


def _network_collections(rules: tuple[NetworkRule, ...]) -> list[azure.FirewallPolicyFilterRuleCollectionArgs]:
    """One collection for each origin that has rules, people's own first."""
    return [
        azure.FirewallPolicyFilterRuleCollectionArgs(
            rule_collection_type="FirewallPolicyFilterRuleCollection",
            name=f"allow-{origin}",
            priority=priority,
            action=azure.FirewallPolicyFilterRuleCollectionActionArgs(type="Allow"),
            rules=[_network_rule(one) for one in rules if one.origin == origin],
        )
        for origin, priority in ORIGINS
        if any(one.origin == origin for one in rules)
    ]


def _network_rule(rule: NetworkRule) -> azure.NetworkRuleArgs:
    return azure.NetworkRuleArgs(
        rule_type="NetworkRule",
        name=rule.name,
        description=rule.why,
        ip_protocols=[rule.protocol],
        source_addresses=list(rule.sources),
        destination_addresses=list(rule.destinations),
        destination_ports=list(rule.ports),
    )


def _collection(rule: FirewallRule) -> azure.FirewallPolicyFilterRuleCollectionArgs:
    allowed = azure.ApplicationRuleArgs(
        rule_type="ApplicationRule",
        name=rule.name,
        source_addresses=list(rule.sources),
        target_fqdns=list(rule.hosts),
        protocols=[azure.FirewallPolicyRuleApplicationProtocolArgs(protocol_type="Https", port=HTTPS_PORT)],
    )
    return azure.FirewallPolicyFilterRuleCollectionArgs(
        rule_collection_type="FirewallPolicyFilterRuleCollection",
        name=rule.name,
        priority=rule.priority,
        action=azure.FirewallPolicyFilterRuleCollectionActionArgs(type="Allow"),
        rules=[allowed],
    )


def _configuration(
    name: str, address: azure.PublicIPAddress, subnet: pulumi.Input[str]
) -> azure.AzureFirewallIPConfigurationArgs:
    return azure.AzureFirewallIPConfigurationArgs(
        name=name,
        public_ip_address=azure.SubResourceArgs(id=address.id),
        subnet=azure.SubResourceArgs(id=subnet),
    )
