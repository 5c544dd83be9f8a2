"""The hosts of the example: up to date, labelled, small, and one with the county's other sources where they meet."""

from __future__ import annotations

import importlib.util
import re
import socket
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from cloud_unless.folder import read_folder
from inventory import collector
from inventory.importing import import_file
from inventory.merge import merge
from inventory.model import Collected, Estate
from inventory.products import load_products
from tools.record_hosts import KEPT, SOURCES
from tools.replay_hosts import free_port, read_recordings

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
HOSTS, COUNTY = EXAMPLES / "hosts", EXAMPLES / "county"
AS_OF = date(2026, 11, 22)
REGISTERS = ("applications", "contracts", "deployments", "interfaces", "licences", "things")
RECORDED = {source.name for source in SOURCES}


@pytest.fixture(scope="module")
def made() -> Mapping[str, bytes]:
    """Every file of the composed hosts, as their script makes it."""
    sys.path.insert(0, str(EXAMPLES))
    try:
        spec = importlib.util.spec_from_file_location("make_hosts", EXAMPLES / "make_hosts.py")
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(EXAMPLES))
    files: Mapping[str, bytes] = module.hosts()
    return files


@pytest.fixture(scope="module")
def collected() -> Mapping[str, Collected]:
    """What a scan makes of each host, by name."""
    script = collector.script().encode()
    return {
        host.name: collector.claims(collector.sections(host.answer(script)), host.name, AS_OF)
        for host in read_recordings(HOSTS)
    }


@pytest.fixture(scope="module")
def estate(collected: Mapping[str, Collected]) -> Estate:
    """The county's files and its scanned hosts together."""
    read = read_folder(COUNTY)
    files = [import_file(COUNTY / f"{name}.csv", AS_OF) for name in REGISTERS]
    files += [import_file(COUNTY / one.file, one.seen_on or AS_OF, one.site) for one in read.sources.imports]
    claims = [claim for found in (*files, *collected.values()) for claim in found.claims]
    return merge(claims, read.folder.programme.sites, read.folder.programme.organisations, load_products())


def test_the_composed_hosts_are_what_their_script_makes(made: Mapping[str, bytes]) -> None:
    composed = {path.split("/")[0] for path in made}
    kept = {str(path.relative_to(HOSTS)): path.read_bytes() for name in composed for path in (HOSTS / name).iterdir()}
    assert kept == dict(made), "run: .venv/bin/python examples/make_hosts.py"
    assert composed | RECORDED == {path.name for path in HOSTS.iterdir() if path.is_dir()}


def test_each_host_says_what_it_is_and_stands_in_the_readme() -> None:
    readme = (HOSTS / "README.md").read_text(encoding="utf-8")
    for host in read_recordings(HOSTS):
        assert host.about.label == ("recorded" if host.name in RECORDED else "composed")
        assert re.search(rf"^\| `{host.name}` \| {host.about.label}: ", readme, re.MULTILINE), host.name


def test_recordings_are_small_and_hold_nothing_of_the_machine_that_made_them() -> None:
    """Of what it could have told, addresses are the likeliest to slip in."""
    by_name = {source.name: source.address for source in SOURCES}
    for host in read_recordings(HOSTS):
        assert sum(map(len, host.sections.values())) < 60_000, host.name
        if host.name in RECORDED:
            assert host.sections.keys() <= set(KEPT)
            told = re.findall(rb"(?:inet |local\":\")([0-9.]{7,15})", host.sections["addresses"])
            assert {found.decode() for found in told} == {"127.0.0.1", by_name[host.name]}


def test_every_host_is_read_without_a_fault_but_for_one_clock(collected: Mapping[str, Collected]) -> None:
    assert len(collected) == 10
    faults = {(name, error.reason) for name, found in collected.items() for error in found.errors}
    assert faults == {("wm-tel01", "clock-wrong")}


def test_the_recorded_hosts_stand_where_the_county_has_them(estate: Estate) -> None:
    servers = {server.name: server for server in estate.servers}
    for source in SOURCES:
        server = servers[source.name]
        assert source.address in server.addresses
        assert source.mac in server.mac_addresses


def test_scanned_and_imported_servers_are_one(estate: Estate, collected: Mapping[str, Collected]) -> None:
    """Only the host that no export lists is new; nothing else is doubled or contradicted but operating systems."""
    names = [server.name for server in estate.servers]
    assert len(names) == len(set(names)) == 96
    assert all(names.count(name) == 1 for name in collected)
    assert {(one.thing_id, one.field) for one in estate.conflicts} == {
        ("bf-rev-db01", "os_name"),
        ("wm-www01", "os_name"),
        ("wm-www02", "os_name"),
        ("wm-www03", "os_name"),
    }


def test_the_scan_shows_what_no_file_said(estate: Estate) -> None:
    servers = {server.id: server for server in estate.servers}
    assert (servers["bf-rev-db01"].product, servers["bf-rev-db01"].cycle) == ("sles", "11.4")
    assert (servers["wm-www-db01"].product, servers["wm-www-db01"].cycle) == ("rhel", "7")
    assert (servers["wm-www01"].product, servers["wm-www01"].cycle) == ("debian", "11")
    found = {one.name for one in estate.databases if one.said_by["product"].startswith("ssh:") and " on " in one.name}
    assert found == {"MariaDB on dc-scan01", "MySQL on wm-tel01"}
    assert "dc-scan01:letters" in {share.name.strip("\\").replace("\\", ":") for share in estate.shares}


def test_connections_become_interfaces_that_nobody_declared(estate: Estate) -> None:
    seen = {
        (one.from_application, one.to_application, one.coupling)
        for one in estate.interfaces
        if not one.declared and any(source in ("wm-gis-web01", "wm-inc-app01") for source in _scans(one.seen_by))
    }
    assert ("gis", "planning-westmere", "strong") in seen
    assert ("income-management", "library-management", "weak") in seen
    mounts = {(flow.from_id, flow.to_id) for flow in estate.flows if flow.port == 445 and flow.noise is None}
    assert ("bf-ben-app01", "dc-scan01") in mounts


def _scans(sources: tuple[str, ...]) -> list[str]:
    return [source.removeprefix("ssh:") for source in sources]


def test_a_port_that_is_taken_is_left_alone() -> None:
    with socket.create_server(("127.0.1.3", 0)) as taken:
        port = taken.getsockname()[1]
        assert free_port(port) != port
