"""Which hosts to trust, what keys they show, and how that is listed."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

from cloud_unless.tables import Answer, Column, Table
from inventory.host_keys import HostKey, KnownHosts, keys_of, spelt
from inventory.scanners.limits import Limits
from inventory.scanners.outcome import REMEDIES, SILENT, HostError
from inventory.scanners.pace import Pace
from inventory.targets import PORT, Target, TargetEntry, check_host, targets
from safeio.errors import InputError

_AT_ONCE = 16
_COLUMNS = (
    Column(key="host", heading="Host", wrap=True),
    Column(key="kind", heading="Key type"),
    Column(key="fingerprint", heading="Fingerprint", wrap=True),
    Column(key="state", heading="State", wrap=True),
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a host showed. `key` is None when it could not be asked; `message` says why."""

    name: str
    state: Literal["new", "trusted", "changed", "not asked"]
    key: HostKey | None = None
    message: str | None = None


def wanted(entries: Sequence[TargetEntry], known: KnownHosts, hosts: Sequence[str], most: int) -> tuple[Target, ...]:
    """The hosts named, each by its entry where it has one; without any, those of sources.yaml not trusted yet.

    Raises InputError where a host is neither a name nor an address, and where there is nothing to do.
    """
    listed = targets(entries, most)
    if not hosts and not listed:
        remedy = "Add them there under targets, or name one here: cloud-unless hosts trust web1.example"
        raise InputError("sources.yaml", "it names no hosts to trust", remedy)
    if not hosts:
        new = tuple(target for target in listed if not keys_of(known, target.host, target.port))
        if not new:
            raise InputError("hosts trust", "every host of sources.yaml is trusted", "Name a host to look again.")
        return new
    by_name = {name: target for target in listed for name in (target.host, target.name)}
    return tuple(dict.fromkeys(by_name.get(host.lower()) or _other(host) for host in hosts))


def ask(hosts: Sequence[Target], known: KnownHosts) -> list[Shown]:
    """The keys that hosts show, in the order of `hosts`. Nothing is sent to them that belongs to us.

    Silent addresses of ranges are left out: there need not be a host.
    """
    pace = Pace(time.monotonic)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return [shown for shown in pool.map(partial(_shown, known=known, pace=pace), hosts) if shown is not None]


def answers(shown: Sequence[Shown]) -> Answer:
    """The keys with their fingerprints, and what is known of them."""
    rows = tuple(
        (
            one.name,
            one.key.kind if one.key else None,
            one.key.fingerprint if one.key else None,
            one.message or one.state,
        )
        for one in shown
    )
    return Answer(tables=(Table(name="hosts", title="Host keys", columns=_COLUMNS, rows=rows),))


def listed(known: KnownHosts, entries: Sequence[TargetEntry]) -> Answer:
    """The trusted keys, and the hosts named in sources.yaml that have none."""
    keys = sorted((key for keys in known.plain.values() for key in keys), key=lambda key: (key.host, key.kind))
    rows = tuple((key.host, key.kind, key.fingerprint, "trusted") for key in (*keys, *known.hashed))
    named = [(host, entry.port) for entry in entries for host in entry.hosts]
    missing = sorted(spelt(host, port) for host, port in named if not keys_of(known, host, port))
    table = Table(
        name="hosts",
        title="Host keys",
        columns=_COLUMNS,
        rows=(*rows, *((host, None, None, "not trusted yet") for host in missing)),
        empty="No host is trusted yet, and sources.yaml names none. Add hosts there under targets; then run: "
        "cloud-unless hosts trust",
    )
    return Answer(tables=(table,))


def _other(text: str) -> Target:
    """A host that sources.yaml does not name: "name", "name:port" or "[address]:port"."""
    found = re.fullmatch(r"(?:\[([^\]]*)\]|([^:]*)):([0-9]{1,5})", text)
    host, port = (found[1] or found[2], int(found[3])) if found else (text, PORT)
    return Target(host=check_host(host, "hosts trust"), port=port, user="", credential="")


def _shown(target: Target, known: KnownHosts, pace: Pace) -> Shown | None:
    trusted = keys_of(known, target.host, target.port)
    try:
        kind, data = _asked(target, pace, trusted)
    except HostError as error:
        if error.reason == SILENT:
            return None
        message = f"{error.reason}: {error.message} {REMEDIES[error.reason]}"
        return Shown(name=target.name, state="not asked", message=message)
    key = HostKey(host=spelt(target.host, target.port), kind=kind, data=data)
    if any(one.data == data for one in trusted):
        return Shown(name=target.name, state="trusted", key=key)
    changed = f"CHANGED: trusted is {' or '.join(one.fingerprint for one in trusted)}" if trusted else None
    return Shown(name=target.name, state="changed" if trusted else "new", key=key, message=changed)


def _asked(target: Target, pace: Pace, trusted: Sequence[HostKey]) -> tuple[str, bytes]:
    from inventory.scanners.ssh import show_host_key

    try:
        return show_host_key(target, Limits(), pace, trusted)
    except HostError as error:
        if error.reason != "needs-legacy-crypto" or not target.legacy_crypto:
            raise
    from inventory.scanners.ssh_legacy import show_legacy_host_key

    return show_legacy_host_key(target, Limits(), pace)
