"""The host keys people have trusted, in a file of the programme folder written as OpenSSH writes known_hosts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import stat
from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from inventory.targets import PORT
from safeio.errors import InputError
from safeio.private_files import write_private
from safeio.regular import open_regular
from safeio.terminal_text import shown
from safeio.values import value

FILE = "known_hosts"
_CAP_BYTES = 20_000_000
_REMEDY = "Write lines of: name, key type, key. Or take the line out and run: cloud-unless hosts trust."


@value
class HostKey:
    """A key by which a host shows that it is itself. `host` is spelt as known_hosts spells it; `data` is the key."""

    host: str
    kind: str
    data: bytes

    @property
    def fingerprint(self) -> str:
        """As ssh and ssh-keygen show it: "SHA256:" and 43 characters."""
        return fingerprint(self.data)

    @property
    def line(self) -> str:
        """The key as a line of known_hosts."""
        return f"{self.host} {self.kind} {base64.b64encode(self.data).decode('ascii')}"


@value
class KnownHosts:
    """The trusted keys by the name of their host; those whose names are hashed stand apart."""

    plain: Mapping[str, tuple[HostKey, ...]] = field(default_factory=dict)
    hashed: tuple[HostKey, ...] = ()


def fingerprint(data: bytes) -> str:
    """The SHA-256 fingerprint of a public key, as ssh shows it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(data).digest()).decode("ascii").rstrip("=")


def spelt(host: str, port: int) -> str:
    """How known_hosts names a host: "web1", or "[web1]:2222" on another port (sshd(8), SSH_KNOWN_HOSTS)."""
    return host.lower() if port == PORT else f"[{host.lower()}]:{port}"


def keys_of(known: KnownHosts, host: str, port: int) -> tuple[HostKey, ...]:
    """The trusted keys of a host; hashed names are found too."""
    name = spelt(host, port)
    return known.plain.get(name, ()) + tuple(key for key in known.hashed if _hashes(key.host, name))


def read_known_hosts(path: Path) -> KnownHosts:
    """The trusted keys, none where the file is not there.

    Raises InputError when others may change the file, and for a line that is no host key: such a line could be a
    revoked key, and leaving it out would trust it.
    """
    if not path.exists() and not path.is_symlink():
        return KnownHosts()
    where = shown(path, 300)
    if path.is_symlink():
        raise InputError(where, "this is a link", "Put the file itself into the folder.")
    with open_regular(path, _CAP_BYTES) as file:
        mode = os.fstat(file.fileno()).st_mode
        if mode & (stat.S_IWGRP | stat.S_IWOTH):
            raise InputError(where, "others may change it", f"Make it private: chmod 600 {where}.")
        text = file.read(_CAP_BYTES).decode("utf-8", "replace")
    plain: dict[str, tuple[HostKey, ...]] = {}
    hashed: list[HostKey] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        for key in _keys(line, f"{where} line {number}"):
            if key.host.startswith("|"):
                hashed.append(key)
            else:
                plain[key.host] = (*plain.get(key.host, ()), key)
    return KnownHosts(plain=plain, hashed=tuple(hashed))


def trust(path: Path, new: Sequence[HostKey]) -> None:
    """Add keys to the file in one step, for its owner alone; comments and known keys stay as they are.

    Raises InputError as `read_known_hosts` does, and StorageError when the file cannot be written.
    """
    known = read_known_hosts(path)
    old = path.read_bytes() if path.exists() else b""
    lines = [key.line for key in new if key not in known.plain.get(key.host, ())]
    start = old if not old or old.endswith(b"\n") else old + b"\n"
    write_private(path, start + "".join(f"{line}\n" for line in lines).encode("ascii"))


def _keys(line: str, where: str) -> list[HostKey]:
    names, *rest = line.split()
    if names.startswith("@"):
        raise InputError(where, f"{shown(names, 40)} is not understood here", _REMEDY)
    if len(rest) < 2:
        raise InputError(where, "this is not a host key", _REMEDY)
    kind, encoded = rest[:2]
    try:
        data = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raise InputError(where, "this is not a host key", _REMEDY) from None
    if data[4 : 4 + int.from_bytes(data[:4], "big")] != kind.encode("utf-8"):
        raise InputError(where, "the key is not of the type that the line says", _REMEDY)
    if any(char in names for char in "*?!"):
        raise InputError(where, "a pattern of hosts is not understood here", "Write one line for each host.")
    return [HostKey(host=name.lower() if name[0] != "|" else name, kind=kind, data=data) for name in names.split(",")]


def _hashes(hashed: str, name: str) -> bool:
    """True when the line is for `name`: "|1|salt|HMAC-SHA1 of the name" (sshd(8), SSH_KNOWN_HOSTS)."""
    try:
        salt, digest = (base64.b64decode(part, validate=True) for part in hashed.split("|")[2:4])
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(hmac.digest(salt, name.encode("utf-8"), "sha1"), digest)
