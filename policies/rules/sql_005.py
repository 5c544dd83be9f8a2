"""SQL-005: no firewall rule of a database lets everybody in."""

from __future__ import annotations

import ipaddress
from typing import Any

from policies.model import Answer, Context, Resource, Rule, failed, passed, unknown
from policies.values import read

IPV6 = "azure-native:sql:IPv6FirewallRule"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where the range is wider than any one organisation's, or stands for all of Azure."""
    first_path, last_path = _paths(resource)
    start, end = (_address(read(resource.properties, path)) for path in (first_path, last_path))
    if start is not None and int(start) == 0:
        return failed(first_path, "the range starts at zero, which lets in all of Azure or all of the internet")
    if start is None or end is None:
        return unknown(first_path, "the range has no two addresses that are known")
    widest = 2 ** (start.max_prefixlen - context.parameters[f"widest_prefix_ipv{start.version}"])
    if int(end) - int(start) + 1 > widest:
        return failed(last_path, "the range is wider than that of any one organisation")
    return passed()


def _paths(rule: Resource) -> tuple[str, str]:
    return ("startIPv6Address", "endIPv6Address") if rule.type == IPV6 else ("startIpAddress", "endIpAddress")


def _address(found: Any) -> Address | None:
    try:
        return ipaddress.ip_address(found.strip()) if isinstance(found, str) else None
    except ValueError:
        return None


RULE = Rule(
    id="SQL-005",
    title="No allow-all SQL firewall rule",
    severity="critical",
    why="The rule for all of Azure lets in every other customer of Azure too: anybody with a credit card is inside.",
    applies_to=(
        "azure-native:sql:FirewallRule",
        IPV6,
        "azure-native:dbforpostgresql:FirewallRule",
        "azure-native:dbformysql:FirewallRule",
    ),
    answer=answer,
    absent_means="Unknown: a rule without both addresses says nothing that can be judged.",
    remedy="Remove the rule and use a private endpoint, or set start_ip_address and end_ip_address to your own range.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-04",),
        "caf": ("B4.b",),
        "uk-gdpr": ("32",),
        "checkov": (
            "CKV_AZURE_11",
            "CKV2_AZURE_34",
        ),
        "prowler": ("sqlserver_unrestricted_inbound_access",),
    },
    parameters={"widest_prefix_ipv4": 16, "widest_prefix_ipv6": 48},
    sources=("Documentation strings of azure-native 3.29.0, sql.FirewallRuleArgs: 0.0.0.0 is all of Azure",),
)
