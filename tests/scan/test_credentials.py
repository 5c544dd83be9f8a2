"""Credentials by reference: fetched when needed, private, and never shown."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import ModuleType

import asyncssh
import pytest

from inventory.credentials import Secret, check_reference, read_secret
from inventory.scanners.ssh_login import prepared
from safeio.errors import InputError

CANARY = "c4nary-pa55word"


def _read(reference: str, folder: Path, passphrase: str | None = None, **environment: str) -> Secret:
    return read_secret(reference, passphrase, "test", folder, environment)


def _file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "secret"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_a_password_from_the_environment_and_from_a_file(tmp_path: Path) -> None:
    assert _read("env:SCAN", tmp_path, SCAN=CANARY).password == CANARY
    _file(tmp_path, f"{CANARY}\n# note\n")
    assert _read("file:secret", tmp_path).password == CANARY


def test_a_key_is_known_by_its_header_and_opened_by_its_passphrase(tmp_path: Path) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    _file(tmp_path, key.export_private_key(passphrase=CANARY).decode())
    secret = _read("file:secret", tmp_path, passphrase="env:PHRASE", PHRASE=CANARY)
    assert prepared(secret, "test").key.asbytes() == key.public_data
    for wrong in (None, "env:OTHER"):
        with pytest.raises(InputError, match="passphrase") as told:
            prepared(_read("file:secret", tmp_path, passphrase=wrong, OTHER="x"), "test")
        assert CANARY not in str(told.value)


def test_X_01_nothing_shows_a_secret(tmp_path: Path) -> None:
    secret = _read("env:SCAN", tmp_path, SCAN=CANARY)
    assert CANARY not in f"{secret!r} {secret} {prepared(secret, 'test')!r}"


@pytest.mark.parametrize("written", [CANARY, f"password:{CANARY}", "env:", "env:A B", "file: ", f"env:{CANARY}"])
def test_X_02_a_secret_in_place_of_a_reference_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(InputError) as told:
        check_reference(written, "sources.yaml targets[0].credential")
    assert CANARY not in str(told.value)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_X_05_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    _file(tmp_path, CANARY, mode)
    with pytest.raises(InputError, match=r"others.*chmod 600") as told:
        _read("file:secret", tmp_path)
    assert CANARY not in str(told.value)


def test_X_05_a_link_is_judged_by_the_file_it_leads_to(tmp_path: Path) -> None:
    _file(tmp_path, CANARY, 0o644)
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match="others"):
        _read("file:link", tmp_path)


@pytest.mark.parametrize("text", ["", "\n\n", "-----BEGIN OPENSSH PRIVATE KEY-----\nrubbish\n"])
def test_an_empty_or_broken_file_is_told(tmp_path: Path, text: str) -> None:
    _file(tmp_path, text)
    with pytest.raises(InputError):
        prepared(_read("file:secret", tmp_path), "test")


def test_what_is_missing_is_told_with_what_to_do(tmp_path: Path) -> None:
    for reference, remedy in (("env:NONE", "NONE=…"), ("file:none", "Check"), ("agent:none", "ssh-add -l")):
        with pytest.raises(InputError) as told:
            prepared(_read(reference, tmp_path), "test")
        assert remedy in told.value.remedy


def test_a_fifo_in_place_of_a_key_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "secret", 0o600)
    with pytest.raises(InputError, match="pipe"):
        _read("file:secret", tmp_path)


def test_a_password_from_the_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keyring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    held = {("cloud-unless", "scan"): CANARY}
    keyring.__dict__["get_password"] = lambda service, name: held.get((service, name))
    errors.__dict__["KeyringError"] = RuntimeError
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    assert _read("keyring:scan", tmp_path).password == CANARY
    with pytest.raises(InputError, match="keyring set cloud-unless other"):
        _read("keyring:other", tmp_path)
