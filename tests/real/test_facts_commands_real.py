"""Output of real commands, section by section, against the oracle beside it or the count in its own lines."""

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from inventory.identifiers import is_filler
from inventory.model import Host

sys.path.append(str(Path(__file__).resolve().parents[1] / "facts"))

from host_output import host_from


@pytest.fixture(scope="module")
def glpi(real_inputs: Path) -> Path:
    return real_inputs / "glpi-agent-commands" / "glpi-agent" / "resources"


@pytest.fixture(scope="module")
def jc(real_inputs: Path) -> Path:
    return real_inputs / "jc-commands" / "jc" / "tests" / "fixtures"


def _read(path: Path) -> str:
    return path.read_text("utf-8", "surrogateescape")


def _from(fact: str, title: str, path: Path) -> Host:
    return host_from(fact, (title, _read(path)))


def _oracle(path: Path) -> Any:
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def test_processors_of_all_machines_are_counted(glpi: Path, real_inputs: Path) -> None:
    files = [path for path in real_inputs.rglob("cpuinfo/*") if path.is_file()]
    counts = {path.name: _from("processors", "/proc/cpuinfo", path).cpus for path in files}
    print(counts)
    assert [name for name, count in counts.items() if count is None] == []
    named = {name: re.search(r"(\d+)v?cpu", name) for name in counts}
    assert all(counts[name] == int(found[1]) for name, found in named.items() if found)


def test_addresses_of_all_machines_are_found(glpi: Path) -> None:
    tools = [("ip addr", path) for path in sorted((glpi / "linux" / "ip").glob("ip_addr*"))]
    tools += [("ifconfig", path) for path in sorted((glpi / "generic" / "ifconfig").iterdir())]
    for title, path in tools:
        text = _read(path)
        said = set(re.findall(r"inet (?:addr:)?([\d.]+)", text)) - {"127.0.0.1"}
        inner = set(re.findall(r"(?:virbr|docker|vmnet|vboxnet)\d+.*?inet (?:addr:)?([\d.]+)", text, re.DOTALL)[:3])
        assert set(_from("addresses", title, path).addresses) >= said - inner, path.name


def test_hardware_of_all_machines_is_what_dmidecode_says(glpi: Path) -> None:
    files = sorted((glpi / "generic" / "dmidecode").iterdir())
    for path in files:
        block = re.search(r"System Information.*\n((?:[ \t]+\S.*\n)+)", _read(path))
        said = dict(re.findall(r"^[ \t]*(.+?):[ \t]*(.*?)[ \t]*$", block[1], re.MULTILINE)) if block else {}
        host = _from("hardware", "dmidecode", path)
        serial = said.get("Serial Number", "")
        assert host.serial == (None if is_filler(serial) else serial), path.name
        assert host.vendor in (said.get("Manufacturer") or said.get("Vendor"), None), path.name
    assert sum(_from("hardware", "dmidecode", path).vendor is not None for path in files) >= 0.8 * len(files)


def test_file_systems_with_data_are_read(glpi: Path, jc: Path) -> None:
    for path in (*sorted((glpi / "generic" / "df").iterdir()), jc / "ubuntu-18.04" / "df.out"):
        devices = set(re.findall(r"^(/dev/(?!loop)\S+)\s+\d+\s+\d+", _read(path), re.MULTILINE))
        assert {one.device for one in _from("file_systems", "df", path).file_systems} == devices, path.name


@pytest.mark.parametrize(
    ("title", "name"), [("ss", "ubuntu-18.04/ss-sudo-tulpen"), ("netstat", "ubuntu-18.04/netstat-sudo-lnp")]
)
def test_listeners_are_those_of_the_oracle(jc: Path, title: str, name: str) -> None:
    path = jc / f"{name}.out"
    ports = {
        (str(row.get("netid") or row.get("transport_protocol"))[:3], int(row["local_port"]))
        for row in _oracle(path)
        if str(row.get("local_port")).isdigit() and row.get("state") in ("LISTEN", "UNCONN", None)
    }
    found = {(one.protocol, one.port) for one in _from("sockets", title, path).listeners}
    assert found == {one for one in ports if one[0] in ("tcp", "udp")}


def test_services_that_run_are_those_of_the_oracle(jc: Path) -> None:
    path = jc / "ubuntu-18.04" / "systemctl.out"
    running = {row["unit"] for row in _oracle(path) if row["sub"] == "running" and row["unit"].endswith(".service")}
    assert {f"{name}.service" for name in _from("services", "systemctl", path).services} == running


@pytest.mark.parametrize("name", ["centos-7.7/uname-a", "debian10/uname-a"])
def test_kernels_are_those_of_the_oracle(jc: Path, name: str) -> None:
    path = jc / f"{name}.out"
    host, said = _from("kernel", "uname -a", path), _oracle(path)
    assert (host.kernel, host.architecture) == (f"{said['kernel_name']} {said['kernel_release']}", said["machine"])


@pytest.mark.parametrize("name", ["centos-7.7/ps-ef", "ubuntu-18.04/ps-ef"])
def test_processes_are_named_and_their_arguments_are_not_kept(jc: Path, name: str) -> None:
    path = jc / f"{name}.out"
    commands = [row["cmd"] for row in _oracle(path) if not row["cmd"].startswith("[")]
    names = {command.split()[0].split("/")[-1].rstrip(":").lstrip("-") for command in commands}
    assert set(_from("processes", "ps -ef", path).processes) == names


@pytest.mark.parametrize("name", ["centos-7.7/lsblk", "centos-7.7/lsblk-allcols"])
def test_disks_are_those_of_the_oracle(jc: Path, name: str) -> None:
    path = jc / f"{name}.out"
    disks = [row["name"] for row in _oracle(path) if row["type"] == "disk"]
    assert [disk.name for disk in _from("disks", "lsblk", path).disks] == disks


def test_mounts_are_those_of_the_oracle(jc: Path) -> None:
    path = jc / "aix-7.1" / "mount.out"
    assert [mount.path for mount in _from("mounts", "mount", path).mounts] == [
        row["mount_point"] for row in _oracle(path)
    ]


@pytest.mark.parametrize("name", ["centos-7.7", "ubuntu-18.04", "fedora32"])
def test_virtual_machines_show_in_their_firmware(jc: Path, name: str) -> None:
    host = _from("hardware", "dmidecode", jc / name / "dmidecode.out")
    assert host_from("virtualisation", ("hypervisor", "cpu"), host=host).virtualisation == "vmware"
