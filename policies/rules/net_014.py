"""NET-014: nothing asks name servers on the internet."""

from __future__ import annotations

import ipaddress
from typing import Any

from policies.combining import worst
from policies.model import Answer, Context, Resource, Rule, judged
from policies.values import every, same_text

PLACES = {
    "azure-native:network:VirtualNetwork": "dhcpOptions.dnsServers[]",
    "azure-native:network:NetworkInterface": "dnsSettings.dnsServers[]",
    "azure-native:network:FirewallPolicy": "dnsSettings.servers[]",
}
OF_AZURE = ("168.63.129.16", "AzureProvidedDNS")
"""How Azure's own name servers are written. Source: Microsoft Learn, What is IP address 168.63.129.16?"""


def answer(resource: Resource, context: Context) -> Answer:
    """Fails where a name server is a public address, or is not among those that standards.yaml names."""
    approved = context.parameters["servers"]
    servers = every(resource.properties, PLACES[resource.type])
    return worst(_is_ours(where, found, approved) for where, found in servers)


def _is_ours(where: str, found: Any, approved: tuple[str, ...]) -> Answer:
    good = same_text(found, *OF_AZURE) or (same_text(found, *approved) if approved else _is_private(found))
    return judged(found, good, where, "the name server is not one of the council's")


def _is_private(found: Any) -> bool:
    try:
        return isinstance(found, str) and ipaddress.ip_address(found.strip()).is_private
    except ValueError:
        return False


RULE = Rule(
    id="NET-014",
    title="No name servers on the internet",
    severity="low",
    why="A name server on the internet learns the names of the council's internal systems, can answer "
    "with addresses of its own, and does not know the private addresses of the council's databases.",
    applies_to=tuple(PLACES),
    answer=answer,
    absent_means="Pass: without it Azure's own name servers answer, which know the private DNS zones of the network.",
    remedy="Set dhcp_options=network.DhcpOptionsArgs(dns_servers=[...]) with the private address of the "
    "firewall or of a resolver. To allow certain ones only, name them in standards.yaml under "
    "servers.",
    frameworks={
        "ncsc-csp": ("11",),
        "caf": ("B4.a",),
        "checkov": ("CKV_AZURE_183",),
    },
    parameters={"servers": ()},
    sources=(
        "Documentation strings of azure-native 3.29.0, network DhcpOptionsArgs.dns_servers",
        "Microsoft Learn, What is IP address 168.63.129.16?",
    ),
)
