"""The trusted host keys: written as OpenSSH does, for their owner alone, and refused when anything is odd."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import asyncssh
import pytest

from inventory.host_keys import HostKey, fingerprint, keys_of, read_known_hosts, spelt, trust
from safeio.errors import InputError, StorageError


def _key(host: str = "web1") -> HostKey:
    return HostKey(host=host, kind="ssh-ed25519", data=asyncssh.generate_private_key("ssh-ed25519").public_data)


def test_a_trusted_key_is_found_again_by_name_and_port(tmp_path: Path) -> None:
    one, other = _key("web1"), _key("[web1]:2222")
    trust(tmp_path / "known_hosts", [one, other])
    known = read_known_hosts(tmp_path / "known_hosts")
    assert (keys_of(known, "WEB1", 22), keys_of(known, "web1", 2222)) == ((one,), (other,))
    assert keys_of(known, "web2", 22) == ()


def test_S_06_X_04_the_file_is_private_and_kept_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "known_hosts"
    path.write_text("# ours\n" + _key("old").line)
    path.chmod(0o600)
    key = _key()
    trust(path, [key])
    trust(path, [key])
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("# ours\nold ")
    assert path.read_text().count("web1") == 1


def test_what_openssh_writes_is_read_with_the_same_fingerprint(tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", tmp_path / "key"], check=True)
    public = (tmp_path / "key.pub").read_text().split()
    path = tmp_path / "known_hosts"
    path.write_text(f"web1,10.0.0.1 {public[0]} {public[1]} root@web1\n")
    path.chmod(0o644)
    known = read_known_hosts(path)
    said = subprocess.run(["ssh-keygen", "-lf", tmp_path / "key.pub"], check=True, capture_output=True, text=True)
    assert keys_of(known, "10.0.0.1", 22)[0].fingerprint == said.stdout.split()[1]
    subprocess.run(["ssh-keygen", "-q", "-H", "-f", path], check=True, capture_output=True)
    assert keys_of(read_known_hosts(path), "web1", 22)[0].data == base64.b64decode(public[1])


@pytest.mark.parametrize(
    "line",
    [
        "web1",
        "web1 ssh-ed25519",
        "web1 ssh-ed25519 not-base64!",
        "web1 ssh-rsa {data}",
        "@revoked web1 ssh-ed25519 {data}",
        "@cert-authority *.example ssh-ed25519 {data}",
        "*.example ssh-ed25519 {data}",
    ],
)
def test_a_line_that_is_not_understood_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "known_hosts"
    path.write_text("\n" + line.format(data=base64.b64encode(_key().data).decode()))
    path.chmod(0o600)
    with pytest.raises(InputError, match="line 2"):
        read_known_hosts(path)


def test_X_05_a_file_that_others_may_change_or_a_link_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "known_hosts"
    trust(path, [_key()])
    path.chmod(0o620)
    with pytest.raises(InputError, match="others may change"):
        read_known_hosts(path)
    (tmp_path / "link").symlink_to(path)
    for use in (read_known_hosts, lambda link: trust(link, [_key()])):
        with pytest.raises((InputError, StorageError), match="link"):
            use(tmp_path / "link")


def test_a_missing_file_trusts_nobody(tmp_path: Path) -> None:
    assert keys_of(read_known_hosts(tmp_path / "known_hosts"), "web1", 22) == ()
    assert spelt("2001:db8::1", 2222) == "[2001:db8::1]:2222"
    assert fingerprint(b"").startswith("SHA256:") and not fingerprint(b"").endswith("=")
