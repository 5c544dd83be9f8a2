"""NET-003: every subnet with workloads has a network security group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import at
from policies.model import Answer, Context, Resource, Rule, failed, not_applicable, passed, unknown
from policies.references import names_one
from policies.security_rules import SECURITY_GROUP
from policies.subnets import NETWORK, SUBNET, is_named, of_each_subnet
from policies.values import read

PROPERTY = "networkSecurityGroup.id"


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a subnet has no group, but for those of Azure's own services."""

    def judge(where: str, subnet: Mapping[str, Any]) -> Answer:
        path = at(where, PROPERTY)
        has_group = names_one(resource, path, read(subnet, PROPERTY), SECURITY_GROUP, context.graph)
        exempt = False if has_group else is_named(subnet, context.parameters["subnets_without_group"])
        if exempt:
            return not_applicable("the subnet belongs to a service that takes no group")
        if has_group is None or exempt is None:
            return unknown(path, f"{path} or the name of the subnet is not known yet")
        return passed() if has_group else failed(path, "the subnet has no network security group")

    return of_each_subnet(resource, judge)


RULE = Rule(
    id="NET-003",
    title="Every workload subnet has a network security group",
    severity="high",
    why="Without one every machine reaches every other: one infected desktop application takes the whole network.",
    applies_to=(SUBNET, NETWORK),
    answer=answer,
    absent_means="Fail: a subnet without a group filters nothing.",
    remedy="Set network_security_group with the id of a group.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-1",),
        "checkov": ("CKV2_AZURE_31",),
        "prowler": ("network_subnet_nsg_associated",),
    },
    parameters={
        "subnets_without_group": (
            "AzureFirewallSubnet",
            "AzureFirewallManagementSubnet",
            "GatewaySubnet",
            "RouteServerSubnet",
        )
    },
    sources=("Microsoft Learn, Azure Virtual Network FAQ: subnets that take no network security group",),
)
