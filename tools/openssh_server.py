"""A real OpenSSH server for tests and benchmarks: its own configuration, keys and port, on loopback alone."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class OpenSshServer:
    """Where it listens, who may log in with which key, and the public key it shows."""

    port: int
    user: str
    private_key: Path
    host_key: str


@contextmanager
def running(
    folder: Path, settings: Sequence[str] = (), addresses: Sequence[str] = ("127.0.0.1",)
) -> Iterator[OpenSshServer]:
    """Start sshd in `folder`, which only its owner may read; stop it at the end."""
    sshd = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    assert sshd, "sshd is missing: run tools/real_packages.sh"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where a server that runs as root leaves its privileges behind
    for name in ("host_key", "user_key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "authorized_keys").write_bytes((folder / "user_key.pub").read_bytes())
    port = _free_port()
    lines = [
        f"Port {port}",
        *(f"ListenAddress {address}" for address in addresses),
        f"HostKey {folder}/host_key",
        f"AuthorizedKeysFile {folder}/authorized_keys",
        f"PidFile {folder}/pid",
        "StrictModes no",
        "PermitRootLogin yes",
        "UsePAM no",
        "PrintMotd no",
        *settings,
    ]
    (folder / "sshd_config").write_text("\n".join(lines) + "\n")
    server = subprocess.Popen([sshd, "-D", "-f", folder / "sshd_config", "-E", folder / "log"])
    try:
        _wait_for(port, server)
        public = (folder / "host_key.pub").read_text().split()
        yield OpenSshServer(port, getpass.getuser(), folder / "user_key", f"{public[0]} {public[1]}")
    finally:
        server.terminate()
        server.wait(10)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + 10
    while time.monotonic() < ends:
        assert server.poll() is None, "sshd ended at once"
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            continue
        return
    raise AssertionError("sshd does not listen")
