"""paramiko with limits it lacks: how much a host may send before and after login, and how long a packet may be."""

from __future__ import annotations

import logging
import socket
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import paramiko
from cryptography.utils import CryptographyDeprecationWarning

Answers = Callable[[str, str, Sequence[tuple[str, bool]]], list[str]]
"""Answers the questions of a login: title, instructions and prompts in, one answer for each prompt out."""

LOG = "cloud_unless.ssh"
BEFORE_LOGIN = 256_000
"""Bytes a host may send before login. Greeting, key exchange and notices of real servers take under 20,000."""
# OpenSSH sends no packet above 256 KiB (PACKET_MAX_SIZE in its packet.c).
_LONGEST_PACKET = 262_144 + 1_024
_AT_ONCE = 65_536
_HOURS = 3_600.0 * 24

# What is said by a stranger goes to no log, and with no log set up, Python would write it to standard error.
logging.getLogger(LOG).disabled = True


def quieten() -> None:
    """Keep warnings about old key exchanges off the terminal: the host chose it, and the user cannot act on a warning.

    Hosts that need what is past its day are told of by `needs-legacy-crypto`.
    """
    warnings.filterwarnings("ignore", category=CryptographyDeprecationWarning)


class Wire:
    """A socket as paramiko uses it that counts what comes in, and ends where there is too much.

    paramiko asks for each packet twice, a few bytes at a time: what has arrived is taken at once and kept for it.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._arrived = b""
        self._given = 0
        self.allowed = BEFORE_LOGIN
        self.received = 0

    @property
    def flooded(self) -> bool:
        """True when the host sent more than is allowed."""
        return self.received > self.allowed

    def recv(self, count: int) -> bytes:
        """What has arrived, at most `count` bytes. Raises EOFError when the host has sent too much."""
        if self._given == len(self._arrived):
            # A packet may claim gigabytes, and recv() makes room for all it is asked for.
            self._arrived, self._given = self._connection.recv(_AT_ONCE), 0
            self.received += len(self._arrived)
        if self.flooded:
            raise EOFError
        data = self._arrived[self._given : self._given + count]
        self._given += len(data)
        return data

    def close(self) -> None:
        """End the connection, and leave its file open for whoever opened it to close.

        paramiko closes it in one thread while another waits on it. Its number would then go to the connection of
        another host, and the thread would wait on that one.
        """
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


class _Packets(paramiko.packet.Packetizer):
    def read_all(self, n: int, check_rekey: bool = False) -> Any:
        if n > _LONGEST_PACKET:
            raise paramiko.SSHException("the packet is too long")
        return super().read_all(n, check_rekey)

    def start_handshake(self, timeout: float) -> None:
        """Nothing: the socket is watched, and paramiko's own timer would outlive a handshake that fails."""


class Session(paramiko.Transport):
    """One SSH session as client. `offered` is what the host offers for key exchange and as host keys.

    It has no time limits of its own: who makes it watches the socket.
    """

    # paramiko would wake ten times a second to see whether it was closed. `Wire.close` and the watch wake it at once.
    _active_check_timeout = _HOURS

    def __init__(self, wire: Wire, host_key_kinds: Sequence[str]) -> None:
        quieten()
        super().__init__(wire, packetizer_class=_Packets)
        self.set_log_channel(LOG)
        self.offered: tuple[str, ...] = ()
        self.banner_timeout = self.handshake_timeout = self.auth_timeout = self.channel_timeout = _HOURS
        options = self.get_security_options()
        known = [kind for kind in options.key_types if kind in _signatures(host_key_kinds)]
        # The kind of key we know comes first; else a host with several keys would show another and look changed.
        options.key_types = (*known, *(kind for kind in options.key_types if kind not in known))
        # GCM needs no second pass over each packet, which paramiko makes in Python.
        quick = [name for name in options.ciphers if "gcm" in name]
        options.ciphers = (*quick, *(name for name in options.ciphers if name not in quick))

    def _really_parse_kex_init(self, m: Any, ignore_first_byte: bool = False) -> Any:
        parsed = super()._really_parse_kex_init(m, ignore_first_byte)
        self.offered = (*parsed["kex_algo_list"], *parsed["server_key_algo_list"])
        return parsed

    def auth_with_password(self, user: str, password: str, answers: Answers) -> Any:
        """Ask which ways are open, which is no attempt (RFC 4252 section 5.2), and log in by password or by question.

        Both go over one request for the service: many servers hang up at the second one that paramiko would send.
        Raises what paramiko raises, and BadAuthenticationType where the host takes no passwords at all.
        """
        try:
            return self.auth_none(user)
        except paramiko.BadAuthenticationType as error:
            if not {"password", "keyboard-interactive"} & set(error.allowed_types):
                raise
            way = "password" if "password" in error.allowed_types else "keyboard-interactive"
        answered = threading.Event()
        login: Any = self.auth_handler
        login.username, login.password, login.auth_method, login.auth_event = user, password, way, answered
        login.interactive_handler, login.submethods = answers, ""
        accepted = paramiko.Message()
        accepted.add_string("ssh-userauth")
        accepted.rewind()
        login._parse_service_accept(accepted)
        return login.wait_for_response(answered)

    def end(self) -> None:
        """End the connection and wait until paramiko's thread is gone. Who opened the socket closes it afterwards."""
        self.close()
        self.sock.close()  # paramiko leaves it open where the session never began, or is over already
        if self.is_alive():
            self.join(5)


def _signatures(kinds: Sequence[str]) -> set[str]:
    """The signatures that a host with keys of these kinds can make: an RSA key makes two (RFC 8332)."""
    return {*kinds, *(("rsa-sha2-512", "rsa-sha2-256") if "ssh-rsa" in kinds else ())}
