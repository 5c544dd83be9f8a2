"""Our support dates against the feed they came from, and recognition of names in real exports and facts."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from inventory.model import ProductCycle
from inventory.products import load_products
from inventory.recognise import recognise

DATES = {"released": "releaseDate", "mainstream_ends": "eoas", "vendor_ends": "eol", "extended_ends": "eoes"}

WITHOUT_DATES = {
    "Archlinux", "Clear Linux OS", "Coreos", "Cumulus Linux", "Deepin", "DragonFly", "Flatcar", "Kali", "KDE neon",
    "Kylin Linux Advanced Server", "Nexenta", "OmniOS", "OSMC", "Parrot", "SmartOS", "SteamOS", "TencentOS",
    "Virtuozzo", "openSUSE Tumbleweed", "Gentoo", "Darwin", "Pop!_OS",
}  # fmt: skip
"""Systems for which no product file exists: they must stay unrecognised."""

WITHOUT_CYCLE = {("Solaris", "11")}
"""A product we know, in a version that could be several cycles."""

NAMES_WITHOUT_PRODUCT = {"Other 2.6.x Linux (64-bit)", "Other 3.x or later Linux (64-bit)"}
"""What VMware says when it does not know the guest."""

NAMES_WITHOUT_CYCLE = {
    "CentOS 4/5/6/7 (64-bit)",
    "FreeBSD (64-bit)",
    "Red Hat Fedora (32-bit)",
    "SUSE Linux Enterprise 11 (64-bit)",
}


@pytest.fixture(scope="module")
def feed(real_inputs: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((real_inputs / "endoflife.json").read_text(encoding="utf-8"))
    return found


def test_every_cycle_and_date_agrees_with_the_feed(feed: dict[str, Any]) -> None:
    compared = 0
    for product in load_products():
        rows = feed["products"][product.id]["cycles"]
        ours = {cycle.cycle: cycle for cycle in product.cycles}
        assert list(ours) == [row["cycle"] for row in rows]
        for row in rows:
            compared += _agrees(ours[row["cycle"]], row)
    print(f"{len(load_products())} products, {compared} cycles agree with the feed")


def _agrees(cycle: ProductCycle, row: dict[str, Any]) -> int:
    for name, column in DATES.items():
        said = row.get(column)
        assert getattr(cycle, name) == (date.fromisoformat(said) if isinstance(said, str) else None), (cycle, column)
    assert cycle.supported == (not row["eol"] if isinstance(row["eol"], bool) else None), cycle
    return 1


def test_head_names_the_feeds_commit_and_day(feed: dict[str, Any]) -> None:
    for product in load_products():
        assert feed["commit"][:12] in product.source
        assert product.as_of.isoformat() == feed["commit_date"][:10]


def test_every_system_in_both_workbooks_is_recognised_or_known_not_to_be(real_inputs: Path) -> None:
    names = _names_in_workbooks(real_inputs)
    found = {name: recognise(name, load_products()) for name in names}
    assert {name for name, product in found.items() if product is None} == NAMES_WITHOUT_PRODUCT
    assert {name for name, product in found.items() if product and product[1] is None} <= NAMES_WITHOUT_CYCLE
    dated = sum(count for name, count in names.items() if (product := found[name]) and product[1])
    print(f"{dated} of {sum(names.values())} names in the workbooks have a cycle")
    assert dated > 0.97 * sum(names.values())


def _names_in_workbooks(real_inputs: Path) -> Counter[str]:
    names: Counter[str] = Counter()
    for path in sorted((real_inputs / "import-csv").rglob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        for sheet in {"vInfo", "vHost"} & set(workbook.sheet_names):
            head, *rows = workbook.get_sheet_by_name(sheet).to_python()
            wanted = [n for n, name in enumerate(head) if str(name).startswith(("OS according", "ESX Version"))]
            names.update(str(row[n]) for row in rows for n in wanted if row[n])
    return names


def _distributions(real_inputs: Path) -> Iterator[tuple[str, str, str | None]]:
    """Name, version and pretty name, as Ansible's own cases and Facter say them."""
    for path in sorted((real_inputs / "linux-osrelease").rglob("distribution/fixtures/*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        pretty = re.search(r'PRETTY_NAME="?([^"\n]*)', case["input"].get("/etc/os-release", ""))
        yield case["result"]["distribution"], case["result"]["distribution_version"], pretty and pretty[1]
    for folder in ("linux-facts", "unix-facts"):
        for path in sorted((real_inputs / folder).rglob("*.facts")):
            system = json.loads(path.read_text(encoding="utf-8"))["os"]
            yield system["name"], system["release"]["full"], (system.get("distro") or {}).get("description")


def test_distributions_of_real_hosts_are_recognised(real_inputs: Path) -> None:
    seen = Counter[str]()
    for name, version, pretty in _distributions(real_inputs):
        found = recognise(name, load_products(), version)
        assert (found is None) == (name in WITHOUT_DATES), (name, version)
        if found is None:
            continue
        assert (found[1] is None) == ((name, version) in WITHOUT_CYCLE), (name, version, found)
        by_pretty_name = recognise(pretty or name, load_products())
        assert by_pretty_name is None or by_pretty_name[1] in (found[1], None), (pretty, found)
        seen[found[0]] += 1
    print(f"{sum(seen.values())} hosts of {len(seen)} products recognised")


def test_versions_of_real_hosts_give_the_cycle_that_begins_them(real_inputs: Path) -> None:
    for name, version, _ in _distributions(real_inputs):
        found = recognise(name, load_products(), version)
        if found and found[1]:
            assert f"{version}.".startswith((f"{found[1]}.", f"{found[1]}-")), (name, version, found)


def test_windows_of_real_hosts_is_recognised(real_inputs: Path) -> None:
    found = {}
    for path in sorted((real_inputs / "windows-facts").rglob("*.facts")):
        system = json.loads(path.read_text(encoding="utf-8"))["os"]
        found[path.name] = recognise(system["name"], load_products(), system["release"]["full"])
        server = "Server" in system["windows"]["installation_type"]
        release = system["release"]["full"]
        assert found[path.name] == (("windows-server", release) if server else ("windows", None))
        if server:
            assert recognise(system["windows"]["product_name"], load_products()) == ("windows-server", release)
    assert len(found) >= 7


@pytest.mark.parametrize(
    ("path", "product", "cycle"),
    [
        ("2012R2.json", "windows-server", "2012-r2"),
        ("2019.json", "windows-server", "2019"),
        ("2022.json", "windows-server", "2022"),
        ("10.json", "windows", None),
    ],
)
def test_captions_of_windows_management_are_recognised(
    real_inputs: Path, path: str, product: str, cycle: str | None
) -> None:
    (file,) = (real_inputs / "windows-facts").rglob(f"windows/{path}")
    caption = json.loads(file.read_text(encoding="utf-8"))["kernel"]["os_info"]["caption"]
    assert recognise(caption, load_products()) == (product, cycle)
