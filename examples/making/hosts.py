"""The composed hosts: machines of the county that nobody can record, as the collector's script would find them.

Names, addresses and sizes are those of the county's other sources. What a scan adds is in this table alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from making import host_answers as answers
from making.host_systems import SYSTEMS
from making.machines import SITES, Machine
from making.workbook import addresses, identities

# Machines of things.csv, and one that no source but its own scan knows, have addresses in no other source.
ELSEWHERE = {"bf-rev-db01": "10.20.10.11", "wm-tel01": "10.20.10.31", "dc-scan01": "10.40.8.240"}
SCANNED_ON = 1795348800
"""22 November 2026, 12:00 UTC, in seconds of Unix time."""
DAY = 86_400


@dataclass(frozen=True, kw_only=True)
class Host:
    """What a scan finds on one machine.

    `listens` is "port program" and `calls` "peer port program"; a peer is a machine or an address, and a call from one
    ends in "in". `days_behind` is how wrong its clock is.
    """

    name: str
    system: str
    how: str
    user: str = "root"
    services: str = ""
    processes: str = ""
    packages: str = ""
    listens: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    mounts: tuple[str, ...] = ()
    oratab: str = ""
    days_behind: int = 0


HOSTS = (
    Host(
        name="bf-rev-db01",
        system="sles-11",
        how="SUSE 11 with Oracle 12.1; the register says Red Hat 6",
        services="oracle",
        processes="ora_dbw0_REVLIVE ora_lgwr_REVLIVE ora_pmon_REVLIVE ora_smon_REVLIVE tnslsnr",
        listens=("1521 tnslsnr",),
        calls=("bf-rev-app01 1521 oracle_revlive in", "bf-rev-app02 1521 oracle_revlive in"),
        oratab="REVLIVE:/u01/app/oracle/product/12.1.0/dbhome_1:Y\n",
    ),
    Host(
        name="bf-ben-app01",
        system="rhel-6",
        how="mounts a share of a machine that no export lists",
        services="httpd",
        processes="httpd java",
        packages="httpd 2.2.15-69.el6_10.1",
        listens=("443 httpd",),
        calls=("bf-rev-db01 1521 java",),
        mounts=("//dc-scan01/letters /srv/letters cifs",),
    ),
    Host(
        name="wm-gis-web01",
        system="rhel-7",
        how="uses an undeclared database; asked without root",
        user="scan",
        services="httpd",
        processes="httpd mapserv",
        packages="httpd 2.4.6-99.el7_9.1",
        listens=("443 httpd",),
        calls=("wm-gis-db01 5432 mapserv", "wm-plan-app01 1433 mapserv", "wm-dc01 389 sssd_be"),
    ),
    Host(
        name="wm-inc-app01",
        system="rhel-8",
        how="calls an undeclared service of another application",
        services="tomcat",
        processes="java",
        packages="tomcat 9.0.87-1.el8_10.2",
        listens=("8443 java",),
        calls=(
            "wm-inc-db01 5432 java",
            "wm-fin-app01 443 java",
            "wm-lib-app01 443 java",
            "wm-www01 8443 java in",
            "wm-www02 8443 java in",
        ),
    ),
    Host(
        name="wm-tel01",
        system="rhel-6",
        how="MySQL told by its process alone; a wrong clock",
        services="asterisk",
        processes="asterisk httpd mysqld mysqld_safe",
        packages="httpd 2.2.15-69.el6_10.1",
        listens=("80 httpd", "3306 mysqld", "5061 asterisk"),
        calls=("wm-inc-app01 8443 httpd",),
        days_behind=12,
    ),
    Host(
        name="wm-www-db01",
        system="rhel-7",
        how="Red Hat 7 with PostgreSQL 14; RVTools says Red Hat 8",
        services="postgresql-14",
        processes="postmaster",
        packages="postgresql14-server 14.12-2PGDG.rhel7",
        listens=("5432 postmaster",),
        calls=tuple(f"wm-www0{number} 5432 postmaster in" for number in (1, 2, 3)),
    ),
)


def composed_hosts(found: list[Machine]) -> dict[str, bytes]:
    """The files of every composed host, by path below the folder of hosts."""
    places = addresses(found) | ELSEWHERE
    known = identities(found)
    machines = {machine.name: machine for machine in found}
    return {
        f"{host.name}/{name}": text.encode()
        for host in HOSTS
        for name, text in _files(host, machines[host.name], places, *known.get(host.name, (None, None))).items()
    }


def _files(host: Host, machine: Machine, places: dict[str, str], uuid: str | None, mac: str | None) -> dict[str, str]:
    system = SYSTEMS[host.system]
    own = places[host.name]
    calls = [_call(call.split(), places) for call in host.calls]
    listens = [answers.Listening(port=int(port), program=program) for port, program in map(str.split, host.listens)]
    disks = answers.disks(machine)
    found = {
        "about.yaml": f'label: composed\nhow: "{host.how}"\nsite: {SITES[machine.site]}\n',
        "operating_system": "".join(answers.titled(path, text) for path, text in system.files.items()),
        "kernel": answers.kernel(host.name, system.kernel),
        "names": answers.names(host.name),
        "clock": answers.titled("date -u +%s", f"{SCANNED_ON - host.days_behind * DAY}\n"),
        "processors": answers.titled("lscpu", f"Architecture: x86_64\nCPU(s): {machine.cpus}\n"),
        "memory": answers.memory(machine.memory_gib),
        "hardware": answers.hardware(machine, uuid, host.user),
        "disks": answers.disk_list(disks),
        "mounts": answers.mounts(disks, host.mounts),
        "file_systems": answers.file_systems(disks),
        "addresses": answers.network_card(own, mac),
        "sockets": answers.sockets(own, listens, calls, host.user, system.systemd),
        "processes": answers.processes(host.processes, system.systemd),
        "services": answers.services(host.services, system.systemd),
        "packages": answers.packages(f"{system.packages} {host.packages}"),
    }
    return found | ({"oracle": answers.titled("/etc/oratab", host.oratab)} if host.oratab else {})


def _call(words: Sequence[str], places: dict[str, str]) -> answers.Calling:
    peer, port, program = words[:3]
    return answers.Calling(peer=places[peer], port=int(port), program=program, inwards=words[3:] == ["in"])
