"""The scan against a real OpenSSH server, which the test starts on loopback with keys and settings of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cloud_unless.app import main
from cloud_unless.init import scaffold
from inventory.collector import script, sections
from inventory.scan_runs import scan_errors
from inventory.scanners.outcome import COMMAND
from inventory.store import open_store
from tools.openssh_server import OpenSshServer, running

DAY = date(2026, 11, 22)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OpenSshServer]:
    """A server with the settings of a usual distribution."""
    (tmp_path / "sshd").mkdir(mode=0o700)
    with running(tmp_path / "sshd") as started:
        yield started


def _folder(path: Path, server: OpenSshServer, entry: str = "", trusted: bool = True) -> Path:
    scaffold(path, DAY)
    target = f"hosts: [127.0.0.1], port: {server.port}, user: {server.user}, credential: 'file:{server.private_key}'"
    (path / "sources.yaml").write_text(f"schema_version: 1\ntargets:\n  - {{{target}{entry}}}\n")
    if trusted:
        (path / "known_hosts").write_text(f"[127.0.0.1]:{server.port} {server.host_key}\n")
        (path / "known_hosts").chmod(0o600)
    return path


def _scan(folder: Path) -> int:
    return main(["scan", "--folder", str(folder)])


def _reasons(folder: Path) -> list[str]:
    with open_store(folder / "estate.db") as store:
        return [error.reason for error in scan_errors(store)]


def _uname() -> str:
    return subprocess.run(["uname", "-n"], check=True, capture_output=True, text=True).stdout.strip()


def test_a_real_host_is_read_to_the_end(tmp_path: Path, server: OpenSshServer) -> None:
    folder = _folder(tmp_path / "p", server)
    assert _scan(folder) == 0
    with open_store(folder / "estate.db") as store:
        said = {claim.field: claim.value for claim in store.claims() if claim.thing_id.startswith("server/")}
    assert said["name"] == _uname().partition(".")[0]
    assert said["cpus"] == os.cpu_count()
    assert {"os_name", "memory_mib", "addresses"} <= said.keys()


def test_S_21_the_scan_changes_no_file_of_the_account(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "notes").write_text("mine")
    (tmp_path / "sshd").mkdir(mode=0o700)
    with running(tmp_path / "sshd", [f"SetEnv HOME={home} TMPDIR={home}"]) as server:
        before = _tree(home)
        assert _scan(_folder(tmp_path / "p", server)) == 0
    assert _tree(home) == before


def _tree(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_S_06_a_real_host_that_nobody_trusts_is_refused(tmp_path: Path, server: OpenSshServer) -> None:
    folder = _folder(tmp_path / "p", server, trusted=False)
    assert _scan(folder) == 3
    assert _reasons(folder) == ["hostkey-unknown"]


def test_a_key_that_the_server_does_not_know_is_one_refusal(tmp_path: Path, server: OpenSshServer) -> None:
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    folder = _folder(tmp_path / "p", replace(server, private_key=other))
    assert _scan(folder) == 3
    assert _reasons(folder) == ["auth-failed"]
    log = (tmp_path / "sshd" / "log").read_text()
    assert log.count("Connection closed by authenticating user") + log.count("Failed publickey") == 1


def test_a_server_that_allows_one_try_and_hangs_up_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "sshd").mkdir(mode=0o700)
    other = tmp_path / "other"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", other], check=True)
    with running(tmp_path / "sshd", ["MaxAuthTries 1"]) as server:
        folder = _folder(tmp_path / "p", replace(server, private_key=other))
        assert _scan(folder) == 3
    assert _reasons(folder) == ["auth-failed"]


def test_a_forced_command_is_told_with_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "sshd").mkdir(mode=0o700)
    with running(tmp_path / "sshd", ["ForceCommand echo only backups here"]) as server:
        folder = _folder(tmp_path / "p", server)
        assert _scan(folder) == 3
    with open_store(folder / "estate.db") as store:
        assert "only backups here" in scan_errors(store)[0].message


def test_S_13_a_server_with_old_cryptography_is_flagged_and_read_where_allowed(tmp_path: Path) -> None:
    (tmp_path / "sshd").mkdir(mode=0o700)
    old = ["KexAlgorithms diffie-hellman-group14-sha1", "Ciphers aes128-cbc", "MACs hmac-sha1"]
    with running(tmp_path / "sshd", old) as server:
        refused = _folder(tmp_path / "refused", server)
        assert _scan(refused) == 3
        allowed = _folder(tmp_path / "allowed", server, ", legacy_crypto: true")
        assert _scan(allowed) == 0
    assert _reasons(refused) == ["needs-legacy-crypto"]
    assert "needs-legacy-crypto" in _reasons(allowed)


def test_a_key_in_the_agent_logs_in_and_no_other_key_is_tried(
    tmp_path: Path, server: OpenSshServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = subprocess.run(
        ["ssh-agent", "-s", "-a", tmp_path / "agent"], check=True, capture_output=True, text=True
    ).stdout
    pid = int(said.partition("SSH_AGENT_PID=")[2].partition(";")[0])
    try:
        monkeypatch.setenv("SSH_AUTH_SOCK", str(tmp_path / "agent"))
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "other"], check=True)
        for key in (tmp_path / "other", server.private_key):
            subprocess.run(["ssh-add", "-q", key], check=True, stderr=subprocess.DEVNULL)
        shown = subprocess.run(
            ["ssh-keygen", "-lf", server.private_key], check=True, capture_output=True, text=True
        ).stdout.split()[1]
        folder = _folder(tmp_path / "p", server)
        text = (folder / "sources.yaml").read_text().replace(f"file:{server.private_key}", f"agent:{shown}")
        (folder / "sources.yaml").write_text(text)
        assert _scan(folder) == 0
    finally:
        os.kill(pid, 15)
    assert "Failed" not in (tmp_path / "sshd" / "log").read_text()


@pytest.mark.parametrize("shell", ["dash", "bash", "csh"])
def test_S_14_any_login_shell_hands_the_script_to_sh(tmp_path: Path, shell: str) -> None:
    """What sshd runs is `LOGIN_SHELL -c "sh -s"`, with the script on standard input."""
    path = shutil.which(shell)
    assert path, f"{shell} is missing: run tools/real_packages.sh"
    done = subprocess.run(
        [path, "-c", COMMAND], input=script().encode(), capture_output=True, check=False, cwd=tmp_path
    )
    assert sections(done.stdout).complete
    assert list(tmp_path.iterdir()) == []
