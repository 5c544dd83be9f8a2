"""Real hosts, from their sosreports: what stands in their own files is what we find."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from sosreports import sections_of, trees

from inventory import collector
from inventory.merge import merge
from inventory.model import Estate, Host
from inventory.products import load_products

DAY = date(2022, 2, 10)


@pytest.fixture(scope="module")
def hosts(real_inputs: Path) -> dict[Path, Host]:
    return {tree: collector.observed(sections_of(tree), tree.name, DAY) for tree in trees(real_inputs)}


@pytest.fixture(scope="module")
def estate(real_inputs: Path) -> Estate:
    found = [collector.claims(sections_of(tree), tree.name, DAY) for tree in trees(real_inputs)]
    return merge((claim for one in found for claim in one.claims), (), (), load_products())


def _text(tree: Path, path: str) -> str:
    return (tree / path).read_text("utf-8", "surrogateescape") if (tree / path).is_file() else ""


def test_nothing_of_a_real_host_is_unreadable(hosts: dict[Path, Host]) -> None:
    assert hosts
    assert {tree.name: host.faults for tree, host in hosts.items() if host.faults} == {}


def test_names_processors_and_kernel_are_theirs(hosts: dict[Path, Host]) -> None:
    for tree, host in hosts.items():
        assert host.name == _text(tree, "sos_commands/host/hostname").strip()
        assert str(host.kernel).split()[1] in _text(tree, "sos_commands/kernel/uname_-a")
        assert f"CPU(s):                          {host.cpus}\n" in _text(tree, "sos_commands/processor/lscpu")


def test_all_installed_packages_are_read(hosts: dict[Path, Host]) -> None:
    for tree, host in hosts.items():
        listed = re.findall(r"^[ih]i +", _text(tree, "sos_commands/dpkg/dpkg_-l"), re.MULTILINE)
        assert len(host.packages or ()) == len(listed)


def test_memory_and_disks_are_theirs(hosts: dict[Path, Host]) -> None:
    for tree, host in hosts.items():
        total = re.search(r"^Mem: +(\d+)", _text(tree, "sos_commands/memory/free"), re.MULTILINE)
        assert total is not None
        assert host.memory_mib == -(-int(total[1]) // 1024)
        disks = re.findall(r"^(\w+) .* disk", _text(tree, "sos_commands/block/lsblk"), re.MULTILINE)
        assert [disk.name for disk in host.disks] == ([] if host.virtualisation == "lxc" else disks)


def test_own_addresses_are_found(hosts: dict[Path, Host]) -> None:
    for tree, host in hosts.items():
        links = re.findall(
            r"^\d+: (\S+)\s+inet ([\d.]+)/", _text(tree, "sos_commands/networking/ip_-o_addr"), re.MULTILINE
        )
        real = {address for name, address in links if not re.match(r"lo|virbr|docker|lxdbr", name)}
        assert set(host.addresses) >= real
        assert host.addresses


def test_the_applications_are_recognised(estate: Estate) -> None:
    told = {software.name: (software.product, software.cycle) for software in estate.software}
    print(json.dumps(told, indent=1))
    assert ("rabbitmq", "3.8") in told.values()
    assert any(product == "haproxy" for product, _ in told.values())


def test_every_real_server_has_a_product_and_cycle(estate: Estate) -> None:
    assert len(estate.servers) >= 3
    assert all(server.product and server.cycle for server in estate.servers)


def test_connections_of_a_real_host_are_flows(hosts: dict[Path, Host], estate: Estate) -> None:
    seen = {(one.direction, one.port, one.process) for host in hosts.values() for one in host.connections}
    assert seen >= {("out", 2379, "vault"), ("out", 3306, "mysqlrouter"), ("in", 22, "sshd")}
    assert {flow.port for flow in estate.flows} >= {2379, 3306}
