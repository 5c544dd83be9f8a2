"""Recordings served over SSH on loopback by tools/replay_hosts.py, and what a scan of them stored."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from inventory.store import open_store

ROOT = Path(__file__).resolve().parents[2]
Sections = dict[str, bytes]
Said = tuple[str, str, str]


@contextmanager
def replayed(folder: Path, hosts: Mapping[str, Sections], port: int) -> Iterator[dict[str, str]]:
    """The hosts on loopback, and a programme folder that names them; yields the name of each by its address."""
    recordings = folder.with_name("recordings")
    for name, sections in hosts.items():
        (recordings / name).mkdir(parents=True)
        (recordings / name / "about.yaml").write_text(
            "label: recorded\nhow: by others; see the folder of real inputs\n"
        )
        for section, output in sections.items():
            (recordings / name / section).write_bytes(output)
    command = [sys.executable, "-m", "tools.replay_hosts", str(recordings), str(folder), "--port", str(port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            lines = [line.split() for line in iter(process.stdout.readline, "Ready\n") if line]
            (folder / "sources.yaml").write_text("schema_version: 1\n" + (folder / "targets.yaml").read_text())
            yield {line[0]: line[1].removesuffix(":") for line in lines}
        finally:
            process.terminate()


def stored(folder: Path) -> Mapping[str, set[Said]]:
    """What each source said: thing, field and value."""
    found = defaultdict(set)
    with open_store(folder / "estate.db") as store:
        for claim in store.claims():
            found[claim.source].add((claim.thing_id, claim.field, str(claim.value)))
    return found
