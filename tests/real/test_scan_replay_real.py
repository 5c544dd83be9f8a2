"""Recordings of real hosts, served over SSH and read by the real client: what is stored is what they say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from replayed_hosts import Sections, replayed, stored
from sosreports import sections_of, trees

from cloud_unless.app import main
from cloud_unless.init import scaffold
from inventory import collector
from tools.replay_hosts import framed

DAY = date(2026, 11, 22)
PORT = 22_122


def _sosreports(folder: Path) -> dict[str, Sections]:
    return {
        f"sos-{tree.name}": {
            one.name: one.output.encode("utf-8", "surrogateescape") for one in sections_of(tree).sections
        }
        for tree in trees(folder)
    }


def _release_files(folder: Path) -> dict[str, Sections]:
    found = {}
    for path in sorted((folder / "linux-osrelease").rglob("distribution/fixtures/*.json")):
        files: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["input"]
        output = "".join(f"\n==> {name} <==\n{text}\n" for name, text in files.items())
        found[f"release-{path.stem}"] = {"operating_system": output.encode()}
    return found


@pytest.mark.timeout(300)
def test_every_recorded_host_is_read_as_it_stands(real_inputs: Path, tmp_path: Path) -> None:
    hosts = _sosreports(real_inputs) | _release_files(real_inputs)
    assert len(hosts) >= 50
    folder = tmp_path / "programme"
    scaffold(folder, DAY)
    with replayed(folder, hosts, PORT) as names:
        assert main(["scan", "--folder", str(folder), "--as-of", DAY.isoformat(), "--format", "csv"]) == 0
    found = stored(folder)
    for address, name in names.items():
        direct = collector.sections(framed({section: (0, output) for section, output in hosts[name].items()}))
        said = collector.claims(direct, address, DAY).claims
        assert found[f"ssh:{address}"] == {(one.thing_id, one.field, str(one.value)) for one in said}, name
