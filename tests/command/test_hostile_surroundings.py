"""The whole job where the folder, the environment or the rights are hostile: nothing leaks, nothing else is touched."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command, change_cell

CANARY = "CANARY-q7Zx9-w2Lk4"
NAMES = ("AWS_SECRET_ACCESS_KEY", "AZURE_CLIENT_SECRET", "PASSWORD", "PULUMI_CONFIG_PASSPHRASE", "USER", "HOSTNAME")
LINES = ("import", "estate", "assess", "plan", "verify", "cost", "report", "explain payroll")
HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def _run(line: str, folder: Path, environment: dict[str, str]) -> bytes:
    day = [] if line == "cost" else ["--as-of", "2026-11-22"]
    arguments = [sys.executable, "-m", "cloud_unless", "--debug", *line.split(), "--folder", str(folder), *day]
    done = subprocess.run(arguments, capture_output=True, env=os.environ | environment, umask=0, check=False)
    assert done.returncode == 0, (line, done.stderr.decode())
    return done.stdout + done.stderr


def test_X_01_X_04_no_secret_of_the_environment_comes_out_and_all_is_private(programme: Path) -> None:
    written_by_people = set(programme.rglob("*"))
    said = b"".join(_run(line, programme, dict.fromkeys(NAMES, CANARY)) for line in LINES)
    made = [path for path in programme.rglob("*") if path not in written_by_people]
    assert {path.stat().st_mode & 0o777 for path in made if path.is_file()} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in made if path.is_dir()} == {0o700}
    everything = said + b"".join(path.read_bytes() for path in made if path.is_file())
    secret = CANARY.encode()
    for spelling in (secret, secret[::-1], secret.hex().encode(), base64.b64encode(secret)[:20]):
        assert spelling not in everything
    assert programme / "out/reports/report.html" in made


def test_I_08_hidden_characters_of_the_programme_come_out_nowhere(planned: Path, command: Command) -> None:
    path = planned / "programme.yaml"
    path.write_text(path.read_text().replace("name: Our cloud", "name: Our\u202e \u200bcloud\ufeff"))
    shutil.rmtree(planned / "out")
    for line in ("import", "estate", "assess", "plan", "report"):
        ran = command(*line.split(), "--folder", planned, "--as-of", "2026-11-22")
        assert ran.code == 0
        assert not HIDDEN.search(ran.out + ran.err)
    for made in (planned / "out").rglob("*.*"):
        assert not HIDDEN.search(made.read_text(encoding="utf-8")), made.name


@pytest.mark.parametrize("link", ["out", "out/rejected"])
def test_X_05_a_link_among_our_folders_is_not_followed(
    link: str, programme: Path, tmp_path: Path, command: Command
) -> None:
    elsewhere = tmp_path / "elsewhere"
    theirs = elsewhere / ("rejected" if link == "out" else "") / "applications.csv"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("theirs")
    (programme / link).parent.mkdir(exist_ok=True)
    (programme / link).symlink_to(elsewhere)
    for owner in ("Head of Revenues", "x"):
        change_cell(programme / "applications.csv", "payroll", "criticality", owner)
        ran = command("import", "--folder", programme)
        assert ran.code == 6
        assert "this is a symbolic link" in ran.err
    change_cell(programme / "applications.csv", "payroll", "criticality", "2")
    assert command("import", "--folder", programme).code == 6
    assert [path for path in elsewhere.rglob("*") if path.is_file()] == [theirs]
    assert theirs.read_text() == "theirs"
