"""Serves recorded hosts over SSH on loopback, so that a scan can be shown and tested without one real machine.

    .venv/bin/python tools/replay_hosts.py RECORDINGS FOLDER [--port 2222]

Each folder in RECORDINGS is one host: a file for each section of the collector script, named as the section, and
about.yaml, which says whether the host was recorded (on a machine, by the script) or composed (written by hand or by a
program), and how. The hosts listen on 127.0.1.1, 127.0.1.2, … in order of name. FOLDER gets the key to log in with
(replay_key), the known_hosts file, and sources.yaml entries (targets.yaml). Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import asyncssh

from inventory.collector_script import BEGINS, ENDS
from inventory.host_keys import HostKey, spelt
from safeio.private_files import write_private
from safeio.values import value
from safeio.yaml_files import read_yaml

ABOUT = "about.yaml"
USER = "replay"
_ASKED = re.compile(rb"^ *section ([a-z_]+)$", re.MULTILINE)
_NOT_FOUND = 127


@value
class About:
    """What about.yaml says. `statuses` are exit statuses of sections that are not 0."""

    label: Literal["recorded", "composed"]
    how: str
    statuses: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Recording:
    """One host: its name, what is known about it, and the output of each section."""

    name: str
    about: About
    sections: Mapping[str, bytes]

    def answer(self, script: bytes) -> bytes:
        """What the host would write on being given this script: the sections it asks for, in its order."""
        found = {}
        for name in (found_name.decode() for found_name in _ASKED.findall(script)):
            status = self.about.statuses.get(name, 0) if name in self.sections else _NOT_FOUND
            found[name] = (status, self.sections.get(name, b""))
        return framed(found)


def framed(sections: Mapping[str, tuple[int, bytes]]) -> bytes:
    """Sections, each with its exit status, framed as the collector script frames them."""
    parts = [f"\n{BEGINS}\n".encode()]
    for name, (status, output) in sections.items():
        body = output + f"\n#status {status}\n".encode()
        parts += [f"\n#cloud-unless-section {name} {len(body)}\n".encode(), body]
    parts.append(f"\n{ENDS} {len(sections)}\n".encode())
    return b"".join(parts)


def read_recordings(folder: Path) -> list[Recording]:
    """The hosts recorded in a folder, by name. Raises InputError for one without about.yaml."""
    return [read_recording(host) for host in sorted(folder.iterdir()) if host.is_dir()]


def read_recording(folder: Path) -> Recording:
    """One recorded host."""
    files = {file.name: file.read_bytes() for file in sorted(folder.iterdir()) if file.name != ABOUT}
    return Recording(name=folder.name, about=read_yaml(folder / ABOUT, About), sections=files)


async def serve(
    answer: Callable[[bytes], bytes], address: str, port: int, host_key: asyncssh.SSHKey, user_key: asyncssh.SSHKey
) -> asyncssh.SSHAcceptor:
    """One host listening. It runs nothing: whatever the command, it reads the script and answers."""

    async def process(asked: asyncssh.SSHServerProcess[bytes]) -> None:
        script = await asked.stdin.read()
        asked.stdout.write(answer(script))
        asked.exit(0)

    class Login(asyncssh.SSHServer):
        """Lets in whoever holds the one key."""

        def public_key_auth_supported(self) -> bool:
            return True

        def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
            return username == USER and key.public_data == user_key.public_data

    return await asyncssh.listen(
        address,
        port,
        server_factory=Login,
        server_host_keys=[host_key],
        process_factory=process,
        encoding=None,
        gss_host=None,
        allow_scp=False,
        sftp_factory=None,
    )


def known_host(address: str, port: int, key: asyncssh.SSHKey) -> HostKey:
    """The line of known_hosts for a host that shows `key`."""
    return HostKey(host=spelt(address, port), kind=key.get_algorithm(), data=key.public_data)


async def _replay(hosts: Sequence[Recording], folder: Path, port: int) -> None:
    host_key, user_key = (asyncssh.generate_private_key("ssh-ed25519") for _ in range(2))
    addresses = [f"127.0.1.{number}" for number in range(1, len(hosts) + 1)]
    servers: list[Any] = []
    for host, address in zip(hosts, addresses, strict=True):
        servers.append(await serve(host.answer, address, port, host_key, user_key))
        print(f"{address}:{port}  {host.name}: {host.about.label}, {host.about.how}", flush=True)
    write_private(folder / "replay_key", user_key.export_private_key())
    lines = [known_host(address, port, host_key).line for address in addresses]
    write_private(folder / "known_hosts", "".join(f"{line}\n" for line in lines).encode())
    entry = f"  - {{hosts: [{', '.join(addresses)}], port: {port}, user: {USER}, credential: file:replay_key}}\n"
    write_private(folder / "targets.yaml", f"targets:\n{entry}".encode())
    print("Ready", flush=True)
    await asyncio.gather(*(server.wait_closed() for server in servers))


def main(arguments: Sequence[str]) -> int:
    """Serve until stopped."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("recordings", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--port", type=int, default=2222)
    chosen = options.parse_args(arguments)
    try:
        asyncio.run(_replay(read_recordings(chosen.recordings), chosen.folder, chosen.port))
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
