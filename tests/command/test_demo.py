"""The demo's tables, as a person sees them: the whole job on examples/county, as of the fixed day."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from cloud_unless.app import main

ROOT = Path(__file__).resolve().parent.parent.parent
STAGES = ("import", "estate", "assess", "plan", "verify", "cost --by year")


def _run(line: str, folder: Path) -> tuple[int, str]:
    day = [] if line.startswith(("cost", "hosts")) else ["--as-of", "2026-11-22"]
    with redirect_stdout(StringIO()) as out:
        code = main([*line.split(), "--folder", str(folder), *day])
    return code, out.getvalue()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the county, shown 100 columns wide and without colour."""
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    return shutil.copytree(ROOT / "examples" / "county", tmp_path / "county")


@pytest.mark.timeout(300)
def test_the_demo_shows(folder: Path, snapshot: SnapshotAssertion) -> None:
    for line in STAGES:
        code, out = _run(line, folder)
        assert code == 0, line
        assert out == snapshot(name=line)


@contextmanager
def _replayed(folder: Path) -> Iterator[None]:
    """The hosts of the example on loopback, named in the folder's sources.yaml and not trusted yet."""
    command = [sys.executable, "-m", "tools.replay_hosts", "examples/hosts", str(folder), "--untrusted", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert "Ready\n" in iter(process.stdout.readline, ""), "the hosts could not be replayed"
            with (folder / "sources.yaml").open("a") as sources:
                sources.write((folder / "targets.yaml").read_text())
            yield
        finally:
            process.terminate()


@pytest.mark.timeout(300)
def test_the_demo_scans_ten_hosts_and_the_estate_shows_it(folder: Path, snapshot: SnapshotAssertion) -> None:
    assert _run("import", folder)[0] == 0
    with _replayed(folder):
        assert _run("scan", folder)[0] == 3, "no key is trusted yet"
        compared = " ".join(f"--yes-i-compared {line}" for line in (folder / "fingerprints").read_text().split())
        code, out = _run(f"hosts trust {compared}", folder)
        assert (code, out.count(" new\n")) == (0, 10)
        code, out = _run("scan", folder)
        assert code == 0
    # A port is chosen among those that have five digits.
    assert re.sub(r":\d{5}", ":PORT.", out) == snapshot(name="scan")
    code, out = _run("estate", folder)
    assert code == 0
    counts, _, disagreements = out.partition("\nSources disagree")
    assert counts == snapshot(name="estate after the scan")
    assert "SUSE Linux" in disagreements
