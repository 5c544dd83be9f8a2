"""Which flows say nothing about how applications hang together: stated rules, each with its reason and source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from ipaddress import ip_address
from typing import Annotated

from pydantic import Field

from inventory.model import Flow
from inventory.service_ports import program, service_of
from safeio.values import value

_KERBEROS = (88, 464)
# Microsoft, "Service overview and network port requirements for Windows": what a domain member needs of a controller.
_OF_CONTROLLERS = (53, 88, 123, 135, 137, 138, 139, 389, 445, 464, 636, 3268, 3269, 9389)
# RFC 6335 leaves the ports from 49152 to clients; Linux takes them from 32768 (ip_local_port_range).
_FIRST_CLIENT_PORT, _FIRST_DYNAMIC_PORT = 32_768, 49_152


@value
class NoiseLimits:
    """From where on traffic is noise. The numbers are illustrative; set your own under `noise` in sources.yaml.

    `scanner_share_percent`: a machine that calls more than this share of all servers looks after them, it does not
    work with them. `scanner_least`: but never one that calls fewer than these, because in a small estate a busy
    application reaches half of the servers.
    `rare_days`: what was seen in one time slot, while its source watched for these days or more, was a person or an
    accident. Databases and files are spared: a job that runs once a month binds as much as one that runs every hour.
    """

    scanner_share_percent: Annotated[int, Field(ge=1, le=100)] = 50
    scanner_least: Annotated[int, Field(ge=1)] = 20
    rare_days: Annotated[int, Field(ge=1)] = 7


ILLUSTRATIVE = NoiseLimits()
"""What holds where people set nothing."""


@value
class Around:
    """What a rule may know besides the flow: the controllers, the scanners, and on how many days a source watched."""

    controllers: frozenset[str] = frozenset()
    scanners: frozenset[str] = frozenset()
    days: Mapping[str, int]
    limits: NoiseLimits = ILLUSTRATIVE


Holds = Callable[[Flow, Around], bool]


@value
class Noise:
    """One rule. `name` is what the user sees, `why` it is no interface, `source` where its ports and names are from.

    It holds for flows to one of its `ports`, to or from one of its `programs`, or where `holds` says so.
    """

    name: str
    why: str
    source: str
    ports: tuple[int, ...] = ()
    programs: tuple[str, ...] = ()
    holds: Holds | None = None


def _to_itself(flow: Flow, _around: Around) -> bool:
    return (flow.from_id is not None and flow.from_id == flow.to_id) or _is(flow, "is_loopback", "is_unspecified")


def _to_the_segment(flow: Flow, _around: Around) -> bool:
    return _is(flow, "is_link_local", "is_multicast") or flow.address == "255.255.255.255"


def _is(flow: Flow, *kinds: str) -> bool:
    """True where an end that is no machine known is an address of one of these kinds."""
    for text in (flow.from_address, flow.address):
        try:
            address = ip_address(text or "")
        except ValueError:
            continue
        if any(getattr(address, kind) for kind in kinds):
            return True
    return False


def _to_a_controller(flow: Flow, around: Around) -> bool:
    of_controllers = flow.port in _OF_CONTROLLERS or (flow.port or 0) >= _FIRST_DYNAMIC_PORT
    return of_controllers and flow.to_id in around.controllers


def _from_a_scanner(flow: Flow, around: Around) -> bool:
    return flow.from_id in around.scanners


def _to_a_client_port(flow: Flow, _around: Around) -> bool:
    return (flow.port or 0) >= _FIRST_CLIENT_PORT and service_of(flow.port, flow.process) is None


def _rare(flow: Flow, around: Around) -> bool:
    watched = around.days.get(flow.source or "", 0)
    service = service_of(flow.port, flow.process)
    spared = service is not None and service.kind in ("database", "file")
    return flow.times_seen == 1 and watched >= around.limits.rare_days and not spared


_IANA = "IANA service name and port number registry"

NOISE: tuple[Noise, ...] = (
    Noise(name="loopback", why="The machine talks to itself.", source="RFC 1122, RFC 4291", holds=_to_itself),
    Noise(
        name="own segment",
        why="Link-local, multicast and broadcast traffic finds neighbours and never leaves the segment.",
        source="RFC 3927, RFC 4291, RFC 5771",
        holds=_to_the_segment,
    ),
    Noise(
        name="name service",
        why="Every machine asks for names, and each place has name servers of its own.",
        source=f"{_IANA}: DNS, WINS, NetBIOS, mDNS, LLMNR",
        ports=(42, 53, 137, 138, 5353, 5355),
    ),
    Noise(name="time", why="Every machine asks for the time.", source=f"{_IANA}: NTP, PTP", ports=(123, 319, 320)),
    Noise(name="DHCP", why="Machines ask for addresses.", source=_IANA, ports=(67, 68, 546, 547)),
    Noise(
        name="domain controller",
        why="Every member signs in and reads its policy there; controllers stand in each place.",
        source="Microsoft, Service overview and network port requirements for Windows",
        ports=_KERBEROS,
        holds=_to_a_controller,
    ),
    Noise(
        name="monitoring",
        why="Agents report on the machine, whatever runs on it.",
        source=f"{_IANA}; manuals of Zabbix, Nagios, Icinga, Checkmk, Prometheus, System Center, SolarWinds, Splunk",
        ports=(161, 162, 514, 6514, 4949, 5665, 5666, 5667, 5723, 6556, 8089, 9100, 9182, 9997, 10050, 10051, 17778),
        programs=(
            *("snmpd", "zabbix_agentd", "zabbix_agent2", "zabbix_server", "nrpe", "nscp", "icinga2", "munin-node"),
            *("node_exporter", "healthservice", "monitoringhost", "splunkd", "telegraf", "collectd", "rsyslogd"),
        ),
    ),
    Noise(
        name="backup",
        why="Backup follows the machine; the cloud brings its own.",
        source="manuals of NetBackup, Veeam, Commvault, Spectrum Protect, Bacula; NDMP",
        ports=(
            *(1500, 1501, 1556, 6160, 6161, 6162, 6163, 8400, 8402, 8403, 9101, 9102, 9103, 10000),
            *(13720, 13724, 13782),
        ),
        programs=(
            *("bpcd", "vnetd", "pbx_exchange", "nbdisco", "dsmc", "dsmcad", "cvd", "clbackup", "bacula-fd"),
            *("beremote", "veeamagent", "veeamdeploymentsvc"),
        ),
    ),
    Noise(
        name="patching",
        why="Updates and configuration come from where machines are looked after.",
        source="manuals of WSUS, Configuration Manager, Puppet, Salt",
        ports=(2701, 4505, 4506, 8140, 8530, 8531, 10123),
        programs=("ccmexec", "wuauclt", "tiworker", "puppet", "salt-minion", "yum", "dnf", "unattended-upgrade"),
    ),
    Noise(
        name="remote desktop or console",
        why="A person looks after the machine.",
        source=f"{_IANA}: RDP, WinRM, VNC, telnet, IPMI, VMware",
        ports=(23, 623, 902, 3389, 5900, 5985, 5986),
        programs=("mstsc",),
    ),
    Noise(
        name="scanner",
        why="It calls more than a set share of all servers (scanner_share_percent), so it looks after them.",
        source="illustrative",
        holds=_from_a_scanner,
    ),
    Noise(
        name="client port",
        why="Clients take these ports for their answers, and no known service listens: who called whom is not known.",
        source="RFC 6335; Linux ip_local_port_range",
        holds=_to_a_client_port,
    ),
    Noise(
        name="seen once",
        why="Seen in one time slot of many days (rare_days), and neither a database nor files.",
        source="illustrative",
        holds=_rare,
    ),
)
"""The rules in the order in which they are asked; the first that holds is the reason."""


def mark(flows: Iterable[Flow], servers: int, limits: NoiseLimits) -> tuple[Flow, ...]:
    """The flows with the reason of those that are noise. `servers` is how many servers the estate has.

    Who scans is judged by what no other rule has taken out, so that noise never hides an interface.
    """
    flows = tuple(flows)
    controllers = frozenset(flow.to_id for flow in flows if flow.to_id and flow.port == _KERBEROS[0])
    around = Around(controllers=controllers, days=_watched_days(flows), limits=limits)
    reached: dict[str, set[str]] = defaultdict(set)
    for flow in flows:
        if flow.from_id and flow.to_id and _reason(flow, around) is None:
            reached[flow.from_id].add(flow.to_id)
    least = max(limits.scanner_least, servers * limits.scanner_share_percent // 100 + 1)
    around = replace(around, scanners=frozenset(one for one, others in reached.items() if len(others) >= least))
    return tuple(replace(flow, noise=_reason(flow, around)) for flow in flows)


def _reason(flow: Flow, around: Around) -> str | None:
    return next((rule.name for rule in NOISE if _holds(rule, flow, around)), None)


def _holds(rule: Noise, flow: Flow, around: Around) -> bool:
    if flow.port in rule.ports or not {program(flow.process), program(flow.from_process)}.isdisjoint(rule.programs):
        return True
    return rule.holds is not None and rule.holds(flow, around)


def _watched_days(flows: Iterable[Flow]) -> Mapping[str, int]:
    """From the first to the last day on which each export saw anything."""
    days: dict[str, list[date]] = defaultdict(list)
    for flow in flows:
        if flow.source and flow.times_seen is not None and flow.first_seen and flow.last_seen:
            days[flow.source] += (flow.first_seen, flow.last_seen)
    return {source: (max(found) - min(found)).days + 1 for source, found in days.items()}
