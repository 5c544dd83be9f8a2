"""NET-001: the internet reaches no management port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, any_true, at, fails_if, of_each
from policies.model import Answer, Context, Resource, Rule
from policies.ports import includes
from policies.security_rules import SECURITY_GROUP, SECURITY_RULE, has_ports, lets_anybody_in, ports_of, rules_of


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a rule lets anybody in to a port by which machines are managed."""
    ports = tuple(context.parameters["ports"])

    def judge(where: str, rule: Mapping[str, Any]) -> Answer:
        managed = any_true(includes(one, ports) for one in ports_of(rule))
        opened = all_true(lets_anybody_in(rule), has_ports(rule), managed)
        return fails_if(opened, at(where, "destinationPortRange"), "anybody on the internet reaches a management port")

    return of_each(rules_of(resource), judge)


RULE = Rule(
    id="NET-001",
    title="No management ports open to the internet",
    severity="critical",
    why="Open remote desktop and SSH are found within minutes and are how most ransomware gets in.",
    applies_to=(SECURITY_GROUP, SECURITY_RULE),
    answer=answer,
    absent_means="Pass: a group without rules keeps the built-in ones, which refuse what comes from the internet.",
    remedy='Set access="Deny", or name the addresses that may come in source_address_prefixes. Use Azure Bastion to '
    "manage machines.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "mcsb": ("NS-3",),
        "checkov": ("CKV_AZURE_9", "CKV_AZURE_10"),
        "prowler": ("network_rdp_internet_access_restricted", "network_ssh_internet_access_restricted"),
    },
    parameters={"ports": (22, 3389, 5985, 5986)},
    sources=(
        "Documentation strings of azure-native 3.29.0, network SecurityRuleArgs",
        "Ports: SSH 22, RDP 3389, WinRM 5985 and 5986 (IANA service names registry and Microsoft Learn)",
    ),
)
