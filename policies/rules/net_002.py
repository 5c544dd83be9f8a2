"""NET-002: no rule lets everybody in to every port."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, at, fails_if, of_each
from policies.model import Answer, Context, Resource, Rule
from policies.ports import are_all_ports
from policies.security_rules import SECURITY_GROUP, SECURITY_RULE, lets_anybody_in, ports_of, rules_of


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a rule lets anybody in to all ports."""
    return of_each(rules_of(resource), _judge)


def _judge(where: str, rule: Mapping[str, Any]) -> Answer:
    opened = all_true(lets_anybody_in(rule), are_all_ports(ports_of(rule)))
    return fails_if(opened, at(where, "destinationPortRange"), "anybody on the internet reaches every port")


RULE = Rule(
    id="NET-002",
    title="No rule lets everybody in to every port",
    severity="high",
    why="Such a rule switches the network security group off: whatever a supplier installs on a server is on the "
    "internet.",
    applies_to=(SECURITY_GROUP, SECURITY_RULE),
    answer=answer,
    absent_means="Pass: a group without rules keeps the built-in ones, which refuse what comes from the internet.",
    remedy="Name the ports in destination_port_ranges and the senders in source_address_prefixes.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "uk-official": ("11",),
        "mcsb": ("NS-1",),
    },
    parameters={},
    sources=("Documentation strings of azure-native 3.29.0, network SecurityRuleArgs",),
)
