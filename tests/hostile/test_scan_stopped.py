"""A scan that is killed, interrupted or run beside other commands: nothing is lost, doubled or half written."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from looking import look_at, rss_mib, target
from scan_folders import ROOT, dump, folder_for, line, run, states
from ssh_app import PASSWORD, App, serving
from ssh_raw import misbehaving, saying

from tools.replay_hosts import framed

# Each test starts processes of its own, which takes long on a busy machine.
pytestmark = pytest.mark.timeout(300)
ADDRESSES = [f"127.0.1.{n}" for n in range(1, 101)]
AT_ONCE = 8


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCAN", PASSWORD)


async def _named(process: Any) -> None:
    """Each address is a host with a name of its own."""
    address = process.get_extra_info("sockname")[0]
    process.stdout.write(framed({"names": (0, f"\n==> uname -n <==\nhost-{address}\n".encode())}))
    process.exit(0)


@contextmanager
def _begun(folder: Path, *arguments: str, **options: Any) -> Iterator[subprocess.Popen[str]]:
    command = line(folder, "scan", *arguments)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def _done(folder: Path) -> int:
    """How many hosts were looked at; 0 while there is no such table yet."""
    try:
        return sum(state is not None for _, state in states(folder))
    except sqlite3.OperationalError:
        return 0


def _wait_until(condition: Any, process: subprocess.Popen[str]) -> None:
    """Wait for what another process does; a process that has ended does nothing more."""
    ends = time.monotonic() + 200
    while not condition():
        assert process.poll() is None, process.stderr.read() if process.stderr else "it has ended"
        assert time.monotonic() < ends
        time.sleep(0.01)  # waits for another process, not for luck


def test_R_01_killed_ten_times_the_scan_ends_as_if_it_never_was(tmp_path: Path) -> None:
    seen: Counter[str] = Counter()

    async def counted(process: Any) -> None:
        seen[process.get_extra_info("sockname")[0]] += 1
        await _named(process)

    chance = random.Random(1)
    with serving(counted, address=ADDRESSES) as app:
        folder = folder_for(tmp_path / "p", app, ADDRESSES)
        for kill in range(1, 11):
            with _begun(folder, "--at-once", str(AT_ONCE)) as process:
                _wait_until(lambda kill=kill: _done(folder) >= kill * 6 + chance.randrange(4), process)
                process.send_signal(signal.SIGKILL)
        done = _done(folder)
        ended = run(line(folder, "scan"))
        assert ended.returncode == 0, ended.stderr
        assert f"{100 - done} of 100 hosts left" in ended.stderr
        whole = folder_for(tmp_path / "whole", app, ADDRESSES)
        seen_before = dict(seen)
        assert run(line(whole, "scan")).returncode == 0
    assert dump(folder) == dump(whole)
    assert states(folder) == sorted((f"{address}:{app.port}", "complete") for address in ADDRESSES)
    # A host is looked at twice only if it was under way when the process was killed.
    assert sum(count - 1 for count in seen_before.values()) <= 10 * AT_ONCE
    with closing(sqlite3.connect(folder / "estate.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM scan_runs").fetchone() == (1,)


@contextmanager
def _slow() -> Iterator[tuple[App, threading.Event]]:
    """Hosts that answer only when told to."""
    go = threading.Event()

    async def waits(process: Any) -> None:
        while not go.is_set():
            await asyncio.sleep(0.01)
        await _named(process)

    with serving(waits, address=ADDRESSES[:20]) as app:
        yield app, go
        go.set()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_R_02_once_means_finish_what_is_under_way(tmp_path: Path, number: signal.Signals) -> None:
    with _slow() as (app, go):
        folder = folder_for(tmp_path / "p", app, ADDRESSES[:20])
        with _begun(folder, "--at-once", "4") as process:
            _wait_until(lambda: len(app.commands) == 4, process)
            process.send_signal(number)
            assert process.stderr is not None
            assert any("Stopping" in said for said in iter(process.stderr.readline, "")), "it ended without a word"
            go.set()
            _, said = process.communicate(timeout=200)
        assert process.returncode == 130
        assert _done(folder) == 4
        assert "16 hosts left; to go on, run: cloud-unless scan" in said
        assert run(line(folder, "scan")).returncode == 0
    assert _done(folder) == 20


def test_R_02_twice_means_at_once(tmp_path: Path) -> None:
    with _slow() as (app, _):
        folder = folder_for(tmp_path / "p", app, ADDRESSES[:20])
        with _begun(folder, "--at-once", "4") as process:
            _wait_until(lambda: len(app.commands) == 4, process)
            process.send_signal(signal.SIGINT)
            assert process.stderr is not None
            assert any("Stopping" in said for said in iter(process.stderr.readline, "")), "it ended without a word"
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 130
    assert _done(folder) == 0


def test_R_02_a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    with serving() as app:
        folder = folder_for(tmp_path / "p", app)
        reading, writing = os.pipe()
        os.close(reading)
        with _begun(folder, stdout=writing) as process:
            os.close(writing)
            _, said = process.communicate(timeout=200)
    assert process.returncode == 0, said
    assert "Traceback" not in said and "Broken" not in said


def test_R_09_a_second_scan_is_refused_while_one_runs(tmp_path: Path) -> None:
    with _slow() as (app, go):
        folder = folder_for(tmp_path / "p", app, ADDRESSES[:20])
        with _begun(folder, "--at-once", "4") as process:
            _wait_until(lambda: len(app.commands) == 4, process)
            second = run(line(folder, "scan"))
            assert second.returncode == 6
            assert f"process {process.pid} on " in second.stderr
            go.set()
            process.communicate(timeout=200)
        assert process.returncode == 0


def test_R_08_other_commands_read_and_write_while_a_scan_runs(tmp_path: Path) -> None:
    with _slow() as (app, go):
        folder = folder_for(tmp_path / "p", app, ADDRESSES[:20])
        with _begun(folder, "--at-once", "4") as process:
            _wait_until(lambda: len(app.commands) == 4, process)
            assert run(line(folder, "import")).returncode == 0
            go.set()
            others = [run(line(folder, name)).returncode for name in ("import", "estate", "import")]
            process.communicate(timeout=200)
    assert (process.returncode, others) == (0, [0, 0, 0])
    assert _done(folder) == 20


def test_again_begins_a_new_scan(tmp_path: Path) -> None:
    with serving(_named, address=ADDRESSES[:3]) as app:
        folder = folder_for(tmp_path / "p", app, ADDRESSES[:3])
        for arguments in ((), (), ("--again",)):
            assert run(line(folder, "scan", *arguments)).returncode == 0
        assert len(app.commands) == 9


def test_R_12_twenty_scans_leave_no_more_than_one() -> None:
    with serving(_named, address=ADDRESSES[:20]) as app, misbehaving(saying(b"HTTP/1.1 400\r\n\r\n")) as port:
        hosts = [*(target(app.port, address) for address in ADDRESSES[:20]), *[target(port)] * 5]
        keys = [app.trusted(address) for address in ADDRESSES[:20]]
        rss, threads, files = [], [], []
        for _ in range(20):
            assert sum(one.reason is None for one in look_at(hosts, keys)) == 20
            rss.append(rss_mib())
            threads.append(threading.active_count())
            files.append(sum(1 for _ in Path("/proc/self/fd").iterdir()))
    assert rss[-1] - rss[4] < 10
    # The servers are in this process too, and may still be closing a connection or two.
    assert max(threads[5:]) <= max(threads[:5]) + 2
    assert max(files[5:]) <= max(files[:5]) + 5
