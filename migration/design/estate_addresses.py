"""The addresses that were found on premise: those of servers and network devices, however they were found."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Interface, IPv4Network

from inventory.model import NetworkDevice, Server
from migration.design.inputs import DesignInputs

PRIVATE = tuple(IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"))
"""RFC 1918 and RFC 6598: the ranges that nobody on the internet has."""


def is_private(prefix: IPv4Network) -> bool:
    """True for a range inside one of PRIVATE."""
    return any(prefix.subnet_of(one) for one in PRIVATE)


def found_addresses(inputs: DesignInputs) -> Iterator[tuple[str, IPv4Network]]:
    """Every IPv4 address and range found, with who has it.

    What is not one is passed over, and so are addresses that mean nothing to others (loopback, link-local, multicast),
    and those that our own machines were given: a scan finds them too once they are built.
    """
    ours = _ours(inputs)
    found: tuple[Server | NetworkDevice, ...] = (*inputs.estate.servers, *inputs.estate.network_devices)
    for thing in found:
        for text in thing.addresses:
            try:
                address = IPv4Interface(text)
            except ValueError:
                continue
            host = address.ip
            if host.is_loopback or host.is_link_local or host.is_multicast or host.is_unspecified or str(host) in ours:
                continue
            yield thing.name, address.network


def _ours(inputs: DesignInputs) -> frozenset[str]:
    """The addresses of machines of the previous architecture."""
    before = inputs.previous.workloads if inputs.previous else ()
    return frozenset(one.subnet.address for one in before if one.subnet and one.subnet.address)
