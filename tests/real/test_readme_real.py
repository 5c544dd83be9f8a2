"""C-08: what the README says about building works as written, with the real Pulumi engine."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(1200)  # several programs for each run of the engine, on a machine that may be busy

README = Path(__file__).parents[2] / "README.md"


def _commands() -> list[list[str]]:
    text = README.read_text(encoding="utf-8")
    section = text[text.index("## Build it") : text.index("## What each file is")]
    return [shlex.split(line) for line in re.findall(r"^ +cloud-unless (.+)$", section, flags=re.MULTILINE)]


def _run(folder: Path, *arguments: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "cloud_unless", *arguments, "--folder", str(folder)],
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert ran.returncode == 0, (arguments, ran.stdout[-3000:], ran.stderr[-3000:])


ACCEPTED = "schema_version: 1\nexemptions:\n" + "".join(
    f"""
  - id: {machine}
    rule_id: BCK-004
    scope: {machine}
    owner: Head of Finance
    approver: Senior Information Risk Owner
    ticket: RISK-1
    reason: The second region holds backups only until a running copy is built.
    approved_on: 2026-11-20
    expires: 2027-04-30
"""
    for machine in ("vm-pay01", "vm-paydb01")
)


def test_C_08_a_new_folder_is_designed_rehearsed_and_checked(tmp_path: Path) -> None:
    folder = tmp_path / "programme"
    init = [sys.executable, "-P", "-m", "cloud_unless", "init", str(folder), "--as-of", "2026-11-22"]
    assert subprocess.run(init).returncode == 0
    for command in ("import", "estate", "assess", "plan"):
        _run(folder, command, "--as-of", "2026-11-22")
    assert [command[0] for command in _commands()] == ["design", "rehearse", "check"]
    # The example's payroll is critical and has no second region: people accept that, or the check stays red.
    (folder / "exemptions.yaml").write_text(ACCEPTED)
    for command in _commands():
        _run(folder, *command, "--as-of", "2026-11-22")
    findings = json.loads((folder / "out/findings.json").read_text())["findings"]
    # Nobody asked for a plan against floods: advice, no more.
    open_ = {one["rule_id"] for one in findings if one["verdict"] not in ("pass", "not_applicable", "exempt")}
    assert open_ <= {"NET-020"}
    assert len(findings) > 100
