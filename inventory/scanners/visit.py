"""What a scanner is told of one host: where it is, who logs in, whom to trust, what to run, and how long."""

from __future__ import annotations

from inventory.host_keys import HostKey
from inventory.scanners.limits import Limits
from inventory.scanners.ssh_login import Credential
from inventory.targets import Target
from safeio.values import value


@value
class Visit:
    """One look at one host. One of the `trusted` keys must be the host's; `script` comes over standard input."""

    target: Target
    credential: Credential
    trusted: tuple[HostKey, ...]
    script: bytes
    limits: Limits
