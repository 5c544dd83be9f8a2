"""Finds names across the two places: sites ask inside, and what is theirs is asked of them."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
from pulumi_azure_native import dnsresolver as azure

from migration.model.architecture import Resolver
from stacks.components.network import Place

DNS_PORT = 53


def build_resolver(
    place: Place,
    resolver: Resolver,
    network_id: pulumi.Input[str],
    subnets: Mapping[str, pulumi.Output[str]],
    after: pulumi.Resource,
) -> azure.OutboundEndpoint:
    """Make a resolver in the hub, once what changes the network before is done (`after`). `subnets` are the hub's by
    name.

    Makes 3 resources (resolver, both endpoints); with something to forward 2 more (ruleset, its link to the hub) and 1
    for each domain.
    """
    made = azure.DnsResolver(
        f"{place.id}-resolver",
        dns_resolver_name=resolver.name,
        resource_group_name=place.resource_group,
        location=place.region,
        virtual_network=azure.SubResourceArgs(id=network_id),
        tags=place.tags,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[after])),
    )
    inside = azure.InboundEndpoint(
        f"{place.id}-resolver-in",
        inbound_endpoint_name=resolver.inbound_name,
        dns_resolver_name=made.name,
        resource_group_name=place.resource_group,
        location=place.region,
        ip_configurations=[
            azure.IpConfigurationArgs(
                private_ip_address=resolver.inbound.address,
                private_ip_allocation_method="Static",
                subnet=azure.SubResourceArgs(id=subnets[resolver.inbound.subnet]),
            )
        ],
        tags=place.tags,
        opts=place.options,
    )
    outside = azure.OutboundEndpoint(
        f"{place.id}-resolver-out",
        outbound_endpoint_name=resolver.outbound_name,
        dns_resolver_name=made.name,
        resource_group_name=place.resource_group,
        location=place.region,
        subnet=azure.SubResourceArgs(id=subnets[resolver.outbound.subnet]),
        tags=place.tags,
        # One after the other: both change the network.
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[inside])),
    )
    if resolver.ruleset_name is not None and resolver.link_name is not None:
        _forward(place, resolver, resolver.ruleset_name, resolver.link_name, network_id, outside)
    return outside


def _forward(
    place: Place,
    resolver: Resolver,
    ruleset_name: str,
    link_name: str,
    network_id: pulumi.Input[str],
    outside: azure.OutboundEndpoint,
) -> None:
    ruleset = azure.DnsForwardingRuleset(
        f"{place.id}-forwarding",
        dns_forwarding_ruleset_name=ruleset_name,
        resource_group_name=place.resource_group,
        location=place.region,
        dns_resolver_outbound_endpoints=[azure.SubResourceArgs(id=outside.id)],
        tags=place.tags,
        opts=place.options,
    )
    for rule in resolver.rules:
        azure.ForwardingRule(
            f"{place.id}-forwarding-{rule.name}",
            forwarding_rule_name=rule.name,
            dns_forwarding_ruleset_name=ruleset.name,
            resource_group_name=place.resource_group,
            domain_name=rule.domain,
            forwarding_rule_state="Enabled",
            target_dns_servers=[azure.TargetDnsServerArgs(ip_address=one, port=DNS_PORT) for one in rule.servers],
            opts=place.options,
        )
    azure.PrivateResolverVirtualNetworkLink(
        f"{place.id}-forwarding-link",
        virtual_network_link_name=link_name,
        dns_forwarding_ruleset_name=ruleset.name,
        resource_group_name=place.resource_group,
        virtual_network=azure.SubResourceArgs(id=network_id),
        opts=place.options,
    )
