"""The demo's tables, as a person sees them: the whole job on examples/county, as of the fixed day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from cloud_unless.app import main

ROOT = Path(__file__).resolve().parent.parent.parent
STAGES = ("import", "estate", "assess", "plan", "verify", "cost --by year")


def _run(line: str, folder: Path) -> tuple[int, str]:
    from contextlib import redirect_stdout
    from io import StringIO

    day = [] if line.startswith("cost") else ["--as-of", "2026-11-22"]
    with redirect_stdout(StringIO()) as out:
        code = main([*line.split(), "--folder", str(folder), *day])
    return code, out.getvalue()


@pytest.mark.timeout(300)
def test_the_demo_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    folder = shutil.copytree(ROOT / "examples" / "county", tmp_path / "county")
    for line in STAGES:
        code, out = _run(line, folder)
        assert code == 0, line
        assert out == snapshot(name=line)
