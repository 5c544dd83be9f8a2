"""An SSH server that answers as a test says: who may log in, what the command writes, which cryptography it speaks."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncssh

from inventory.host_keys import HostKey
from tools.replay_hosts import framed, known_host

Process = asyncssh.SSHServerProcess
Answer = Callable[[Any], Awaitable[None]]
USER = "scan"
PASSWORD = "correct horse battery"

OS_RELEASE = b'\n==> /etc/os-release <==\nID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'
GOOD = framed({"operating_system": (0, OS_RELEASE), "names": (0, b"\n==> uname -n <==\nweb1\n")})


@dataclass
class App:
    """A running server: where it listens, the key it shows, and what it saw of logins."""

    port: int = 0
    host_key: Any = None
    asked: int = 0
    attempts: list[str] = field(default_factory=list)
    commands: list[str | None] = field(default_factory=list)

    def trusted(self, address: str = "127.0.0.1") -> HostKey:
        """The line of known_hosts under which a scan trusts this server."""
        return known_host(address, self.port, self.host_key)


def writing(output: bytes, notices: bytes = b"", status: int | None = 0) -> Answer:
    """Write this, then end. Without a status the channel is closed as if the process was killed."""

    async def answer(process: Any) -> None:
        process.stderr.write(notices)
        await process.stderr.drain()
        process.stdout.write(output)
        await process.stdout.drain()
        if status is None:
            process.close()
        else:
            process.exit(status)

    return answer


@contextmanager
def serving(
    answer: Answer | None = None,
    passwords: Sequence[str] = (PASSWORD,),
    public_key: bytes | None = None,
    host_key: Any = None,
    address: str | Sequence[str] = "127.0.0.1",
    login: Callable[[App], Any] | None = None,
    **options: Any,
) -> Iterator[App]:
    """Run the server in a thread of its own until the block ends."""
    keys = host_key if isinstance(host_key, list) else [host_key or asyncssh.generate_private_key("ssh-ed25519")]
    # Several addresses get one port, so it is chosen first.
    app = App(host_key=keys[0], port=0 if isinstance(address, str) else _free_port())
    answer = answer or writing(GOOD)
    loop = asyncio.new_event_loop()
    up = threading.Event()

    async def process(asked: Any) -> None:
        app.commands.append(asked.command)
        try:
            await answer(asked)
        except (asyncssh.Error, OSError, asyncio.CancelledError):
            asked.channel.abort()

    async def run() -> None:
        server = await asyncssh.listen(
            address,
            app.port,
            server_factory=lambda: login(app) if login else _Login(app, passwords, public_key),
            **{"process_factory": process, "server_host_keys": keys, **options},
            encoding=None,
            gss_host=None,
            login_timeout=0,
        )
        app.port = app.port or server.get_port()
        up.set()
        stopped = app.__dict__["stop"] = asyncio.Event()
        await stopped.wait()
        server.close()
        await server.wait_closed()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    thread = threading.Thread(target=loop.run_until_complete, args=(run(),))
    thread.start()
    try:
        assert up.wait(10), "the server does not start"
        yield app
    finally:
        loop.call_soon_threadsafe(lambda: app.__dict__["stop"].set())
        thread.join(10)
        loop.close()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class _Login(asyncssh.SSHServer):
    """Counts what it is asked, and lets in who has the password or the key."""

    def __init__(self, app: App, passwords: Sequence[str], public_key: bytes | None) -> None:
        self._app = app
        self._passwords = passwords
        self._public_key = public_key

    def begin_auth(self, username: str) -> bool:
        self._app.asked += 1
        return True

    def password_auth_supported(self) -> bool:
        return bool(self._passwords)

    def validate_password(self, username: str, password: str) -> bool:
        self._app.attempts.append("password")
        return password in self._passwords

    def public_key_auth_supported(self) -> bool:
        return self._public_key is not None

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        self._app.attempts.append("publickey")
        return key.public_data == self._public_key
