"""How looking at one host ends: with output, or with one of a closed list of reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from inventory.model import Claim, ScanError
from inventory.targets import Target
from safeio.values import value

COMMAND = "sh -s"
"""What is run on a host. Its login shell may be csh or a restricted shell: this means the same to all of them."""

# RFC 9142 section 4: "SHOULD NOT" and "MUST NOT"; ssh-rsa and ssh-dss sign with SHA-1.
LEGACY_KEX = ("diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha1", "diffie-hellman-group1-sha1")
LEGACY_KEYS = ("ssh-rsa", "ssh-dss")

Reason = Literal[
    "dns",
    "silent",
    "refused",
    "net-timeout",
    "banner-timeout",
    "kex-incompatible",
    "needs-legacy-crypto",
    "hostkey-unknown",
    "hostkey-changed",
    "auth-failed",
    "auth-suspended",
    "password-expired",
    "cmd-timeout",
    "truncated",
    "protocol",
    "internal",
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why a host was not read, in the order in which a connection can fail."""

REMEDIES: Mapping[Reason, str] = {
    "dns": "Check the spelling, and the name server.",
    "silent": "Name it under hosts where there should be one.",
    "refused": "Check that it is up, that SSH listens there, and how many connections it takes at once.",
    "net-timeout": "Check that it is up, and the firewalls between.",
    "banner-timeout": "Something listens there and says nothing: check what it is.",
    "kex-incompatible": "Update its SSH server.",
    "needs-legacy-crypto": "Update its SSH server, or write legacy_crypto: true in its entry to reach it as it is.",
    "hostkey-unknown": "Compare its fingerprint and trust it with: cloud-unless hosts trust.",
    "hostkey-changed": "Find out why before you do anything else; then take its line out of known_hosts and trust it.",
    "auth-failed": "Check the user and the credential. It is not tried again in this run.",
    "auth-suspended": "Correct the credential, then run: cloud-unless scan --again.",
    "password-expired": "Log in by hand and change the password.",
    "cmd-timeout": "Look at the load of the host, or allow it more time with --seconds.",
    "truncated": "Run the scan again; if it stays so, look at the host.",
    "protocol": "Check that an ordinary SSH server listens there and lets this user run a command.",
    "internal": "Report it, as CONTRIBUTING.md says.",
}

# Trying these again would be a second attempt to log in: people must act first.
NOT_TRIED_AGAIN: frozenset[Reason] = frozenset(("auth-failed", "password-expired"))


SILENT: Reason = "silent"
"""An address of a range on which nothing answers: there need not be a host, so nothing is wrong."""


class HostError(Exception):
    """A host could not be read. It becomes data (a ScanError) before it leaves the scanner."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message


@value
class Ran:
    """What a host wrote while it ran the script.

    `status` is the exit status, None when the host gave none. `cut` says why the output is not whole: the time was
    up, it was too long, or the connection ended. `faults` are found on the way, such as cryptography past its day.
    """

    output: bytes
    notices: bytes = b""
    status: int | None = None
    cut: Literal["time", "size", "closed"] | None = None
    faults: tuple[tuple[Reason, str], ...] = ()


@value
class Observation:
    """What one look at one host came to. `reason` is None when the host was read to the end.

    Where there is a reason there is an error that tells it, but for a silent address of a range.

    `refused` is true when it refused the credential; `sha256` is that of the output.
    """

    target: Target
    claims: tuple[Claim, ...] = ()
    errors: tuple[ScanError, ...] = ()
    not_seen: tuple[str, ...] = ()
    reason: Reason | None = None
    message: str | None = None
    sha256: str | None = None
    sections: int = 0
    refused: bool = False

    @property
    def failed(self) -> bool:
        """True where there is a host, or should be, and it could not be read."""
        return self.reason not in (None, SILENT)
