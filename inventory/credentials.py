"""Credentials by reference: where a password or key is, fetched when a scan starts, and never written anywhere."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from safeio.errors import InputError
from safeio.regular import open_regular
from safeio.terminal_text import shown
from safeio.values import value

SERVICE = "cloud-unless"
"""The name under which the keyring of the desktop holds our passwords."""

_CAP_BYTES = 100_000
_KINDS = ("env", "file", "keyring", "agent")
_HOW = "Write env:NAME, file:PATH, keyring:NAME or agent:KEY."


@value
class Secret:
    """A credential as fetched. Exactly one of `password`, `private_key` and `agent_key` is set; none is ever shown.

    `reference` is where it came from. `agent_key` is the fingerprint or comment of a key that the agent holds.
    """

    reference: str
    password: str | None = field(default=None, repr=False)
    private_key: str | None = field(default=None, repr=False)
    passphrase: str | None = field(default=None, repr=False)
    agent_key: str | None = field(default=None, repr=False)


def check_reference(reference: str, where: str) -> None:
    """Raise InputError for what is no reference; a secret written in place of one is not repeated in the message."""
    kind, colon, rest = reference.partition(":")
    if not colon or kind not in _KINDS or not rest.strip():
        raise InputError(where, "this is not a reference to a credential", f"{_HOW} Never write the secret itself.")
    if kind == "env" and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", rest):
        raise InputError(where, "this is not the name of an environment variable", "Write one such as env:SCAN_KEY.")


def read_secret(
    reference: str, passphrase: str | None, where: str, folder: Path, environment: Mapping[str, str]
) -> Secret:
    """What the reference stands for. Paths are relative to `folder`; a text with a PEM header is a private key.

    Raises InputError when it is missing, empty, or lies in a file that others may read.
    """
    check_reference(reference, where)
    kind, _, rest = reference.partition(":")
    if kind == "agent":
        return Secret(reference=reference, agent_key=rest.strip())
    text = _fetched(kind, rest.strip(), where, folder, environment)
    if "PRIVATE KEY-----" not in text:
        return Secret(reference=reference, password=_first_line(text, where))
    opened_by = None
    if passphrase is not None:
        check_reference(passphrase, f"{where} passphrase")
        second, _, place = passphrase.partition(":")
        if second == "agent":
            raise InputError(f"{where} passphrase", "an agent holds keys, not passphrases", _HOW)
        opened_by = _first_line(_fetched(second, place.strip(), f"{where} passphrase", folder, environment), where)
    return Secret(reference=reference, private_key=text, passphrase=opened_by)


def _fetched(kind: str, rest: str, where: str, folder: Path, environment: Mapping[str, str]) -> str:
    if kind == "env":
        found = environment.get(rest)
        if not found:
            raise InputError(where, f"the environment has no {rest}", f"Set it for this command only: {rest}=… .")
        return found
    if kind == "file":
        return _file(folder / Path(rest).expanduser(), where)
    return _keyring(rest, where)


def _file(path: Path, where: str) -> str:
    with open_regular(path, _CAP_BYTES) as file:
        status = os.fstat(file.fileno())
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            remedy = f"Make it private: chmod 600 {shown(path, 200)}."
            raise InputError(where, f"others may read or change {shown(path, 200)}", remedy)
        if status.st_uid not in (os.geteuid(), 0):
            raise InputError(where, f"{shown(path, 200)} belongs to another user", "Use a file of your own.")
        data = file.read(_CAP_BYTES)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        wrong = f"{shown(path, 200)} is neither a password nor a key in text form"
        raise InputError(where, wrong, "Convert the key with: ssh-keygen -p -f FILE.") from None


def _keyring(name: str, where: str) -> str:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        raise InputError(where, "keyring is not installed", "Run: pip install 'cloud-unless[keyring]'.") from None
    try:
        found: str | None = keyring.get_password(SERVICE, name)
    except KeyringError:
        raise InputError(where, "the keyring cannot be opened", "Unlock it, or use file: or env:.") from None
    if not found:
        remedy = f"Put it there with: keyring set {SERVICE} {shown(name, 80)}."
        raise InputError(where, f"the keyring has no {shown(name, 80)}", remedy)
    return found


def _first_line(text: str, where: str) -> str:
    line = text.splitlines()[0] if text.strip() else ""
    if not line:
        raise InputError(where, "the password is empty", "Put it on the first line.")
    return line
