"""Looking at hostile servers as the command does, with limits of a second or two, and counting what is left behind."""

from __future__ import annotations

import gc
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ssh_app import PASSWORD, USER

from inventory.credentials import Secret
from inventory.host_keys import HostKey, KnownHosts
from inventory.scan import Look, scan
from inventory.scanners.limits import Limits
from inventory.scanners.logins import Logins
from inventory.scanners.outcome import Observation
from inventory.scanners.pace import Pace
from inventory.scanners.ssh_login import prepared
from inventory.targets import Target

DAY = date(2026, 11, 22)
# For hosts that answer: no test may fail because the machine is busy.
PATIENT = Limits(connect_seconds=20, login_seconds=20, total_seconds=40)
SHORT = Limits(connect_seconds=1, login_seconds=1, total_seconds=1.5)
CREDENTIAL = "env:SCAN"


def target(port: int, host: str = "127.0.0.1", **changes: Any) -> Target:
    """A host on loopback."""
    return replace(Target(host=host, port=port, user=USER, credential=CREDENTIAL), **changes)


def look_at(
    targets: Sequence[Target],
    keys: Sequence[HostKey] = (),
    secret: Secret | None = None,
    limits: Limits = PATIENT,
    at_once: int = 8,
    logins: Logins | None = None,
) -> list[Observation]:
    """Look at all targets; what each came to, in the order of `targets`."""
    looks = a_look(targets, keys, secret, limits, logins)
    with ThreadPoolExecutor(at_once) as pool:
        seen = list(scan(targets, looks, pool, at_once, lambda: False))
    return sorted(seen, key=lambda one: targets.index(one.target))


def a_look(
    targets: Sequence[Target],
    keys: Sequence[HostKey],
    secret: Secret | None = None,
    limits: Limits = PATIENT,
    logins: Logins | None = None,
) -> Look:
    """What looks at these targets, knowing these keys and the one credential."""
    secret = secret or Secret(reference=CREDENTIAL, password=PASSWORD)
    known: dict[str, tuple[HostKey, ...]] = {}
    for key in keys:
        known[key.host] = (*known.get(key.host, ()), key)
    return Look(
        credentials={(one.credential, one.passphrase): prepared(secret, "test") for one in targets},
        known=KnownHosts(plain=known),
        seen_on=DAY,
        limits=limits,
        logins=logins or Logins(),
        pace=Pace(time.monotonic),
    )


def look(at: Target, keys: Sequence[HostKey] = (), **options: Any) -> Observation:
    """Look at one target."""
    return look_at([at], keys, **options)[0]


@contextmanager
def nothing_left() -> Iterator[None]:
    """Threads and open files are as many after the block as before. On a busy machine a thread that has nothing left to
    do takes a moment to end."""
    gc.collect()
    threads, files = threading.active_count(), _open_files()
    yield
    ends = time.monotonic() + 30
    while (threading.active_count() > threads or _open_files() > files) and time.monotonic() < ends:
        gc.collect()
        time.sleep(0.05)
    assert threading.active_count() <= threads
    assert _open_files() <= files


def rss_mib() -> float:
    """The memory this process holds now, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
