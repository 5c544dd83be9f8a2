"""Reaching hosts that only speak SHA-1 cryptography, which paramiko refuses, where the target's entry allows it."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import asyncssh

from inventory.host_keys import HostKey
from inventory.scanners.dial import dial
from inventory.scanners.guarded import quieten
from inventory.scanners.limits import Limits
from inventory.scanners.logins import Logins, Refused
from inventory.scanners.outcome import COMMAND, LEGACY_KEX, LEGACY_KEYS, HostError, Ran
from inventory.scanners.pace import Pace
from inventory.scanners.trusted import check_host_key
from inventory.scanners.visit import Visit
from inventory.targets import Target

# What is not broken comes first: a host that only lacks one thing keeps the rest.
_ALGORITHMS: dict[str, Any] = {
    "kex_algs": ("curve25519-sha256", "ecdh-sha2-nistp256", "diffie-hellman-group-exchange-sha256", *LEGACY_KEX),
    "encryption_algs": ("aes256-ctr", "aes128-ctr", "aes256-cbc", "aes128-cbc", "3des-cbc"),
    "mac_algs": ("hmac-sha2-256", "hmac-sha2-512", "hmac-sha1", "hmac-md5"),
    "signature_algs": ("ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"),
}
_HOST_KEYS = ("ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256", *LEGACY_KEYS)
_AT_ONCE = 65_536


def run_legacy(visit: Visit, logins: Logins, pace: Pace) -> Ran:
    """As `inventory.scanners.ssh.run`, with cryptography that is past its day. Raises HostError."""
    assert visit.target.legacy_crypto, "the entry of the target does not allow this"
    _quieten()
    with dial(visit.target, visit.limits.connect_seconds, pace) as connection:
        return asyncio.run(_looked(connection, visit, logins))


def show_legacy_host_key(target: Target, limits: Limits, pace: Pace) -> tuple[str, bytes]:
    """The kind and the data of the key the host shows, over old cryptography. Raises HostError."""
    _quieten()
    seen: list[HostKey] = []
    with dial(target, limits.connect_seconds, pace) as connection:

        async def look() -> None:
            async with asyncio.timeout(limits.login_seconds):
                await _connected(connection, target, lambda: _Client((), None, seen))

        with suppress(TimeoutError, HostError, OSError, ValueError, asyncssh.Error):
            asyncio.run(look())
    if not seen:
        raise HostError("kex-incompatible", "It has no cryptography in common with this program.")
    return seen[0].kind, seen[0].data


def _quieten() -> None:
    quieten()
    # What is said by a stranger goes to no log.
    logging.getLogger("asyncssh").disabled = True


class _Client(asyncssh.SSHClient):
    """Checks the host key, and gives the password once."""

    def __init__(self, trusted: Sequence[HostKey], password: str | None, seen: list[HostKey]) -> None:
        self.wrong: HostError | None = None
        self.trusted = trusted
        self._password = password
        self._seen = seen

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:  # noqa: ARG002
        """Whether the host is the one we mean; asyncssh asks this before it sends anything of ours."""
        kind, data = key.get_algorithm(), key.public_data
        self._seen.append(HostKey(host=host, kind=kind, data=data))
        try:
            check_host_key(kind, data, self.trusted)
        except HostError as error:
            self.wrong = error
        return self.wrong is None

    def password_auth_requested(self) -> str | None:
        """The password, the first time; then nothing, which ends the login."""
        password, self._password = self._password, None
        return password

    def kbdint_auth_requested(self) -> str | None:
        """Whether to be asked questions: only while the password was not yet given."""
        return None if self._password is None else ""

    def kbdint_challenge_received(self, name: str, instructions: str, lang: str, prompts: Any) -> list[str] | None:  # noqa: ARG002
        """The password in answer to the one question for it; nothing in answer to any other."""
        if not prompts:
            return []
        password, self._password = self._password, None
        return [password] if password is not None and len(prompts) == 1 else None


async def _looked(connection: socket.socket, visit: Visit, logins: Logins) -> Ran:
    secret, limits = visit.credential.secret, visit.limits
    client = _Client(visit.trusted, secret.password, [])
    ends = asyncio.get_running_loop().time() + limits.total_seconds
    with logins.attempt(secret.reference, limits.login_seconds):
        session = await _logged_in(connection, visit, client)
    try:
        return await _ran(session, visit.script, limits, ends)
    except (asyncssh.Error, OSError):
        raise HostError("protocol", "It lets the user log in, but not run a command.") from None
    finally:
        session.abort()


async def _logged_in(connection: socket.socket, visit: Visit, client: _Client) -> asyncssh.SSHClientConnection:
    secret = visit.credential.secret
    keys: list[Any] = []
    if secret.private_key is not None:
        keys = [asyncssh.import_private_key(secret.private_key, secret.passphrase)]
    if secret.agent_key is not None:
        raise HostError("kex-incompatible", "Keys in an agent are not used with SHA-1 cryptography: name a key file.")
    try:
        async with asyncio.timeout(visit.limits.login_seconds):
            return await _connected(connection, visit.target, lambda: client, client.trusted, keys)
    except TimeoutError:
        raise HostError("net-timeout", "It does not finish the key exchange and the login in time.") from None
    except asyncssh.PermissionDenied:
        raise Refused("It refuses the login (user and credential do not fit, or the user may not log in).") from None
    except (asyncssh.Error, OSError, ValueError) as error:
        if client.wrong is not None:
            raise client.wrong from None
        if isinstance(error, asyncssh.KeyExchangeFailed):
            raise HostError("kex-incompatible", "It has no cryptography in common with this program.") from None
        raise HostError("protocol", "What answers does not speak SSH, or speaks it wrongly.") from None


async def _connected(
    connection: socket.socket,
    target: Target,
    client: Callable[[], _Client],
    trusted: Sequence[HostKey] = (),
    keys: Sequence[Any] = (),
) -> asyncssh.SSHClientConnection:
    return await asyncssh.connect(
        target.host,
        target.port,
        sock=connection,
        options=asyncssh.SSHClientConnectionOptions(
            client_factory=client,
            username=target.user,
            client_keys=list(keys) or None,
            known_hosts=lambda *_: ([], [], [], [], [], [], []),
            agent_path=None,
            config=None,
            gss_host=None,
            x509_trusted_certs=None,
            preferred_auth=("publickey",) if keys else ("password", "keyboard-interactive"),
            login_timeout=None,
            **_ALGORITHMS | {"server_host_key_algs": _host_key_algorithms(trusted)},
        ),
    )


def _host_key_algorithms(trusted: Sequence[HostKey]) -> list[str]:
    """The kind of key we know comes first; else a host with several keys would show another and look changed."""
    known = [kind for kind in _HOST_KEYS if any(kind == key.kind for key in trusted)]
    return [*known, *(kind for kind in _HOST_KEYS if kind not in known)]


async def _ran(session: asyncssh.SSHClientConnection, script: bytes, limits: Limits, ends: float) -> Ran:
    output, notices = bytearray(), bytearray()
    process = await session.create_process(COMMAND, encoding=None, stdin=asyncssh.PIPE)
    cut: Any = None
    try:
        async with asyncio.timeout_at(ends):
            # A host that ends early does not take the rest of the script; what it said is still worth reading.
            with suppress(OSError):
                process.stdin.write(script)
                process.stdin.write_eof()
            whole = await asyncio.gather(
                _read(process.stdout, output, limits.output_bytes, limits.output_bytes),
                _read(process.stderr, notices, 4_000, limits.noise_bytes),
            )
            if not all(whole):
                cut = "size"
            else:
                await process.wait_closed()
    except TimeoutError:
        cut = "time"
    status = process.exit_status
    if cut is None and status is None:
        cut = "closed"
    return Ran(output=bytes(output), notices=bytes(notices), status=status, cut=cut)


async def _read(stream: Any, kept: bytearray, keep: int, most: int) -> bool:
    """Read to the end, keeping the first `keep` bytes. False when there is more than `most`."""
    count = 0
    while chunk := await stream.read(_AT_ONCE):
        count += len(chunk)
        kept += chunk[: max(0, keep - len(kept))]
        if count > most:
            return False
    return True
