"""A virtual network with its subnets, security groups and route tables: what a hub and a spoke have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pulumi
from pulumi_azure_native import network as azure

from migration.model.architecture import Network, NetworkSecurityGroup, RouteTable, SecurityRule, Subnet
from safeio.values import value
from stacks.components.diagnostics import LogTarget, send_logs

DESCRIPTION_LENGTH = 140
"""Azure refuses longer descriptions of security rules. Source: SecurityRuleArgs of azure-native 3.29.0."""


@value
class Place:
    """Where the parts of a network are made, and what they share. `id` starts the Pulumi names of all of them."""

    id: str
    resource_group: pulumi.Input[str]
    region: str
    tags: Mapping[str, str]
    target: LogTarget
    options: pulumi.ResourceOptions


@value
class BuiltNetwork:
    """A network that was made. `ready` comes after its last subnet; `subnets` are ids by name."""

    id: pulumi.Output[str]
    name: pulumi.Output[str]
    subnets: Mapping[str, pulumi.Output[str]]
    ready: pulumi.Resource


def build_network(
    place: Place,
    network: Network,
    security_groups: Sequence[NetworkSecurityGroup],
    route_tables: Sequence[RouteTable],
    on_premise_routes: bool,
    ddos_plan: pulumi.Input[str] | None = None,
) -> BuiltNetwork:
    """Make a network with everything in it.

    With `on_premise_routes` its route tables also learn the routes that gateways announce; without, only the routes
    written hold, so that nothing goes round the firewall. `ddos_plan` is the id of a plan that protects its public
    addresses.

    Makes 2 resources (the network and its diagnostic setting), 1 for each subnet and route table, 2 for each security
    group (itself and its diagnostic setting).
    """
    groups = {one.name: _security_group(place, one) for one in security_groups}
    tables = {one.name: _route_table(place, one, on_premise_routes) for one in route_tables}
    made = azure.VirtualNetwork(
        f"{place.id}-network",
        virtual_network_name=network.name,
        resource_group_name=place.resource_group,
        location=place.region,
        address_space=azure.AddressSpaceArgs(address_prefixes=[network.prefix]),
        dhcp_options=azure.DhcpOptionsArgs(dns_servers=list(network.dns_servers)) if network.dns_servers else None,
        enable_ddos_protection=True if ddos_plan is not None else None,
        ddos_protection_plan=azure.SubResourceArgs(id=ddos_plan) if ddos_plan is not None else None,
        tags=place.tags,
        opts=place.options,
    )
    send_logs(f"{place.id}-network-logs", "network", made.id, place.target, place.options)
    subnets: dict[str, azure.Subnet] = {}
    # One after the other: Azure refuses to change two parts of one network at the same time.
    before: pulumi.Resource = made
    for subnet in network.subnets:
        before = subnets[subnet.name] = _subnet(place, made.name, subnet, groups, tables, before)
    return BuiltNetwork(
        id=made.id,
        name=made.name,
        subnets={name: subnet.id for name, subnet in subnets.items()},
        ready=before,
    )


def _subnet(
    place: Place,
    network_name: pulumi.Output[str],
    subnet: Subnet,
    groups: Mapping[str, pulumi.Output[str]],
    tables: Mapping[str, pulumi.Output[str]],
    after: pulumi.Resource,
) -> azure.Subnet:
    # A resource of its own, not a part of the network: a network that names no subnets leaves them alone since API
    # version 2023-11-01, and a new subnet then changes nothing else. Both ways together would undo each other
    # (pulumi-azure-native issues 611 and 2368).
    group, table = subnet.network_security_group, subnet.route_table
    delegations = [azure.DelegationArgs(name="service", service_name=subnet.delegation)] if subnet.delegation else None
    return azure.Subnet(
        f"{place.id}-{subnet.name}",
        subnet_name=subnet.name,
        resource_group_name=place.resource_group,
        virtual_network_name=network_name,
        address_prefix=subnet.prefix,
        network_security_group=azure.NetworkSecurityGroupArgs(id=groups[group]) if group else None,
        route_table=azure.RouteTableArgs(id=tables[table]) if table else None,
        delegations=delegations,
        service_endpoints=[azure.ServiceEndpointPropertiesFormatArgs(service=one) for one in subnet.service_endpoints]
        or None,
        default_outbound_access=False,
        # Without this the security group of the subnet does not hold for the private endpoints in it.
        private_endpoint_network_policies="Enabled" if subnet.purpose == "endpoints" else None,
        opts=pulumi.ResourceOptions.merge(place.options, pulumi.ResourceOptions(depends_on=[after])),
    )


def _security_group(place: Place, group: NetworkSecurityGroup) -> pulumi.Output[str]:
    made = azure.NetworkSecurityGroup(
        f"{place.id}-{group.name}",
        network_security_group_name=group.name,
        resource_group_name=place.resource_group,
        location=place.region,
        security_rules=[_rule(one) for one in group.rules],
        tags=place.tags,
        opts=place.options,
    )
    send_logs(f"{place.id}-{group.name}-logs", "network-security-group", made.id, place.target, place.options)
    return made.id


def _rule(rule: SecurityRule) -> azure.SecurityRuleArgs:
    # "*" and the names of Azure's own address lists may stand only in the singular fields.
    source, sources = _one_or_more(rule.sources)
    destination, destinations = _one_or_more(rule.destinations)
    port, ports = _one_or_more(rule.ports)
    return azure.SecurityRuleArgs(
        name=rule.name,
        priority=rule.priority,
        direction=rule.direction,
        access=rule.access,
        protocol=rule.protocol,
        source_port_range="*",
        source_address_prefix=source,
        source_address_prefixes=sources,
        destination_address_prefix=destination,
        destination_address_prefixes=destinations,
        destination_port_range=port,
        destination_port_ranges=ports,
        description=rule.why[:DESCRIPTION_LENGTH],
    )


def _one_or_more(wanted: tuple[str, ...]) -> tuple[str | None, list[str] | None]:
    return (wanted[0], None) if len(wanted) == 1 else (None, list(wanted))


def _route_table(place: Place, table: RouteTable, on_premise_routes: bool) -> pulumi.Output[str]:
    made = azure.RouteTable(
        f"{place.id}-{table.name}",
        route_table_name=table.name,
        resource_group_name=place.resource_group,
        location=place.region,
        disable_bgp_route_propagation=not on_premise_routes,
        routes=[
            azure.RouteArgs(
                name=one.name,
                address_prefix=one.prefix,
                next_hop_type=one.next_hop_type,
                next_hop_ip_address=one.next_hop,
            )
            for one in table.routes
        ],
        tags=place.tags,
        opts=place.options,
    )
    return made.id
