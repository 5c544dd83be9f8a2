"""Operating systems of real hosts: our product and release against what the oracle beside each host says."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from inventory.facts.operating_system import operating_system
from inventory.products import load_products
from inventory.recognise import recognise_system

# The feed's product for each name by which Ansible, Facter and Ohai call a distribution.
DISTRIBUTIONS = {
    "almalinux": "almalinux", "alpine": "alpine-linux", "amazon": "amazon-linux", "centos": "centos",
    "centos stream": "centos-stream", "debian": "debian", "devuan": "devuan", "eurolinux": "eurolinux",
    "fedora": "fedora", "freebsd": "freebsd", "linuxmint": "linuxmint", "netbsd": "netbsd", "openbsd": "openbsd",
    "opensuse": "opensuse", "opensuse leap": "opensuse", "opensuseleap": "opensuse", "oracle": "oracle-linux",
    "oraclelinux": "oracle-linux", "redhat": "rhel", "rocky": "rocky-linux", "sl-micro": "suse-linux-micro",
    "sles": "sles", "suse": "sles", "solaris": "oracle-solaris", "ubuntu": "ubuntu",
}  # fmt: skip

Case = tuple[str, str, str | None, str | None, str | None]
"""Where it is from, the oracle's distribution and release, and what we are told: a name, with a version or without."""


def _release_files(folder: Path) -> Iterator[Case]:
    for path in sorted((folder / "linux-osrelease").rglob("distribution/fixtures/*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        said = case["result"]
        told = operating_system(case["input"]) or f"{case.get('platform.system')} {case.get('platform.release')}"
        yield path.name, said["distribution"], said["distribution_version"], told, None


def _told(folder: Path) -> Iterator[Case]:
    for path in sorted(path for path in (folder / "linux-facts").rglob("*") if path.is_file()):
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if "ansible_facts" in facts:
            facts = facts["ansible_facts"]
            name, version = facts["ansible_distribution"], facts["ansible_distribution_version"]
        elif path.suffix == ".facts":
            name, version = facts["os"]["name"], facts["os"]["release"]["full"]
        else:
            name, version = facts["platform"], facts["platform_version"]
        yield path.name, name, version, name, version


def _glpi(folder: Path) -> Iterator[Case]:
    for path in sorted((folder / "glpi-inventory").rglob("*.json")):
        system = json.loads(path.read_text(encoding="utf-8")).get("content", {}).get("operatingsystem") or {}
        number = re.search(r"\d+(?:\.\d+)*", system.get("full_name", ""))
        if number:
            yield path.name, system["name"], number[0], system["full_name"], system.get("version")
    for path in sorted((folder / "glpi-inventory").rglob("*.xml")):
        found = re.search(
            r"<OPERATINGSYSTEM>.*?<FULL_NAME>(.*?)</FULL_NAME>.*?<NAME>(.*?)</NAME>", path.read_text("utf-8"), re.S
        )
        number = re.search(r"\d+(?:\.\d+)*", found[1]) if found else None
        if found and number:
            yield path.name, found[2], number[0], found[1], None


def _sosreports(folder: Path) -> Iterator[Case]:
    for tree in sorted(path.parent.parent for path in (folder / "sosreport").rglob("etc/lsb-release")):
        text = (tree / "etc/lsb-release").read_text(encoding="utf-8")
        said = dict(re.findall(r'^(\w+)="?([^"\n]*)', text, re.MULTILINE))
        files = {f"/etc/{path.name}": path.read_text("utf-8") for path in (tree / "etc").glob("*-release")}
        yield tree.name, said["DISTRIB_ID"], said["DISTRIB_RELEASE"], operating_system(files), None


def _expected(feed: dict[str, Any], name: str, release: str | None) -> tuple[str, str] | None:
    """The feed's product and cycle of a distribution and release; None where the feed does not know them."""
    product = DISTRIBUTIONS.get(name.casefold())
    cycles = {row["cycle"] for row in feed["products"][product]["cycles"]} if product else set()
    numbers = (release or "").split(".")
    names = (".".join(numbers[:end]) for end in range(len(numbers), 0, -1))
    cycle = next((name for name in names if name in cycles), None)
    return (product, cycle) if product and cycle else None


@pytest.mark.parametrize("kind", [_release_files, _told, _glpi, _sosreports])
def test_every_kind_has_hosts_that_the_feed_knows(real_inputs: Path, kind: Any) -> None:
    feed = json.loads((real_inputs / "endoflife.json").read_text(encoding="utf-8"))
    assert any(_expected(feed, name, release) for _, name, release, _, _ in kind(real_inputs))


def test_product_and_release_are_right_for_98_percent_of_hosts(real_inputs: Path) -> None:
    feed = json.loads((real_inputs / "endoflife.json").read_text(encoding="utf-8"))
    hosts, misses = 0, []
    for kind in (_release_files, _told, _glpi, _sosreports):
        for where, name, release, text, version in kind(real_inputs):
            expected = _expected(feed, name, release)
            if expected is None:
                continue
            hosts += 1
            found = recognise_system(text or "", load_products(), version)
            if found != expected:
                misses.append(f"  {where}: {name} {release} is {expected}, found {found} in {text!r}")
    print(
        f"{hosts - len(misses)} of {hosts} hosts right ({100 - 100 * len(misses) / hosts:.1f} %); misses:",
        *misses,
        sep="\n",
    )
    assert len(misses) <= 0.02 * hosts
