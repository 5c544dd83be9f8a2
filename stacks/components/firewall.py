"""A hub's firewall: the only way out of every spoke."""

from __future__ import annotations

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Firewall, FirewallRule
from stacks.components.diagnostics import send_logs
from stacks.components.network import Place

RULE_GROUP = "DefaultApplicationRuleCollectionGroup"
RULE_GROUP_PRIORITY = 300
"""The name and priority that the portal gives the group of rules for names."""

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
    there are rules, and 2 more where it has a management address.
    """
    policy = _policy(place, firewall)
    rules = _rules(place, firewall, policy)
    address = _public_address(place, firewall.public_ip, firewall.zones)
    management = None
    if firewall.management_public_ip is not None and management_subnet is not None:
        second = _public_address(place, firewall.management_public_ip, firewall.zones)
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
    # The tier Basic can only warn of known bad addresses, and cannot answer DNS queries.
    basic = firewall.tier == "Basic"
    premium = firewall.tier == "Premium"
    return azure.FirewallPolicy(
        f"{place.id}-firewall-policy",
        firewall_policy_name=firewall.policy_name,
        resource_group_name=place.resource_group,
        location=place.region,
        sku=azure.FirewallPolicySkuArgs(tier=firewall.tier),
        threat_intel_mode="Alert" if basic else "Deny",
        dns_settings=None if basic else azure.DnsSettingsArgs(enable_proxy=True),
        intrusion_detection=azure.FirewallPolicyIntrusionDetectionArgs(mode="Deny") if premium else None,
        tags=place.tags,
        opts=place.options,
    )


def _rules(place: Place, firewall: Firewall, policy: azure.FirewallPolicy) -> list[pulumi.Resource]:
    if not firewall.rules:
        return []
    group = azure.FirewallPolicyRuleCollectionGroup(
        f"{place.id}-firewall-rules",
        rule_collection_group_name=RULE_GROUP,
        firewall_policy_name=policy.name,
        resource_group_name=place.resource_group,
        priority=RULE_GROUP_PRIORITY,
        rule_collections=[_collection(one) for one in firewall.rules],
        opts=place.options,
    )
    return [group]


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


def _public_address(place: Place, name: str, zones: tuple[str, ...]) -> azure.PublicIPAddress:
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


def _configuration(
    name: str, address: azure.PublicIPAddress, subnet: pulumi.Input[str]
) -> azure.AzureFirewallIPConfigurationArgs:
    return azure.AzureFirewallIPConfigurationArgs(
        name=name,
        public_ip_address=azure.SubResourceArgs(id=address.id),
        subnet=azure.SubResourceArgs(id=subnet),
    )
