"""The functions of ARM expressions on ranges of addresses."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any


def _network(text: Any) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    if not isinstance(text, str):
        raise TypeError  # a number would be taken for an address
    return ipaddress.ip_network(text, strict=False)


def _subnet(network: str, length: int, index: int) -> str:
    found = _network(network)
    if not found.prefixlen <= length <= found.max_prefixlen or not 0 <= index < 1 << (length - found.prefixlen):
        raise ValueError
    return f"{found.network_address + (index << (found.max_prefixlen - length))}/{length}"


def _host(network: str, index: int) -> str:
    found = _network(network)
    # The first address is the network's own.
    if not 0 <= index < found.num_addresses - 1:
        raise ValueError
    return str(found.network_address + index + 1)


def _parsed(network: str) -> dict[str, Any]:
    found = _network(network)
    made: dict[str, Any] = {"network": str(found.network_address), "netmask": str(found.netmask)}
    if found.version == 4:
        made["broadcast"] = str(found.broadcast_address)
    first, last = found.network_address, found.broadcast_address
    if found.num_addresses > 2:
        first, last = first + 1, last - 1 if found.version == 4 else last
    return {**made, "firstUsable": str(first), "lastUsable": str(last), "cidr": found.prefixlen}


ADDRESS_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "cidrhost": _host,
    "cidrsubnet": _subnet,
    "parsecidr": _parsed,
}
"""By name in small letters. All raise TypeError or ValueError for what they cannot work with. Source: Microsoft Learn,
CIDR functions for ARM templates."""
