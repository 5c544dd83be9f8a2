"""Output of real commands, each served over SSH as the section that asks for it, against the oracle beside it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from replayed_hosts import replayed, stored

from cloud_unless.app import main
from cloud_unless.init import scaffold
from inventory import collector
from inventory.facts import FACTS
from tools.replay_hosts import framed

DAY = date(2026, 11, 22)
PORT = 22_123
Oracle = Callable[[Any], dict[str, str]]

SERVED = (
    (r"/uname-a\.out$", "kernel", "uname -a"),
    (r"/dmidecode(\.out$|/)", "hardware", "dmidecode -t system"),
    (r"/lsblk(-allcols)?\.out$", "disks", "lsblk"),
    (r"/df(\.out$|/)", "file_systems", "df -P -k"),
    (r"/ss-sudo-(a|tulpen)\.out$", "sockets", "ss"),
    (r"/netstat-sudo-lnp\.out$", "sockets", "netstat"),
    (r"/systemctl\.out$", "services", "systemctl"),
    (r"/ps-ef\.out$|generic/ps/", "processes", "ps -ef"),
    (r"/mount\.out$", "mounts", "mount"),
    (r"/ifconfig(\.out$|/)", "addresses", "ifconfig -a"),
    (r"/ip/ip_addr", "addresses", "ip addr show"),
    (r"/cpuinfo(/|2?$)", "processors", "/proc/cpuinfo"),
    (r"/packaging/rpm", "packages", "rpm -q -a"),
    (r"/distro/debian_version", "operating_system", "/etc/debian_version"),
)
"""Which recording is which section, and the title that the script gives it."""

UNUSED = (
    (r"/df-h\.out$", "sizes for people (5.3G); the script asks for KiB"),
    (r"generic/netstat/|freebsd12/", "other systems than Linux, in forms of their own"),
    (r"/(arp-a|route|default-gateway)", "neighbours and routes are not asked for"),
    (r"/(blkid|findmnt|fstab|sfdisk|lvs|pvs|vgs|lvm)", "layout of disks: what is mounted, and how full, is enough"),
    (r"/(group|passwd|last|hosts)(\.out|$)", "accounts and name tables are nobody's business here"),
    (r"/(lsmod|sysctl-a|timedatectl|top-b-n1-gib|uptime|iptables-filter)", "the state of a moment"),
    (r"lspci|smartctl|megacli|hpacucli|ipmitool|storages", "hardware below the system: needs root and tools"),
    (r"linux-proc/(modules|net_|uptime|version)", "counters of the kernel; its version comes from uname"),
    (r"/packaging/", "packages as other tools list them"),
    (r"README", "no recording"),
)
"""What the script does not ask for, and why."""


def _recordings(folder: Path) -> list[Path]:
    roots = folder / "jc-commands", folder / "glpi-agent-commands"
    return [path for root in roots for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".json"]


def _served(path: Path) -> tuple[str, str] | None:
    return next((row[1:] for row in SERVED if re.search(row[0], path.as_posix())), None)


def test_every_recording_is_served_or_has_a_reason(real_inputs: Path) -> None:
    left = [path for path in _recordings(real_inputs) if _served(path) is None]
    unused = {path.as_posix(): [why for form, why in UNUSED if re.search(form, path.as_posix())] for path in left}
    for path, why in unused.items():
        print(path.rpartition("resources/")[2].rpartition("fixtures/")[2], "-", *why[:1])
    assert [path for path, why in unused.items() if not why] == []


def _kernel(rows: Any) -> dict[str, str]:
    return {"kernel": f"{rows['kernel_name']} {rows['kernel_release']}", "architecture": rows["machine"]}


def _hardware(rows: Any) -> dict[str, str]:
    said = next(row["values"] for row in rows if row["description"] == "System Information")
    return {"vendor": said["manufacturer"], "model": said["product_name"]}


def _used(rows: Any) -> dict[str, str]:
    used = [row["used"] for row in rows if row["filesystem"].startswith("/dev/") and "loop" not in row["filesystem"]]
    return {"used_gib": str(math.ceil(sum(used) / 1024**2))}


def _disks(rows: Any) -> dict[str, str]:
    return {"disks": " ".join(row["name"] for row in rows if row["type"] == "disk")}


def _addresses(rows: Any) -> dict[str, str]:
    shown = [row["ipv4_addr"] for row in rows if row.get("ipv4_addr") and not row["ipv4_addr"].startswith("127.")]
    inner = {row.get("ipv4_addr") for row in rows if row["name"].startswith(("docker", "virbr"))}
    return {"addresses": " ".join(one for one in shown if one not in inner)}


def _processors(rows: Any) -> dict[str, str]:
    return {"cpus": str(sum("processor" in row for row in rows))}


ORACLES: dict[str, Oracle] = {
    "kernel": _kernel,
    "hardware": _hardware,
    "file_systems": _used,
    "disks": _disks,
    "addresses": _addresses,
    "processors": _processors,
}
"""What the oracle beside a recording says, as the claims that show it. Listeners, services, mounts and processes come
to no claim of their own: their oracles are asked in test_facts_commands_real.py."""


@pytest.mark.timeout(300)
def test_every_section_is_read_over_ssh_as_its_oracle_says(real_inputs: Path, tmp_path: Path) -> None:
    files = {f"host-{number:03d}": path for number, path in enumerate(_recordings(real_inputs)) if _served(path)}
    hosts = {}
    for name, path in files.items():
        section, title = _served(path) or ("", "")
        hosts[name] = {section: f"\n==> {title} <==\n".encode() + path.read_bytes()}
    assert len(hosts) >= 60
    folder = tmp_path / "programme"
    scaffold(folder, DAY)
    with replayed(folder, hosts, PORT) as names:
        assert main(["scan", "--folder", str(folder), "--as-of", DAY.isoformat(), "--format", "csv"]) == 0
    found, compared = stored(folder), 0
    for address, name in names.items():
        direct = collector.sections(framed({fact.name: (0, hosts[name].get(fact.name, b"")) for fact in FACTS}))
        said = collector.claims(direct, address, DAY).claims
        assert found[f"ssh:{address}"] == {(one.thing_id, one.field, str(one.value)) for one in said}, name
        compared += _agrees(files[name], {field: value for _, field, value in found[f"ssh:{address}"]})
    print(f"{len(hosts)} recordings, {compared} with an oracle that claims can show")
    assert compared >= 9


def _agrees(path: Path, claims: dict[str, str]) -> bool:
    """Compare with the oracle beside a recording; False where there is none."""
    section, _ = _served(path) or ("", "")
    oracle = path.with_suffix(".json")
    if section not in ORACLES or not oracle.exists():
        return False
    for field, expected in ORACLES[section](json.loads(oracle.read_text("utf-8"))).items():
        shown = claims.get(field, "")
        if field in ("disks", "addresses"):
            shown = " ".join(re.findall(r"'([^'|]+)[|']", shown)) if field == "disks" else shown
            assert [one for one in expected.split() if one not in shown] == [], path
        else:
            assert shown == expected, (path, field)
    return True
