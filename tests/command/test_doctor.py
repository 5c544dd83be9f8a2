"""`doctor` looks at a machine and a folder, changes nothing, and tells no secret."""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Command

from cloud_unless.readiness.place import look_at_place

TARGETS = """schema_version: 1
targets:
  - {hosts: [HOST], user: scan, credential: "file:~/.ssh/scan_key"}
"""
HOST = "canary-host-7q2z.example"


@pytest.fixture(autouse=True)
def no_agent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)


def _states(command: Command, folder: Path) -> dict[str, str]:
    ran = command("doctor", "--folder", folder, "--format", "json")
    return {one["check"]: one["state"] for one in json.loads(ran.out)["checks"]}


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_new_folder_is_sound_and_nothing_is_changed(command: Command, programme: Path) -> None:
    before = _files(programme)
    ran = command("doctor", "--folder", programme)
    assert ran.code == 0
    assert "0 missing" in ran.err
    assert "Next: cloud-unless import\n" in ran.err
    assert _files(programme) == before


def test_nothing_is_changed_in_a_folder_with_a_database(command: Command, planned: Path) -> None:
    before = _files(planned)
    assert command("doctor", "--folder", planned).code == 0
    assert _files(planned) == before


def test_an_imported_folder_has_a_current_database(command: Command, planned: Path) -> None:
    states = _states(command, planned)
    assert "Next: cloud-unless design\n" in command("doctor", "--folder", planned).err
    assert {states[name] for name in ("programme folder", "permissions", "git", "database", "clock")} == {"ok"}


def test_outside_a_programme_it_names_init(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = command("doctor")
    assert ran.code == 0
    assert "\ncloud-unless init programme && cd programme\n" in ran.out
    assert command("doctor", "--folder", tmp_path / "none").code == 2


def test_what_is_missing_is_exit_2_with_a_command_on_a_line_of_its_own(command: Command, planned: Path) -> None:
    (planned / "estate.db").write_bytes(b"not a database at all, whatever its name says")
    ran = command("doctor", "--folder", planned)
    assert ran.code == 2
    assert "1 missing" in ran.err
    assert f"\nmv {planned}/estate.db {planned}/estate.db.aside && cloud-unless import --folder {planned}\n" in ran.out


def test_open_files_and_a_lost_gitignore_are_warnings(command: Command, planned: Path) -> None:
    (planned / "out/estate.json").chmod(0o644)
    (planned / ".gitignore").unlink()
    ran = command("doctor", "--folder", planned)
    assert ran.code == 0
    assert f"\nchmod go-rwx {planned}/out/estate.json\n" in ran.out
    assert f">> {planned}/.gitignore\n" in ran.out


def test_the_remedies_of_the_folder_mend_it(command: Command, planned: Path) -> None:
    (planned / "out/estate.json").chmod(0o644)
    (planned / ".gitignore").unlink()
    said = json.loads(command("doctor", "--folder", planned, "--format", "json").out)
    for one in said["checks"]:
        if one["check"] in ("permissions", "git"):
            subprocess.run(["sh", "-c", one["remedy"]], check=True)
    states = _states(command, planned)
    assert (states["permissions"], states["git"]) == ("ok", "ok")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("programme.yaml", "name: ["),
        ("programme.yaml", "plan_from: 2026-12-08"),
        ("sources.yaml", "targets: 3"),
        ("waves.yaml", "waves: [{id: a, state: approved}]"),
        ("standards.yaml", "rules: {STO-999: {}}"),
        ("landing-zone.yaml", "profile: 3"),
    ],
)
def test_the_file_that_cannot_be_read_is_named(command: Command, programme: Path, file: str, text: str) -> None:
    (programme / file).write_text(text)
    ran = command("doctor", "--folder", programme)
    assert ran.code == 2
    assert f"{file} cannot be read" in ran.out
    assert command("config", "show", "--folder", programme).code == 2


def test_what_may_not_be_read_is_named_with_the_command_that_opens_it(
    command: Command, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = {planned / "out", planned / "estate.db"}
    allowed = os.access
    monkeypatch.setattr("os.access", lambda path, how: path not in closed and allowed(path, how))
    ran = command("doctor", "--folder", planned)
    assert ran.code == 2
    assert "You may not read and write estate.db and out." in " ".join(ran.out.split())
    assert f"&& chmod u+rwX {planned}/estate.db {planned}/out\n" in ran.out


def test_a_file_that_may_not_be_read_is_no_fault_of_ours(
    command: Command, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refused)
    ran = command("assess", "--folder", planned)
    assert ran.code == 6
    assert "you may not read or write this" in ran.err


def test_prices_that_may_not_be_read_are_not_passed_over(
    command: Command, planned: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path.name == "prices":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    ran = command("plan", "--folder", planned)
    assert ran.code == 6
    assert "prices: you may not read or write this" in ran.err
    assert command("doctor", "--folder", planned).code == 0


def test_the_kinds_of_credentials_are_seen_and_not_their_names(programme: Path) -> None:
    (programme / "sources.yaml").write_text(TARGETS.replace("HOST", HOST))
    assert look_at_place(programme).credentials == {"file"}


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("broken", [False, True], ids=["sound", "broken"])
def test_X_09_no_secret_and_no_host_comes_out(
    form: str, broken: bool, planned: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    canary = "CANARY-q7Zx9-w2Lk4"
    for name in ("AWS_SECRET_ACCESS_KEY", "PASSWORD", "PULUMI_CONFIG_PASSPHRASE", "USER", "HOSTNAME", "TERM", "LANG"):
        monkeypatch.setenv(name, canary)
    monkeypatch.setenv("SSH_AUTH_SOCK", f"/tmp/{canary}")
    entry = TARGETS.replace("HOST", HOST)
    (planned / "sources.yaml").write_text(entry.replace('"file:~/.ssh/scan_key"', canary) if broken else entry)
    (planned / "known_hosts").write_text(f"{HOST} ssh-ed25519 AAAA\n")
    ran = command("doctor", "--folder", planned, "--format", form)
    said = (ran.out + ran.err).replace(str(planned), "").encode()
    assert ran.code == (2 if broken else 0)
    for secret in (canary.encode(), HOST.encode(), socket.gethostname().encode() + b"."):
        for spelling in (secret, secret[::-1], secret.hex().encode(), base64.b64encode(secret)[:20]):
            assert spelling not in said


WATCHED = """
import sys
seen = []
sys.addaudithook(lambda event, _: seen.append(event) if event.startswith("socket.") else None)
from cloud_unless.app import main
code = main(["doctor", "--folder", sys.argv[1]])
asked = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "socket.bind"} & set(seen)
sys.exit(str(asked) if asked else code)
"""


def test_X_08_it_uses_no_network(programme: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WATCHED, str(programme)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
