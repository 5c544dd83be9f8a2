"""Serves recorded hosts over SSH on loopback, so that a scan can be shown and tested without one real machine.

    .venv/bin/python tools/replay_hosts.py RECORDINGS FOLDER [--port 2222] [--untrusted]

Each folder in RECORDINGS is one host: a file for each section of the collector script, named as the section, and
about.yaml, which says whether the host was recorded (on a machine, by the script) or composed (written by hand or by a
program), and how. The hosts listen on 127.0.1.1, 127.0.1.2, … in order of name, each with a host key of its own, on
one port (another that is free, if it is taken). FOLDER gets the key to log in with (replay_key), sources.yaml entries
(targets.yaml) and the known_hosts file. With --untrusted it gets the fingerprints alone (fingerprints), one a line, and
the keys are yours to trust. Stop it with Ctrl-C.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import socket
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
    """What about.yaml says. `site` is where the host stands; `statuses` are exit statuses other than 0."""

    label: Literal["recorded", "composed"]
    how: str
    site: str | None = None
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


async def _replay(hosts: Sequence[Recording], folder: Path, port: int, trusted: bool) -> None:
    user_key = asyncssh.generate_private_key("ssh-ed25519")
    by_address = {f"127.0.1.{number}": host for number, host in enumerate(hosts, 1)}
    keys: list[HostKey] = []
    servers: list[Any] = []
    for address, host in by_address.items():
        host_key = asyncssh.generate_private_key("ssh-ed25519")
        servers.append(await serve(host.answer, address, port, host_key, user_key))
        keys.append(known_host(address, port, host_key))
        print(f"{address}:{port}  {host.name}: {host.about.label}, {host.about.how}", flush=True)
    write_private(folder / "replay_key", user_key.export_private_key())
    known = (folder / "known_hosts", [key.line for key in keys])
    shown = (folder / "fingerprints", [key.fingerprint for key in keys])
    file, lines = known if trusted else shown
    write_private(file, "".join(f"{line}\n" for line in lines).encode())
    write_private(folder / "targets.yaml", _targets(by_address, port).encode())
    print("Ready", flush=True)
    await asyncio.gather(*(server.wait_closed() for server in servers))


def _targets(by_address: Mapping[str, Recording], port: int) -> str:
    """The part of sources.yaml that names the hosts, an entry for each site."""
    at: dict[str | None, list[str]] = {}
    for address, host in by_address.items():
        at.setdefault(host.about.site, []).append(address)
    entries = (
        f"  - {{hosts: [{', '.join(addresses)}], port: {port}, user: {USER}, credential: file:replay_key"
        f"{f', site: {site}' if site else ''}}}\n"
        for site, addresses in at.items()
    )
    return "targets:\n" + "".join(entries)


def free_port(wanted: int) -> int:
    """`wanted` if nothing on this machine listens there at any address, else a port where nothing does."""
    with socket.socket() as asked:
        # A port counts as free a moment after its last connection ended, as it does for the servers.
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("", wanted))
        except OSError:
            asked.bind(("", 0))
        return int(asked.getsockname()[1])


def main(arguments: Sequence[str]) -> int:
    """Serve until stopped."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("recordings", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("--port", type=int, default=2222)
    options.add_argument("--untrusted", action="store_true")
    chosen = options.parse_args(arguments)
    hosts, port = read_recordings(chosen.recordings), free_port(chosen.port)
    try:
        asyncio.run(_replay(hosts, chosen.folder, port, not chosen.untrusted))
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
