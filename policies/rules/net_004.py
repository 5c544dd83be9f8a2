"""NET-004: no subnet has the way out that Azure gives by default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policies.combining import at
from policies.model import Answer, Context, Resource, Rule, failed, judged
from policies.subnets import NETWORK, SUBNET, of_each_subnet
from policies.values import ABSENT, is_false, read

PROPERTY = "defaultOutboundAccess"


def answer(resource: Resource, _context: Context) -> Answer:
    """Fails where a subnet's machines reach the internet without anybody having decided so."""
    return of_each_subnet(resource, _judge)


def _judge(where: str, subnet: Mapping[str, Any]) -> Answer:
    found, path = read(subnet, PROPERTY), at(where, PROPERTY)
    if found is ABSENT:
        return failed(path, "absent, which leaves the default way out open")
    return judged(found, is_false(found), path, "machines reach the internet by an address that is not the council's")


RULE = Rule(
    id="NET-004",
    title="No default way out to the internet",
    severity="medium",
    why="Machines then leave past the firewall, by an address that nobody owns and that may change: nothing is logged.",
    applies_to=(SUBNET, NETWORK),
    answer=answer,
    absent_means="Fail: API version 2024-05-01, which azure-native 3.29.0 speaks, takes absent for true.",
    remedy="Set default_outbound_access=False. It can be set only when the subnet is made.",
    frameworks={
        "ncsc-csp": ("11",),
        "cyber-essentials": ("CE-FW-01",),
        "caf": ("B4.a",),
        "uk-gdpr": ("32",),
    },
    parameters={},
    sources=(
        "Documentation strings of azure-native 3.29.0, network SubnetArgs.default_outbound_access",
        "Microsoft Learn, Default outbound access in Azure: private by default from the API versions after March 2026",
    ),
)
