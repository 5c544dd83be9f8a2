"""Records hosts for the demo: Debian releases installed by debootstrap, asked by the collector's script.

    .venv/bin/python tools/record_hosts.py WORK [NAME]...

It needs root, Linux, debootstrap and a Debian mirror; WORK keeps the installed systems. Each host runs its programs and
the script in name spaces of its own for processes, network, mounts and host name, so the recording machine's do not
show. What its kernel would still tell (processors, memory, disks, firmware, mounts) is not kept. The recordings go into
examples/hosts, each with what it was recorded from.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cloud_unless.options import today
from inventory.collector import script, script_sha256, sections
from inventory.model import Section

HERE = Path(__file__).resolve().parent.parent
HOSTS = HERE / "examples" / "hosts"
KEPT = ("operating_system", "names", "shares", "addresses", "sockets", "processes", "services", "packages", "oracle")
"""The sections that come from the installed system and its name spaces alone."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """A host to record. `run` starts its programs as root; `shell` is asked as `user`."""

    name: str
    address: str
    mac: str
    site: str
    release: str
    shell: str
    packages: tuple[str, ...]
    user: str = "root"
    run: str = "nginx"


SOURCES = (
    Source(
        name="wm-www01",
        address="10.20.8.57",
        mac="00:50:56:10:b3:fa",
        site="county-hall",
        release="bullseye",
        shell="dash",
        packages=("iproute2", "procps", "nginx-light"),
    ),
    Source(
        name="wm-www02",
        address="10.20.8.58",
        mac="00:50:56:a1:0d:2e",
        site="county-hall",
        release="bookworm",
        shell="busybox sh",
        packages=("iproute2", "procps", "nginx-light", "busybox-static"),
        user="nobody",
    ),
    Source(
        name="wm-www03",
        address="10.20.8.59",
        mac="00:50:56:a5:4a:09",
        site="county-hall",
        release="trixie",
        shell="mksh",
        packages=("iproute2", "procps", "nginx-light", "mksh"),
    ),
    Source(
        name="dc-scan01",
        address="10.40.8.240",
        mac="b8:ca:3a:28:08:f0",
        site="riverside",
        release="bookworm",
        shell="ksh93",
        packages=("iproute2", "procps", "mariadb-server", "samba", "ksh93u+m"),
        run="""
            mkdir -p /run/mysqld /srv/letters
            rm -f /run/mysqld/mysqld.sock
            chown mysql /run/mysqld
            printf '[global]\\nworkgroup = DISTRICTS\\n[letters]\\npath = /srv/letters\\n' >/etc/samba/smb.conf
            smbd -D
            mariadbd --user=mysql --bind-address=0.0.0.0 >/dev/null 2>&1 &
            tries=0
            until [ -S /run/mysqld/mysqld.sock ] || [ $tries -ge 60 ]; do sleep 1; tries=$((tries + 1)); done
        """,
    ),
)

# A bridge without ports is the plainest network card that every kernel can make. Its hardware address would be chance.
_IN_ITS_OWN_SPACES = """\
set -eu
root=$1 name=$2 address=$3 mac=$4 user=$5 run=$6
shift 6
hostname "$name"
printf '%s\\n' "$name" >"$root/etc/hostname"
printf '127.0.0.1 localhost\\n%s %s.westmere.example %s\\n' "$address" "$name" "$name" >"$root/etc/hosts"
: >"$root/etc/resolv.conf"
ip link set lo up
ip link add eth0 address "$mac" type bridge
ip address add "$address/22" dev eth0
ip link set eth0 up
mount -t proc proc "$root/proc"
chroot "$root" /bin/sh -c "$run" >&2
exec chroot --userspec="$user:" "$root" "$@" -s
"""
_SPACES = ("unshare", "--uts", "--net", "--pid", "--mount", "--ipc", "--fork", "--kill-child")


def install(source: Source, work: Path) -> Path:
    """The installed system of a host, made where it is not there yet."""
    root = work / source.name
    if not (root / "installed").exists():
        named = f"--include={','.join(source.packages)}"
        # Programs that a package starts on its way end with the name space.
        spaces = ("unshare", "--pid", "--mount", "--fork", "--kill-child", "--mount-proc")
        command = (*spaces, "debootstrap", "--variant=minbase", named, source.release, str(root))
        subprocess.run(command, check=True, stdout=sys.stderr)
        (root / "installed").touch()
    return root


def ask(source: Source, root: Path) -> tuple[Section, ...]:
    """What the host answers. Raises ValueError for an answer that is not whole."""
    given = [str(root), source.name, source.address, source.mac, source.user, source.run, *source.shell.split()]
    command = [*_SPACES, "sh", "-c", _IN_ITS_OWN_SPACES, "sh", *given]
    done = subprocess.run(command, check=True, input=script().encode(), stdout=subprocess.PIPE)
    found = sections(done.stdout)
    if not found.complete or any(one.name in KEPT and not one.complete for one in found.sections):
        raise ValueError(f"{source.name} did not answer in full")
    return tuple(one for one in found.sections if one.name in KEPT)


def keep(source: Source, found: Sequence[Section], day: date, folder: Path) -> None:
    """Write the recording of one host, without what an older one left."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    how = f"Debian {source.release} by debootstrap under {source.shell} as {source.user}"
    lines = ["label: recorded", f"how: {how}, {day.isoformat()}, script {script_sha256()[:16]}", f"site: {source.site}"]
    failed = {one.name: one.status for one in found if one.status}
    lines += ["statuses:", *(f"  {name}: {status}" for name, status in failed.items())] if failed else []
    (folder / "about.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for one in found:
        if one.output.strip():
            (folder / one.name).write_bytes(one.output.encode("utf-8", "surrogateescape"))


def main(arguments: Sequence[str]) -> int:
    """Record the hosts named, or all."""
    if not arguments:
        print(__doc__)
        return 2
    work, names = Path(arguments[0]).absolute(), arguments[1:]
    for source in SOURCES:
        if not names or source.name in names:
            keep(source, ask(source, install(source, work)), today(), HOSTS / source.name)
            print(f"{source.name} recorded")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
