"""No parser raises whatever it reads; and what a host calls its system and itself."""

from datetime import date

import pytest
from host_output import DAY, host_from, section_of
from hypothesis import given, settings
from hypothesis import strategies as st

from inventory.facts import FACTS
from inventory.facts.operating_system import operating_system
from inventory.model import Fact, Host

# What a part may be called, so that random text reaches every parser.
TITLES = (
    "/etc/os-release", "/etc/debian_version", "/etc/SuSE-release", "uname -a", "hostname -f", "date -u", "/proc/uptime",
    "lscpu", "/proc/cpuinfo", "/proc/meminfo", "dmidecode", "/sys/class/dmi/id", "/proc/sysinfo", "systemd-detect-virt",
    "hypervisor", "lsblk -J", "lsblk -P", "lsblk", "/proc/partitions", "/sys/block", "/proc/mounts", "mount", "df",
    "/etc/exports", "/etc/samba/smb.conf", "ip -j addr", "ip addr", "ifconfig", "ss", "netstat", "/proc/net/tcp",
    "process names", "ps -ef", "systemctl", "services at start", "dpkg-query", "dpkg -l", "rpm",
    "/lib/apk/db/installed", "pacman", "/etc/oratab", "memory blocks online", "free", "hostnamectl",
    "oslevel -s", "id -u",
)  # fmt: skip
PIECES = st.sampled_from(
    ["=", ":", "\t", " ", "\n", "\\", '"', "{", "}", "[", "]", "/dev/sda", "tcp", "LISTEN", "10.0.0.1:5432", "::1",
     "0x", "1", "99999999999999999999", "NAME", "inet ", "ether ", "\x1b[2J", "\u202e", "\udcff", "é",
     "Handle 0x0001", "[a]"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(FACTS), st.sampled_from(TITLES), st.lists(PIECES | st.text(max_size=8), max_size=60), st.booleans()
)
def test_no_fact_raises_whatever_it_reads(fact: Fact, title: str, pieces: list[str], complete: bool) -> None:
    section = section_of(fact.name, (title, "".join(pieces)), complete=complete)
    assert isinstance(fact.parse(section, Host(target="h", seen_on=DAY)), Host)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_fact_takes_every_title(fact: Fact) -> None:
    texts = ("x", "a b c d e f g", "a=b", "a: b", "1 2 3", "{", "[1]", '{"blockdevices": [1, {}]}', "[{}, 1]")
    for title in TITLES:
        for text in texts:
            assert isinstance(fact.parse(section_of(fact.name, (title, text)), Host(target="h", seen_on=DAY)), Host)


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"/etc/redhat-release": "CentOS release 6.7 (Final)\n"}, "CentOS 6.7 (Final)"),
        (
            {"/etc/os-release": 'NAME="CentOS Linux"\nVERSION_ID="8"\nPRETTY_NAME="CentOS Linux 8"\n',
             "/etc/centos-release": "CentOS Linux release 8.1.1911 (Core)\n"},
            "CentOS Linux 8.1.1911 (Core)",
        ),
        (
            {"/etc/os-release": 'NAME="Oracle Linux Server"\nVERSION_ID="8.6"\nPRETTY_NAME="Oracle Linux Server 8.6"\n',
             "/etc/redhat-release": "Red Hat Enterprise Linux release 8.6 (Ootpa)\n"},
            "Oracle Linux Server 8.6",
        ),
        (
            {"/etc/os-release": 'VERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
             "/etc/debian_version": "12.4\n"},
            "Debian GNU/Linux 12.4 (bookworm)",
        ),
        ({"/etc/debian_version": "6.0.10\n"}, "Debian GNU/Linux 6.0.10"),
        ({"/etc/os-release": 'PRETTY_NAME="Debian GNU/Linux trixie/sid"'}, "Debian GNU/Linux 13 (trixie/sid)"),
        ({"/etc/os-release": 'PRETTY_NAME="Ubuntu precise (12.04.5 LTS)"'}, "Ubuntu 12.04.5 LTS"),
        (
            {"/etc/SuSE-release": "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 4"},
            "SUSE Linux Enterprise Server 11 SP4",
        ),
        ({"/etc/os-release": 'ID=sles\nPRETTY_NAME="SUSE Linux Enterprise Server 15"'},
         "SUSE Linux Enterprise Server 15.0"),
        ({"/etc/lsb-release": 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=10.04\nDISTRIB_DESCRIPTION="Ubuntu 10.04.4 LTS"'},
         "Ubuntu 10.04.4 LTS"),
        ({"/etc/release": "      Oracle Solaris 11.3 X86\n  Copyright"}, "Solaris 11.3 X86"),
        ({"/etc/alpine-release": "3.18.4\n"}, "Alpine Linux 3.18.4"),
        ({"oslevel -s": "7100-05-09-2037"}, "AIX 7.1 TL5"),
        ({}, None),
    ],
)  # fmt: skip
def test_systems_are_named_as_exactly_as_their_files_do(files: dict[str, str], name: str | None) -> None:
    assert operating_system(files) == name


def test_a_system_without_release_files_is_named_by_its_kernel() -> None:
    host = host_from("kernel", ("uname -a", "NetBSD nb1 8.2 NetBSD 8.2 (GENERIC) #0: amd64"))
    assert host.os_name is not None
    assert host.os_name.startswith("NetBSD 8.2")


def test_a_host_called_localhost_has_no_name() -> None:
    host = host_from("names", ("/proc/sys/kernel/hostname", "localhost.localdomain"))
    assert (host.name, host.dns_name) == (None, None)
    host = host_from("names", ("/proc/sys/kernel/hostname", "web1"), ("hostname -f", "Web1.County.GOV.uk"))
    assert (host.name, host.dns_name) == ("web1", "web1.county.gov.uk")


def test_what_cannot_be_read_is_a_fault_with_the_day() -> None:
    host = host_from("memory", ("/proc/meminfo", "garbage"))
    assert [(fault.target, fault.reason, fault.seen_on) for fault in host.faults] == [
        ("host-1", "parse", date(2026, 11, 22))
    ]
