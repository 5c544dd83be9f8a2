"""R-01 at its full size, on the store alone: 500 hosts kept by processes that are killed 50 times."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import warnings
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

import pytest

from inventory.model import Claim
from inventory.scan_runs import begin, end, record, unfinished
from inventory.scanners.outcome import Observation
from inventory.store import open_store
from inventory.targets import Target

DAY = date(2026, 11, 22)
HOSTS, KILLS = 500, 50
TARGETS = tuple(
    Target(host=f"10.1.{number // 250}.{number % 250 + 1}", user="scan", credential="env:A") for number in range(HOSTS)
)
EVERYTHING = """SELECT s.name, c.thing_id, c.field, c.value, c.seen_on
    FROM claims c JOIN sources s ON s.id = c.source_id ORDER BY 1, 2, 3, 4"""


def seen(target: Target) -> Observation:
    """What a look at this host comes to."""
    said: dict[str, str | int | list[str]] = {
        "name": target.host,
        "os_name": "Debian GNU/Linux 12",
        "addresses": [target.host],
        "cpus": 4,
    }
    claims = tuple(
        Claim(thing_id=f"server/{target.host}", field=name, value=value, source=f"ssh:{target.host}", seen_on=DAY)
        for name, value in said.items()
    )
    return Observation(target=target, claims=claims, sha256="0" * 64, sections=18)


def keep(path: Path, most: int = HOSTS, told: Connection | None = None) -> None:
    """Begin a run or go on with it, and keep the hosts that are left, or the first of them; a byte is told for each."""
    with open_store(path) as store:
        run = unfinished(store) or begin(store, TARGETS, "0" * 64, DAY)
        for target in run.left(TARGETS)[:most]:
            record(store, run, seen(target), DAY)
            if told is not None:
                told.send_bytes(b".")
        end(store, run)


def killed_after(path: Path, hosts: int, chance: random.Random) -> None:
    """Let another process keep hosts, and kill it at some moment after so many."""
    ours, theirs = Pipe(duplex=False)
    with warnings.catch_warnings():
        # The copy has this thread alone and uses nothing that others hold. A process made anew takes a second to begin.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        # Nothing of the test may run in here, whatever happens.
        try:
            # A few more at most, however late the kill comes: so there is work left for every kill.
            keep(path, hosts + 2, theirs)
            signal.pause()
        finally:
            os._exit(0)
    theirs.close()
    with ours:
        for _ in range(hosts):
            ours.recv_bytes()
        for _ in range(chance.randrange(60_000)):
            pass  # another moment of the work each time: while it reads, writes, or ends a transaction
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def ask(path: Path, question: str) -> Sequence[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute(question).fetchall()


@pytest.mark.timeout(240)
def test_R_01_killed_fifty_times_five_hundred_hosts_are_kept_once_each(tmp_path: Path) -> None:
    chance = random.Random(1)
    keep(tmp_path / "whole.db")
    path = tmp_path / "estate.db"
    with open_store(path):
        pass  # a kill while the database is made is another test's
    for _ in range(KILLS):
        killed_after(path, 5 + chance.randrange(3), chance)
    assert 5 * KILLS <= ask(path, "SELECT count(*) FROM imports")[0][0] < HOSTS
    keep(path)
    assert ask(path, "PRAGMA integrity_check") == [("ok",)]
    assert ask(path, "SELECT count(*), min(ended) FROM scan_runs") == [(1, 1)]
    assert ask(path, "SELECT count(*), count(DISTINCT target) FROM scan_hosts WHERE state = 'complete'") == [(500, 500)]
    assert ask(path, "SELECT count(*) FROM imports") == [(HOSTS,)]
    assert ask(path, EVERYTHING) == ask(tmp_path / "whole.db", EVERYTHING)
