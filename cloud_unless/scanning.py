"""One scan from beginning to end: credentials opened, hosts looked at, each stored as it comes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cloud_unless import stages
from cloud_unless.interrupts import stoppable
from cloud_unless.progress import number_of, progress, say
from cloud_unless.scan_progress import ScanProgress
from inventory import scan_runs
from inventory.collector import script_sha256
from inventory.credentials import read_secret
from inventory.host_keys import FILE, read_known_hosts
from inventory.scan import Credentials, Look, scan
from inventory.scanners.limits import Limits
from inventory.scanners.logins import Logins
from inventory.scanners.outcome import NOT_TRIED_AGAIN, SILENT, Observation
from inventory.scanners.pace import Pace
from inventory.scanners.ssh_login import prepared
from inventory.store import Store, open_store
from inventory.targets import Target

STOPPING = "Stopping: the hosts under way are finished. Once more to stop at once; nothing stored is lost."


@dataclass(frozen=True, kw_only=True)
class Scanned:
    """What one go came to. `left` hosts were not looked at.

    Earlier in the same run `skipped` hosts refused the login, and `read_before` were read.
    """

    observations: tuple[Observation, ...]
    left: int
    skipped: int
    read_before: int

    @property
    def failed(self) -> int:
        """How many hosts could not be read."""
        return sum(one.failed for one in self.observations)

    @property
    def silent(self) -> int:
        """On how many addresses of ranges nothing answered."""
        return sum(one.reason == SILENT for one in self.observations)

    @property
    def nobody(self) -> bool:
        """True where nothing answered anywhere: the ranges, or the way to them, must be wrong."""
        return not self.read_before and 0 < len(self.observations) == self.silent


def open_credentials(folder: Path, wanted: Sequence[Target]) -> Credentials:
    """Fetch and open every credential, before the first host is touched. Raises InputError."""
    opened = {}
    for credential, passphrase in dict.fromkeys((target.credential, target.passphrase) for target in wanted):
        where = f"sources.yaml credential {credential}"
        secret = read_secret(credential, passphrase, where, folder.absolute(), os.environ)
        opened[credential, passphrase] = prepared(secret, where)
    return opened


def scan_hosts(
    folder: Path,
    wanted: Sequence[Target],
    credentials: Credentials,
    again: bool,
    at_once: int,
    seconds: float,
    day: date,
) -> Scanned:
    """Look at the hosts, many at once, and store each as it comes. Raises InputError and StorageError."""
    known = read_known_hosts(folder / FILE)
    with open_store(folder / stages.STORE) as store:
        run = _begun(store, wanted, again, day)
        todo = run.left(wanted)
        limits = Limits(total_seconds=seconds, login_seconds=min(20, seconds), connect_seconds=min(10, seconds))
        look = Look(
            credentials=credentials,
            known=known,
            seen_on=day,
            limits=limits,
            logins=Logins(run.refused),
            pace=Pace(time.monotonic),
        )
        observations = []
        with (
            progress(f"Scanning {number_of(len(todo), 'host')}") as tell,
            stoppable(STOPPING) as stopping,
            ThreadPoolExecutor(at_once, thread_name_prefix="scan") as pool,
        ):
            told = ScanProgress(len(todo), time.monotonic, tell)
            for observation in scan(todo, look, pool, at_once, stopping):
                scan_runs.record(store, run, observation, day)
                observations.append(observation)
                told.count(observation.failed)
        scan_runs.end(store, run)
    before = [run.states.get(target.name) for target in wanted]
    return Scanned(
        observations=tuple(observations),
        left=len(todo) - len(observations),
        skipped=sum(state in NOT_TRIED_AGAIN for state in before),
        read_before=before.count(scan_runs.COMPLETE),
    )


def _begun(store: Store, wanted: Sequence[Target], again: bool, day: date) -> scan_runs.ScanRun:
    """The run that was stopped half-way, or a new one."""
    stopped = None if again else scan_runs.unfinished(store)
    if stopped is None or not stopped.left(wanted):
        return scan_runs.begin(store, wanted, script_sha256(), day)
    scan_runs.widen(store, stopped, wanted)
    left = len(stopped.left(wanted))
    say(f"Going on with the scan begun on {stopped.began_on}: {left:,} of {len(wanted):,} hosts left (anew: --again).")
    return stopped
