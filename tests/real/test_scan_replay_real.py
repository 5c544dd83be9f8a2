"""Recordings of real hosts, served over SSH and read by the real client: what is stored is what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sosreports import sections_of, trees

from cloud_unless.app import main
from cloud_unless.init import scaffold
from inventory import collector
from inventory.store import open_store
from tools.replay_hosts import framed

DAY = date(2026, 11, 22)
ROOT = Path(__file__).resolve().parents[2]
PORT = 22_122
Sections = dict[str, bytes]


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


@contextmanager
def _replayed(folder: Path, hosts: Mapping[str, Sections]) -> Iterator[dict[str, str]]:
    """The hosts on loopback, and a programme folder that names them; yields the name of each by its address."""
    recordings = folder.with_name("recordings")
    for name, sections in hosts.items():
        (recordings / name).mkdir(parents=True)
        (recordings / name / "about.yaml").write_text(
            "label: recorded\nhow: by others; see the folder of real inputs\n"
        )
        for section, output in sections.items():
            (recordings / name / section).write_bytes(output)
    command = [sys.executable, "-m", "tools.replay_hosts", str(recordings), str(folder), "--port", str(PORT)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = [line.split() for line in iter(process.stdout.readline, "Ready\n") if line]
            (folder / "sources.yaml").write_text("schema_version: 1\n" + (folder / "targets.yaml").read_text())
            yield {line[0]: line[1].removesuffix(":") for line in lines}
        finally:
            process.terminate()


@pytest.mark.timeout(300)
def test_every_recorded_host_is_read_as_it_stands(real_inputs: Path, tmp_path: Path) -> None:
    hosts = _sosreports(real_inputs) | _release_files(real_inputs)
    assert len(hosts) >= 50
    folder = tmp_path / "programme"
    scaffold(folder, DAY)
    with _replayed(folder, hosts) as names:
        assert main(["scan", "--folder", str(folder), "--as-of", DAY.isoformat(), "--format", "csv"]) == 0
    stored = defaultdict(set)
    with open_store(folder / "estate.db") as store:
        for claim in store.claims():
            stored[claim.source].add((claim.thing_id, claim.field, str(claim.value)))
    for address, name in names.items():
        direct = collector.sections(framed({section: (0, output) for section, output in hosts[name].items()}))
        said = collector.claims(direct, address, DAY).claims
        assert stored[f"ssh:{address}"] == {(one.thing_id, one.field, str(one.value)) for one in said}, name
