"""Whether the key that a host shows is the one people trusted."""

from __future__ import annotations

from collections.abc import Sequence

from inventory.host_keys import HostKey, fingerprint
from inventory.scanners.outcome import HostError


def check_host_key(kind: str, data: bytes, trusted: Sequence[HostKey]) -> None:
    """Raise HostError unless the key a host shows is one that is trusted for it."""
    if any(key.data == data for key in trusted):
        return
    shown = fingerprint(data)
    if not trusted:
        raise HostError("hostkey-unknown", f"It shows the {kind} key {shown}, which nobody has trusted yet.")
    known = " or ".join(f"{key.kind} {key.fingerprint}" for key in trusted)
    raise HostError("hostkey-changed", f"It shows the {kind} key {shown}; trusted is {known}.")
