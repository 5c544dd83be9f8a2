"""Checks of what people wrote about networks in landing-zone.yaml: that it can be built and leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from ipaddress import IPv4Address, IPv4Network, ip_address

from migration.design.estate_addresses import is_private
from migration.design.gateways import AZURE_ASN
from migration.design.ground import regions
from migration.design.inputs import DesignInputs
from migration.design.spoke_openings import ROOM_FOR_OWN
from migration.model.architecture.name_rules import broken_name
from migration.model.connections import OwnFirewallRule, VpnSite
from migration.model.landing_zone import LandingZoneFile
from safeio.errors import InputError
from safeio.field_errors import nearest
from safeio.text import slug

FILE = "landing-zone.yaml"

WIDEST = 8
"""The widest range a rule of the firewall may name: nobody means a quarter of the internet."""

FLOW_LOG_DAYS = (1, 365)
"""Source: documentation strings of azure-native 3.29.0, RetentionPolicyParameters; learn.microsoft.com/azure/
network-watcher/vnet-flow-logs-manage."""

MOST_NAME_SERVERS = 6
"""Of one forwarded domain. Source: learn.microsoft.com/azure/dns/dns-faq, private resolver limits."""

_CIRCUIT = re.compile(
    r"/subscriptions/[0-9a-f-]{36}/resourceGroups/[^/]+/providers/Microsoft\.Network/expressRouteCircuits/[^/]+", re.I
)
_DOMAIN = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?(\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?)*")
_PORT = re.compile(r"([0-9]{1,5})(-([0-9]{1,5}))?")


def check_connections(inputs: DesignInputs) -> None:
    """Raise InputError for the first thing about networks that cannot be built."""
    file = inputs.landing_zone
    _regions(file)
    _sites(file, [one.id for one in inputs.programme.sites])
    _circuits(file)
    _firewall(file, [one.id for one in inputs.estate.interfaces])
    _people(file)
    _domains(file)
    low, high = FLOW_LOG_DAYS
    if not low <= file.flow_logs.days <= high:
        raise InputError(f"{FILE} flow_logs.days", f"{file.flow_logs.days} cannot be kept", f"Write {low} to {high}.")


def _regions(file: LandingZoneFile) -> None:
    wanted = {
        "vpn.regions": file.vpn.regions if file.vpn else (),
        "bastion.regions": file.bastion.regions if file.bastion else (),
        "express_route.circuits": tuple(
            one.region for one in (file.express_route.circuits if file.express_route else ()) if one.region
        ),
    }
    for key, names in wanted.items():
        for name in names:
            if name not in regions(file):
                remedy = f"Write one of: {', '.join(regions(file))}."
                raise InputError(f"{FILE} {key}", f"nothing is built in {name[:40]!r}", remedy)


def _sites(file: LandingZoneFile, known: Sequence[str]) -> None:
    sites = file.vpn.sites if file.vpn else ()
    if file.vpn is not None and not sites:
        raise InputError(f"{FILE} vpn.sites", "there is no site", "Add one, or take the section vpn out.")
    where = f"{FILE} vpn.sites"
    _once(where, [name for one in sites for name in (one.site_id, *one.behind)], "reach it through one tunnel only")
    _once(where, [one.public_address for one in sites], "two devices have two addresses")
    for number, site in enumerate(sites):
        here = f"{where}[{number}]"
        for name in (site.site_id, *site.behind):
            if name not in known:
                near = nearest(name, list(known))
                remedy = f"Did you mean {near!r}?" if near else f"programme.yaml has: {', '.join(known)}."
                raise InputError(here, f"{name[:60]!r} is not in programme.yaml", remedy)
        if slug(site.site_id) != site.site_id:
            raise InputError(here, f"{site.site_id[:60]!r} cannot name a secret", "Use a-z, 0-9 and hyphens.")
        _device(site, here)
        names = {site.site_id, *site.behind}
        if site.asn is None and not any(one.site_id in names for one in file.on_premise_ranges):
            wrong = f"nothing is said to be behind {site.site_id}"
            raise InputError(here, wrong, "Add its ranges to on_premise_ranges, or its asn and bgp_address.")


def _device(site: VpnSite, where: str) -> None:
    if not _is_public(site.public_address):
        wrong = f"{site.public_address[:40]!r} is not a public IPv4 address"
        raise InputError(f"{where}.public_address", wrong, "Write the address that its VPN device has on the internet.")
    if (site.asn is None) != (site.bgp_address is None):
        raise InputError(f"{where}.asn", "asn and bgp_address belong together", "Write both, or neither.")
    if site.asn is not None and (site.asn == AZURE_ASN or not 1 <= site.asn < 2**32):
        raise InputError(f"{where}.asn", f"{site.asn} cannot be the number of a site", "Write that of its routers.")
    if site.bgp_address is not None and not _is_address(site.bgp_address):
        wrong = f"{site.bgp_address[:40]!r} is not an IPv4 address"
        raise InputError(f"{where}.bgp_address", wrong, "Write the address by which its router speaks BGP.")


def _circuits(file: LandingZoneFile) -> None:
    circuits = file.express_route.circuits if file.express_route else ()
    where = f"{FILE} express_route.circuits"
    if file.express_route is not None and not circuits:
        raise InputError(where, "there is no circuit", "Add one, or take the section express_route out.")
    _once(where, [one.name for one in circuits], "give each its own name")
    for number, one in enumerate(circuits):
        if slug(one.name) != one.name:
            raise InputError(f"{where}[{number}].name", f"{one.name[:60]!r} is not a name", "Use a-z, 0-9 and hyphens.")
        if _CIRCUIT.fullmatch(one.circuit_id) is None:
            remedy = "Write /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/expressRouteCircuits/…"
            raise InputError(f"{where}[{number}].circuit_id", "this is not the id of a circuit", remedy)


def _firewall(file: LandingZoneFile, interfaces: Sequence[str]) -> None:
    where = f"{FILE} firewall_rules"
    if len(file.firewall_rules) > ROOM_FOR_OWN:
        wrong = f"there are {len(file.firewall_rules)} rules, and {ROOM_FOR_OWN} are taken"
        raise InputError(where, wrong, "Put several addresses or ports into one rule.")
    _once(where, [one.name for one in file.firewall_rules], "give each rule its own name")
    for number, one in enumerate(file.firewall_rules):
        here = f"{where}[{number}]"
        broken = broken_name("security-rule", one.name)
        if broken:
            raise InputError(f"{here}.name", f"{one.name[:80]!r} cannot be a name: {broken}", "Give it another.")
        if one.interface_id is not None and one.interface_id not in interfaces:
            near = nearest(one.interface_id, list(interfaces))
            remedy = f"Did you mean {near!r}?" if near else "Take interface_id out, or import the interface."
            raise InputError(f"{here}.interface_id", f"{one.interface_id[:60]!r} is not in the estate", remedy)
        for key, message, remedy in _faults(one):
            raise InputError(f"{here}.{key}", message, remedy)


def _faults(rule: OwnFirewallRule) -> Iterator[tuple[str, str, str]]:
    for key, found in (("sources", rule.sources), ("destinations", rule.destinations)):
        if not found:
            yield key, "there is none", "Name ranges or addresses."
        for text in found:
            prefix = _network(text)
            if prefix is None:
                yield key, f"{text[:40]!r} is not an IPv4 range or address", "Write it as 10.20.0.0/16 or 10.20.1.4."
            elif prefix.prefixlen < WIDEST:
                yield key, f"{prefix} is too wide", f"Name ranges of /{WIDEST} or longer."
    if not rule.ports:
        yield "ports", "there is none", "Name them, such as 443 or 1024-2048."
    for text in rule.ports:
        if not _is_port(text):
            yield "ports", f"{text[:40]!r} is not a port", "Write 443, or 1024-2048."
    if not rule.why.strip():
        yield "why", "nobody says what it is for", "Say it in a sentence: it is reviewed by it."


def _people(file: LandingZoneFile) -> None:
    for text in file.bastion.people_from if file.bastion else ():
        prefix = _network(text)
        if prefix is None or is_private(prefix) or prefix.prefixlen < WIDEST:
            wrong = f"{text[:40]!r} is not a public IPv4 range"
            raise InputError(f"{FILE} bastion.people_from", wrong, "Write ranges that people have on the internet.")


def _domains(file: LandingZoneFile) -> None:
    where = f"{FILE} dns.forward"
    if file.dns.forward and file.dns.resolver is False:
        raise InputError(where, "no resolver is to be built, so nothing can be forwarded", "Take dns.resolver out.")
    _once(where, [one.domain for one in file.dns.forward], "put its name servers into one line")
    stated = [IPv4Network(one.prefix) for one in file.on_premise_ranges]
    for number, one in enumerate(file.dns.forward):
        here = f"{where}[{number}]"
        if _DOMAIN.fullmatch(one.domain) is None or one.domain.startswith("privatelink."):
            wrong = f"{one.domain[:60]!r} is not a domain of yours"
            raise InputError(f"{here}.domain", wrong, "Write it in small letters and without a dot at its end.")
        if not 1 <= len(one.servers) <= MOST_NAME_SERVERS:
            raise InputError(f"{here}.servers", f"there are {len(one.servers)}", f"Name 1 to {MOST_NAME_SERVERS}.")
        for text in one.servers:
            if not _is_address(text) or not any(IPv4Address(text) in prefix for prefix in stated):
                wrong = f"{text[:40]!r} is no address in on_premise_ranges"
                raise InputError(f"{here}.servers", wrong, "Name servers of a site, and the range that they are in.")


def _once(where: str, names: Iterable[str], remedy: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(where, f"{name[:60]!r} stands twice", f"{remedy[0].upper()}{remedy[1:]}.")
        seen.add(name)


def _network(text: str) -> IPv4Network | None:
    try:
        return IPv4Network(text)
    except ValueError:
        return None


def _is_address(text: str) -> bool:
    found = _network(text)
    return found is not None and "/" not in text


def _is_public(text: str) -> bool:
    # 203.0.113.0/24 and its like are kept for documentation: examples and rehearsals have nothing else.
    example = any(text.startswith(start) for start in ("192.0.2.", "198.51.100.", "203.0.113."))
    return _is_address(text) and (example or ip_address(text).is_global)


def _is_port(text: str) -> bool:
    found = _PORT.fullmatch(text)
    if found is None:
        return False
    first, last = int(found[1]), int(found[3] or found[1])
    return 1 <= first <= last <= 65535
