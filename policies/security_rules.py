"""Reading the rules of network security groups, inside their group or as resources of their own."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from policies.combining import all_true, any_true, known
from policies.model import Resource
from policies.values import ABSENT, every, is_unknown, read, same_text

SECURITY_GROUP = "azure-native:network:NetworkSecurityGroup"
SECURITY_RULE = "azure-native:network:SecurityRule"

_ANYWHERE = ("*", "Internet", "Any", "0.0.0.0", "::", "/0")  # noqa: S104 - nothing is bound to it
"""As people write it. Nobody writes one of the last three who means a single address."""


def rules_of(resource: Resource) -> tuple[tuple[str, Any], ...]:
    """Each rule with where it stands: those of a group, or the one that the resource is."""
    if resource.type == SECURITY_RULE:
        return (("", resource.properties),)
    return tuple(every(resource.properties, "securityRules[]"))


def lets_anybody_in(rule: Mapping[str, Any]) -> bool | None:
    """Whether the rule allows what comes in from the whole internet; None where that is not known."""
    access, direction = read(rule, "access"), read(rule, "direction")
    prefixes = _both(rule, "sourceAddressPrefix", "sourceAddressPrefixes")
    return all_true(
        known(access, same_text(access, "Allow")),
        known(direction, same_text(direction, "Inbound")),
        any_true(_is_anywhere(one) for one in prefixes),
    )


def ports_of(rule: Mapping[str, Any]) -> tuple[Any, ...]:
    """The port ranges that the rule is about; one may be a sentinel."""
    return _both(rule, "destinationPortRange", "destinationPortRanges")


def has_ports(rule: Mapping[str, Any]) -> bool | None:
    """Whether the rule's protocol has ports; None where that is not known."""
    protocol = read(rule, "protocol")
    return known(protocol, same_text(protocol, "Tcp", "Udp", "*"))


def _both(rule: Mapping[str, Any], one: str, several: str) -> tuple[Any, ...]:
    found = [read(rule, one), *(member for _, member in every(rule, f"{several}[]"))]
    return tuple(member for member in found if member is not ABSENT)


def _is_anywhere(prefix: Any) -> bool | None:
    if is_unknown(prefix):
        return None
    if not isinstance(prefix, str) or same_text(prefix, *_ANYWHERE):
        return same_text(prefix, *_ANYWHERE)
    try:
        # 0.0.0.0/1 and 128.0.0.0/1 together are the whole internet.
        return ipaddress.ip_network(prefix.strip(), strict=False).prefixlen <= 1
    except ValueError:
        return False
