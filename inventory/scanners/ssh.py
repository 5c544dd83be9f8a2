"""Looking at a host over SSH: one connection, one login, one channel, one constant script over standard input."""

from __future__ import annotations

import re
import select
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Literal

import paramiko

from inventory.host_keys import HostKey
from inventory.scanners.dial import dial
from inventory.scanners.guarded import Session, Wire
from inventory.scanners.limits import Limits
from inventory.scanners.logins import Logins
from inventory.scanners.outcome import COMMAND, LEGACY_KEX, LEGACY_KEYS, HostError, Ran
from inventory.scanners.pace import Pace
from inventory.scanners.ssh_login import log_in
from inventory.scanners.trusted import check_host_key
from inventory.scanners.visit import Visit
from inventory.scanners.watch import Watch
from inventory.targets import Target

_STATUS_SECONDS = 2.0
_GONE = (OSError, EOFError)
"""What paramiko raises for what is sent to a host that has gone."""
_EXPIRED = re.compile(
    rb"password (has |is )?expired|(must|required to) change your password|password change required", re.I
)


def run(visit: Visit, logins: Logins, pace: Pace) -> Ran:
    """What the host writes when it runs the script. Raises HostError when it does not get so far.

    The host key is checked before anything is sent that belongs to us. One login is tried, with the one credential.
    """
    limits = visit.limits
    with dial(visit.target, limits.connect_seconds, pace) as connection:
        began = time.monotonic()
        wire = Wire(connection)
        session = Session(wire, [key.kind for key in visit.trusted])
        try:
            with Watch(connection, min(limits.login_seconds, limits.total_seconds)) as watch:
                _shake_hands(session, wire, watch)
                check_host_key(session.host_key.get_name(), session.host_key.asbytes(), visit.trusted)
                log_in(session, visit.target, visit.credential, watch, logins)
            wire.allowed = wire.received + 2 * (limits.output_bytes + limits.noise_bytes)
            with Watch(connection, limits.total_seconds - (time.monotonic() - began)) as watch:
                return _run_script(session, visit.script, limits, watch)
        finally:
            session.end()


def show_host_key(target: Target, limits: Limits, pace: Pace, trusted: Sequence[HostKey] = ()) -> tuple[str, bytes]:
    """The kind and the data of the key the host shows. Nothing is sent that belongs to us. Raises HostError."""
    with dial(target, limits.connect_seconds, pace) as connection:
        wire = Wire(connection)
        session = Session(wire, [key.kind for key in trusted])
        try:
            with Watch(connection, min(limits.login_seconds, limits.total_seconds)) as watch:
                _shake_hands(session, wire, watch)
                return session.host_key.get_name(), session.host_key.asbytes()
        finally:
            session.end()


def _shake_hands(session: Session, wire: Wire, watch: Watch) -> None:
    """Greeting and key exchange. Raises HostError."""
    try:
        session.start_client()
    except Exception as error:  # noqa: BLE001 - a hostile peer can make any of paramiko's parsers fail
        raise _no_handshake(session, wire, watch, error) from None


def _no_handshake(session: Session, wire: Wire, watch: Watch, error: Exception) -> HostError:
    greeted = bool(session.remote_version)
    if watch.expired:
        if greeted:
            return HostError("net-timeout", "It greets, and then does not finish the key exchange.")
        return HostError("banner-timeout", "It takes the connection and does not say that it is an SSH server.")
    if wire.flooded:
        return HostError("protocol", "It sends far more than an SSH server does.")
    if isinstance(error, paramiko.ssh_exception.IncompatiblePeer):
        if set(session.offered) & {*LEGACY_KEX, *LEGACY_KEYS}:
            return HostError("needs-legacy-crypto", "It only speaks SHA-1 cryptography, which is past its day.")
        return HostError("kex-incompatible", "It has no cryptography in common with this program.")
    if wire.received == 0:
        return HostError("refused", "It takes the connection and closes it at once.")
    return HostError("protocol", "What answers does not speak SSH, or speaks it wrongly.")


def _run_script(session: Session, script: bytes, limits: Limits, watch: Watch) -> Ran:
    try:
        channel = session.open_session()
        try:
            channel.exec_command(COMMAND)
            # A host that ends early does not take the rest of the script; what it said is still worth reading.
            with suppress(*_GONE):
                channel.sendall(script)
                channel.shutdown_write()
            return _drained(channel, limits, watch)
        finally:
            with suppress(*_GONE):
                channel.close()
    except HostError:
        raise
    except Exception:  # noqa: BLE001 - as above
        if watch.expired:
            raise HostError("cmd-timeout", "It does not start the script in time.") from None
        raise HostError("protocol", "It lets the user log in, but not run a command.") from None


def _drained(channel: Any, limits: Limits, watch: Watch) -> Ran:
    """Read standard output and standard error as they come, so that neither blocks the other."""
    output, notices, noise = bytearray(), bytearray(), 0
    ready = select.poll()
    ready.register(channel.fileno(), select.POLLIN)
    ended = False
    while not ended:
        ready.poll(watch.seconds_left * 1000 + 500)
        ended = channel.eof_received or channel.closed
        while channel.recv_ready() and len(output) <= limits.output_bytes:
            output += channel.recv(65_536)
        while channel.recv_stderr_ready() and noise <= limits.noise_bytes:
            said = channel.recv_stderr(65_536)
            noise += len(said)
            notices += said[: max(0, 4_000 - len(notices))]
        if len(output) > limits.output_bytes or noise > limits.noise_bytes:
            break
    status = _status(channel, watch) if ended else None
    return Ran(
        output=bytes(output[: limits.output_bytes]),
        notices=bytes(notices),
        status=status,
        cut=_cut(ended, status, watch),
    )


def _status(channel: Any, watch: Watch) -> int | None:
    channel.status_event.wait(min(_STATUS_SECONDS, watch.seconds_left))
    return channel.exit_status if channel.exit_status >= 0 else None


def _cut(ended: bool, status: int | None, watch: Watch) -> Literal["time", "size", "closed"] | None:
    # The end of a cut connection looks like an ordinary end of output: so the watch is asked first.
    if watch.expired:
        return "time"
    if not ended:
        return "size"
    return "closed" if status is None else None


def password_expired(ran: Ran) -> bool:
    """True when the host says that the password must be changed before it runs anything."""
    return bool(_EXPIRED.search(ran.notices) or _EXPIRED.search(ran.output[:4_000]))
