"""NET-005: what leaves a spoke goes through the hub's firewall."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import at
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.references import named
from policies.routes import ROUTE_TABLE, sends_all_to_appliance
from policies.subnets import NETWORK, SUBNET, has_firewall, is_named, of_each_subnet
from policies.values import ABSENT, read

PROPERTY = "routeTable.id"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a subnet's packets reach the internet past the firewall. A hub, the network with a firewall's
    subnet, is not asked about."""

    def judge(where: str, subnet: Mapping[str, Any]) -> Answer:
        path, found = at(where, PROPERTY), read(subnet, PROPERTY)
        exempt = is_named(subnet, context.parameters["subnets_without_routes"])
        if exempt:
            return not_applicable("the subnet belongs to a service that takes no such route")
        if found is ABSENT:
            wrong = failed(path, "the subnet has no route table")
            return unknown(path, "the name of the subnet is not known yet") if exempt is None else wrong
        return _judge_tables(resource, path, found, context)

    is_hub = has_firewall(resource, context.graph)
    if is_hub:
        return not_applicable("the firewall stands in this network")
    found = of_each_subnet(resource, judge)
    if is_hub is None and found.verdict == "fail":
        return unknown(found.property, "it is not known yet whether the firewall stands in this network")
    return found


def _judge_tables(resource: Resource, path: str, found: Any, context: Context) -> Answer:
    tables = named(resource, path, found, ROUTE_TABLE, context.graph)
    direct = context.parameters["direct_prefixes"]
    good = {sends_all_to_appliance(one, direct, context.graph) for one in tables}
    if good == {True}:
        return passed()
    # With several tables it is not known which of them is this subnet's.
    if good == {False}:
        return failed(path, "the route table lets packets leave past the firewall")
    return unknown(path, "the route table, or a route in it, is not among what is checked or not known yet")


RULE = Rule(
    id="NET-005",
    title="What leaves a spoke goes through the firewall",
    severity="high",
    why="Past the firewall nothing is filtered or logged: data can be carried off without a trace.",
    applies_to=(SUBNET, NETWORK),
    answer=answer,
    absent_means="Fail: without a route table Azure sends packets to the internet by itself. An absent "
    "disable_bgp_route_propagation means that gateways' routes are learned.",
    remedy="Give the subnet a route table with disable_bgp_route_propagation=True and a route 0.0.0.0/0 with "
    'next_hop_type="VirtualAppliance" and the firewall\'s address.',
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-3",),
    },
    parameters={
        "subnets_without_routes": (
            "AzureBastionSubnet",
            "AzureFirewallManagementSubnet",
            "GatewaySubnet",
            "RouteServerSubnet",
        ),
        "direct_prefixes": ("ApiManagement",),
    },
    sources=(
        "Documentation strings of azure-native 3.29.0, network RouteTableArgs and RouteArgs",
        "microsoft/azure-skills, landing-zone constraints of 2026-08-21: subnets that take no default route",
        "Microsoft Learn, API Management: answers to its control plane (the tag ApiManagement) go straight back",
    ),
)
