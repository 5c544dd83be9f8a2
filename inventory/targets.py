"""Which hosts to scan: what people wrote, as single targets, with a guard against scanning too widely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from safeio.errors import InputError
from safeio.terminal_text import shown
from safeio.values import value

PORT = 22

# RFC 1123, section 2.1; a trailing dot is allowed. It cannot start with "-", so no program takes it for an option.
_NAME = re.compile(r"(?=.{1,253}\.?$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*\.?")
_SMALLEST_PREFIX = {4: 16, 6: 112}
# IANA special-purpose registries (RFC 6890): what no server of an estate answers on.
_NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "fe80::/10",
        "ff00::/8",
    )
)
_WHY_NEVER = "it is a link-local, multicast, broadcast or reserved address"


@value
class TargetEntry:
    """One entry of `targets` in sources.yaml: hosts by name or address, or a range such as 10.1.2.0/28.

    `credential` and `passphrase` are references (env:NAME, file:PATH, keyring:NAME, agent:KEY), never secrets.
    `legacy_crypto` allows SHA-1 cryptography with these hosts.
    """

    hosts: tuple[str, ...] = ()
    range: str | None = None
    port: int = PORT
    user: str
    credential: str
    passphrase: str | None = None
    site: str | None = None
    organisation: str | None = None
    legacy_crypto: bool = False


@value
class Target:
    """One host to look at. `host` is a name or an address; `credential` and `passphrase` are references.

    `in_range` where only a range holds it: then there need not be a host at all.
    """

    host: str
    port: int = PORT
    user: str
    credential: str
    passphrase: str | None = None
    site_id: str | None = None
    organisation_id: str | None = None
    legacy_crypto: bool = False
    in_range: bool = False

    @property
    def name(self) -> str:
        """How the host is called in lists, messages and the source of its claims: with its port where not 22."""
        return host_name(self.host, self.port)


def host_name(host: str, port: int) -> str:
    """ "web1", "web1:2222", "2001:db8::1" or "[2001:db8::1]:2222"."""
    if port == PORT:
        return host
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def targets(entries: Sequence[TargetEntry], most: int) -> tuple[Target, ...]:
    """Every host the entries name, in their order. A host named in `hosts` wins over a range that holds it too.

    Raises InputError for what is neither a name nor an address, for addresses no server answers on, for ranges wider
    than /16 (IPv6: /112), for a host named twice, and for more than `most` hosts.
    """
    found: dict[str, Target] = {}
    named: dict[str, str] = {}
    _check_sizes(entries, most)
    for number, entry in enumerate(entries):
        where = f"sources.yaml targets[{number}]"
        if bool(entry.hosts) == bool(entry.range):
            raise InputError(where, "it names no hosts, or hosts and a range", "Write either hosts or range.")
        if not 1 <= entry.port <= 65_535:
            raise InputError(f"{where}.port", f"{entry.port} is not a port", "Write a number from 1 to 65535.")
        for text in entry.hosts:
            target = _target(entry, check_host(text, where))
            if target.name in named:
                raise InputError(where, f"{target.name} is named in {named[target.name]} too", "Name each host once.")
            named[target.name] = where
            found[target.name] = target
        for host in _addresses(entry.range, where) if entry.range else ():
            target = replace(_target(entry, host), in_range=True)
            found.setdefault(target.name, target)
    return tuple(found.values())


def check_host(text: str, where: str) -> str:
    """`text` as a host: an address in its usual form, or a name in lower case. Raises InputError."""
    try:
        address = ip_address(text)
    except ValueError:
        pass
    else:
        if never_scanned(text):
            raise InputError(where, f"{shown(text, 60)} is not scanned: {_WHY_NEVER}", "Name a server.")
        return str(address)
    if not _NAME.fullmatch(text) or re.fullmatch(r"[0-9.]+|0[xX][0-9A-Fa-f.xX]*", text):
        wrong = f"{shown(text, 60)} is neither a host name nor an address"
        raise InputError(where, wrong, "Write a name such as web1.example, or an address such as 10.1.2.3.")
    return text.rstrip(".").lower()


def never_scanned(address: str) -> bool:
    """True for addresses on which no server of an estate answers, such as link-local and multicast ones."""
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return any((mapped or found) in network for network in _NEVER)


def _target(entry: TargetEntry, host: str) -> Target:
    return Target(
        host=host,
        port=entry.port,
        user=entry.user,
        credential=entry.credential,
        passphrase=entry.passphrase,
        site_id=entry.site,
        organisation_id=entry.organisation,
        legacy_crypto=entry.legacy_crypto,
    )


def _check_sizes(entries: Sequence[TargetEntry], most: int) -> None:
    """Count before anything is listed: a range may hold more addresses than memory does."""
    count = 0
    for number, entry in enumerate(entries):
        network = _network(entry.range, f"sources.yaml targets[{number}]") if entry.range else None
        count += len(entry.hosts) + (network.num_addresses if network else 0)
    if count > most:
        wrong = f"{count:,} hosts are more than the {most:,} that are scanned without asking"
        raise InputError("sources.yaml targets", wrong, f"Name fewer, or allow it with --max-hosts {count}.")


def _network(text: str, where: str) -> IPv4Network | IPv6Network:
    try:
        network = ip_network(text, strict=False)
    except ValueError:
        wrong = f"{shown(text, 60)} is not a range"
        raise InputError(f"{where}.range", wrong, "Write one such as 10.1.2.0/28.") from None
    if network.prefixlen < _SMALLEST_PREFIX[network.version]:
        wrong = f"{network} holds {network.num_addresses:,} addresses"
        smallest = _SMALLEST_PREFIX[network.version]
        raise InputError(f"{where}.range", wrong, f"Name ranges of /{smallest} or smaller, those of your servers.")
    if any(network.version == never.version and network.overlaps(never) for never in _NEVER):
        raise InputError(f"{where}.range", f"{network} is not scanned: {_WHY_NEVER}", "Name the range of your servers.")
    return network


def _addresses(text: str, where: str) -> Iterator[str]:
    """The addresses of a range, without those of the network itself and its broadcast."""
    return (str(address) for address in _network(text, where).hosts())
