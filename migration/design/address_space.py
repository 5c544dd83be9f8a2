"""Cutting ranges out of ranges, and addresses out of subnets. Pure arithmetic on IPv4 prefixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv4Network

RESERVED_AT_START = 4
"""Azure keeps the first four addresses of a subnet (network, gateway, two for names) and the last.
Source: Azure Virtual Network FAQ as quoted in Microsoft Q&A 1681298."""

RESERVED = RESERVED_AT_START + 1


def usable(prefix: IPv4Network) -> int:
    """How many addresses of a subnet things may have."""
    return max(0, prefix.num_addresses - RESERVED)


def smallest_prefix(addresses: int, longest: int) -> int:
    """The length of the smallest subnet with so many usable addresses, never longer than `longest`."""
    return min(longest, 32 - (addresses + RESERVED - 1).bit_length())


def free_block(pool: IPv4Network, taken: Iterable[IPv4Network], length: int) -> IPv4Network | None:
    """The first block of a prefix length inside `pool` that overlaps nothing taken; None where there is none."""
    if length < pool.prefixlen:
        return None
    size = 1 << (32 - length)
    at, end = int(pool.network_address), int(pool.broadcast_address)
    for start, last in sorted((int(one.network_address), int(one.broadcast_address)) for one in taken):
        if last < at:
            continue
        if start >= at + size:
            break
        at = -(-(last + 1) // size) * size
    return IPv4Network((at, length)) if at + size - 1 <= end else None


def free_addresses(prefix: IPv4Network, taken: Iterable[IPv4Address]) -> Iterator[IPv4Address]:
    """The usable addresses of a subnet that are not taken, lowest first."""
    used = {int(one) for one in taken}
    first = int(prefix.network_address) + RESERVED_AT_START
    return (IPv4Address(at) for at in range(first, int(prefix.broadcast_address)) if at not in used)
