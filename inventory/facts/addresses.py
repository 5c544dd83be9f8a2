"""The addresses of the network interfaces, IP and hardware."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from ipaddress import ip_address

from inventory.model import Fact, Host, Section
from inventory.shell_output import Part, by_jc, parts, unread

SHELL = """\
ask ip -j addr show && return
ask ip addr show && return
ask ifconfig -a"""

_MOST = 500
# Ten lines an interface; jc takes seconds for what no machine has.
_MOST_OF_IFCONFIG = 4_000
# Interfaces for containers and virtual machines on the host have the same addresses on every host.
_INNER = re.compile(
    r"(?:docker|br-[0-9a-f]{12}|veth|virbr|lxcbr|lxdbr|cni|flannel|cali|tunl|podman|kube-|nodelocaldns|vif|xenbr|vmnet|"
    r"vboxnet|ovs-system|br-int|dummy|ifb)"
)
_HEAD = re.compile(r"^(?:\d{1,6}: )?([^\s:@]{1,60})[@: ]")
_LINK = re.compile(r"^\s+(?:link/ether|ether|lladdr|HWaddr)\s+([0-9a-fA-F:]{11,17})\b")
_INET = re.compile(r"\binet6?(?: addr)?[:\s]+([0-9a-fA-F:.]{2,45})\b")
_MAC = re.compile(r"(?:[0-9a-f]{1,2}:){5}[0-9a-f]{1,2}")

Seen = Iterator[tuple[str, str]]
"""An interface's name with one of its addresses, IP or hardware."""


def parse(section: Section, host: Host) -> Host:
    """The host with its addresses. Loopback, link-local and what only containers see say nothing and are left out."""
    answers = parts(section)
    for part in answers:
        seen = [address for name, address in _seen(part) if not _INNER.match(name)]
        addresses, macs = _addresses(seen), _macs(seen)
        if addresses or macs:
            return replace(host, addresses=addresses, mac_addresses=macs)
    return unread(host, section, "its addresses") if answers else host


def _seen(part: Part) -> Seen:
    if part.title.startswith("ifconfig"):
        found = list(_from_ifconfig(part.text))
        return iter(found) if any(_addresses([address]) for _, address in found) else _from_lines(part.text)
    return _from_json(part.text) if part.text.lstrip().startswith("[") else _from_lines(part.text)


def _from_json(text: str) -> Seen:
    try:
        links = json.loads(text)
    except (ValueError, RecursionError):
        return
    for link in links if isinstance(links, list) else ():
        if isinstance(link, dict):
            name = str(link.get("ifname") or "")
            yield name, str(link.get("address") or "")
            known = link.get("addr_info")
            for one in known if isinstance(known, list) else ():
                if isinstance(one, dict):
                    yield name, str(one.get("local") or "")


def _from_lines(text: str) -> Seen:
    """`ip addr` of any version, with or without -o and -d, BusyBox's, and the ifconfig of Solaris and AIX."""
    name = ""
    for line in text.split("\n"):
        head = _HEAD.match(line)
        name = head[1] if head else name
        for pattern in (_LINK, _INET):
            found = pattern.search(line)
            if found:
                yield name, found[1]


def _from_ifconfig(text: str) -> Seen:
    for row in by_jc("ifconfig", "\n".join(text.split("\n")[:_MOST_OF_IFCONFIG])) or ():
        name = str(row.get("name") or "")
        yield name, str(row.get("mac_addr") or "")
        for kind in ("ipv4", "ipv6"):
            known = row.get(kind)
            for one in known if isinstance(known, list) else ():
                yield name, str(one.get("address") or "") if isinstance(one, dict) else ""


def _addresses(seen: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for text in seen:
        try:
            address = ip_address(text.partition("%")[0])
        except ValueError:
            continue
        if not (address.is_link_local or address.is_loopback or address.is_unspecified or address.is_multicast):
            found[str(address)] = None
    return tuple(found)[:_MOST]


def _macs(seen: Iterable[str]) -> tuple[str, ...]:
    found = (text.casefold().replace("-", ":") for text in seen)
    # Solaris leaves out leading zeros.
    full = (":".join(byte.zfill(2) for byte in text.split(":")) for text in found if _MAC.fullmatch(text))
    return tuple(dict.fromkeys(mac for mac in full if set(mac) != {"0", ":"}))[:_MOST]


FACT = Fact(name="addresses", shell=SHELL, parse=parse)
