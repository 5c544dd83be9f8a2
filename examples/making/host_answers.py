"""What the commands of the collector's script would write on a composed host, command by command."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from making.hardware import PHYSICAL
from making.machines import Machine

BLOCK_MIB = 128
KIB_PER_GIB = 1024**2
FIRST_PID = 1201


@dataclass(frozen=True, kw_only=True)
class Listening:
    """A port on which a program waits."""

    port: int
    program: str


@dataclass(frozen=True, kw_only=True)
class Calling:
    """An open connection; `inwards` where the peer opened it."""

    peer: str
    port: int
    program: str
    inwards: bool


@dataclass(frozen=True, kw_only=True)
class Mounted:
    """A disk with the one file system on it. Sizes are GiB."""

    disk: str
    path: str
    size_gib: int
    used_gib: int


def titled(title: str, text: str) -> str:
    """A piece of an answer, under the command or file it comes from."""
    return f"\n==> {title} <==\n{text}"


def kernel(name: str, release: str) -> str:
    """`uname -a`."""
    return titled("uname -a", f"Linux {name} {release} #1 SMP x86_64 x86_64 x86_64 GNU/Linux\n")


def names(name: str) -> str:
    """The names of the host."""
    return titled("/proc/sys/kernel/hostname", f"{name}\n") + titled("hostname -f", f"{name}.westmere.example\n")


def memory(gib: int) -> str:
    """The memory in blocks, all of them on: what the kernel keeps to itself is counted too."""
    usable = gib * KIB_PER_GIB * 97 // 100
    blocks = gib * 1024 // BLOCK_MIB
    return (
        titled("/proc/meminfo", f"MemTotal: {usable} kB\n")
        + titled("/sys/devices/system/memory/block_size_bytes", f"{BLOCK_MIB * 1024**2:x}\n")
        + titled("memory blocks online", f"{blocks}\n")
    )


def hardware(machine: Machine, uuid: str | None, user: str) -> str:
    """What the firmware tells: vendor and model to everybody, serial number and UUID to root alone."""
    said = {"sys_vendor": "VMware, Inc.", "product_name": "VMware Virtual Platform", "product_uuid": uuid}
    if not machine.virtual:
        vendor, model, serial = PHYSICAL[machine.name[:-2]]
        said = {"sys_vendor": vendor, "product_name": model, "product_serial": serial + machine.name[-2:]}
    at = "/sys/class/dmi/id"
    open_to_all = ("sys_vendor", "product_name")
    lines = (f"{at}/{key}:{text}\n" for key, text in said.items() if user == "root" or key in open_to_all)
    return titled(at, "".join(lines))


def disks(machine: Machine) -> list[Mounted]:
    """One disk of the system and one of data, as large and as full as the county's other sources say."""
    system, used = min(100, machine.disk_gib // 2), min(60, machine.used_gib // 2)
    return [
        Mounted(disk="sda", path="/", size_gib=system, used_gib=used),
        Mounted(disk="sdb", path="/srv", size_gib=machine.disk_gib - system, used_gib=machine.used_gib - used),
    ]


def disk_list(found: Sequence[Mounted]) -> str:
    """`lsblk`."""
    lines = (f'NAME="{one.disk}" TYPE="disk" SIZE="{one.size_gib * 1024**3}" RM="0"\n' for one in found)
    return titled("lsblk -P -b -d -o NAME,TYPE,SIZE,RM", "".join(lines))


def mounts(found: Sequence[Mounted], shares: Sequence[str]) -> str:
    """What is mounted; a share is "device path kind"."""
    lines = [f"/dev/{one.disk}1 {one.path} ext4 rw,relatime 0 0\n" for one in found]
    return titled("/proc/mounts", "".join([*lines, *(f"{share} rw 0 0\n" for share in shares)]))


def file_systems(found: Sequence[Mounted]) -> str:
    """`df`: the capacity of the disk, and what is used of it."""
    lines = ["Filesystem 1024-blocks Used Available Capacity Mounted on\n"]
    for one in found:
        size, used = one.size_gib * KIB_PER_GIB, one.used_gib * KIB_PER_GIB
        lines.append(f"/dev/{one.disk}1 {size} {used} {size - used} {100 * used // size}% {one.path}\n")
    return titled("df -P -k -l", "".join(lines))


def network_card(address: str, mac: str | None) -> str:
    """`ip addr show`, with a hardware address made of the address where no other source knows one."""
    made = "3c:a8:2a:" + ":".join(f"{int(part):02x}" for part in address.split(".")[1:])
    text = f"2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP\n    link/ether {mac or made}\n"
    return titled("ip addr show", f"{text}    inet {address}/22 scope global eth0\n")


def sockets(own: str, listens: Sequence[Listening], calls: Sequence[Calling], user: str, newer: bool) -> str:
    """Ports and connections: of ss, or of netstat on an older system. Only root sees whose they are."""
    programs = sorted({*(one.program for one in listens), *(one.program for one in calls)})
    pids = {program: FIRST_PID + 7 * number for number, program in enumerate(programs)} if user == "root" else {}
    waiting = [(f"0.0.0.0:{one.port}", "0.0.0.0:*", one.program) for one in listens]
    talking = [
        (f"{own}:{one.port}", f"{one.peer}:{40112 + number}", one.program)
        if one.inwards
        else (f"{own}:{50212 + number}", f"{one.peer}:{one.port}", one.program)
        for number, one in enumerate(calls)
    ]
    write = _ss if newer else _netstat
    asked = titled("id -u", f"{0 if user == 'root' else 1001}\n")
    return asked + write(waiting, pids, listening=True) + write(talking, pids, listening=False)


Socket = tuple[str, str, str]


def _ss(found: Sequence[Socket], pids: dict[str, int], listening: bool) -> str:
    # Whoever reads ss tells its columns by where they stand.
    lines = [f"Netid State  Recv-Q Send-Q {'Local Address:Port':>22} {'Peer Address:Port':>22}\n"]
    for own, peer, program in found:
        owner = f'users:(("{program}",pid={pids[program]},fd=6))' if program in pids else ""
        state = "LISTEN 0      128   " if listening else "ESTAB  0      0     "
        lines.append(f"tcp   {state} {own:>22} {peer:>22} {owner}".rstrip() + "\n")
    return titled(f"ss -n -t -u{' -l' if listening else ''} -p", "".join(lines))


def _netstat(found: Sequence[Socket], pids: dict[str, int], listening: bool) -> str:
    lines = [
        f"Active Internet connections ({'only servers' if listening else 'w/o servers'})\n",
        "Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name\n",
    ]
    for own, peer, program in found:
        owner = f"{pids[program]}/{program}" if program in pids else "-"
        lines.append(f"tcp 0 0 {own} {peer} {'LISTEN' if listening else 'ESTABLISHED'} {owner}\n")
    return titled(f"netstat -t -u -n{' -l' if listening else ''} -p", "".join(lines))


def processes(named: str, newer: bool) -> str:
    """The names of the processes, sorted."""
    of_system = ("systemd", "systemd-journal", "chronyd") if newer else ("init", "ntpd", "syslogd")
    found = sorted({*named.split(), *of_system, "crond", "sshd"})
    return titled("process names", "".join(f"{name}\n" for name in found))


def services(named: str, newer: bool) -> str:
    """The services that run, or those that an older system starts."""
    found = sorted({*named.split(), "crond", "sshd"})
    if not newer:
        return titled("services at start", "".join(f"S{50 + at}{name}\n" for at, name in enumerate(found)))
    lines = [
        "UNIT LOAD ACTIVE SUB DESCRIPTION\n",
        *(f"{name}.service loaded active running {name}\n" for name in found),
    ]
    return titled("systemctl list-units --type=service --state=running --no-pager --full", "".join(lines))


def packages(named: str) -> str:
    """`rpm -q -a`: the packages and versions of a text, in turn."""
    words = named.split()
    pairs = sorted(zip(words[::2], words[1::2], strict=True))
    lines = "".join(f"{name}\t{version}\n" for name, version in pairs)
    return titled(r"rpm -q -a --qf %{NAME}\t%{VERSION}-%{RELEASE}\n", lines)
