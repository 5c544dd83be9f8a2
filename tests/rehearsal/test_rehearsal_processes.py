"""A program that is run leaves nothing behind, whatever it does."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from stacks.rehearsal import processes
from stacks.rehearsal.processes import Finished, Running

# A child in a process group of its own, as the engine starts its helpers, that ignores being asked to end.
STUBBORN = """
import os, signal, subprocess, sys, time
if len(sys.argv) == 1:
    child = subprocess.Popen([sys.executable, __file__, "child"], start_new_session=False, process_group=0)
    print(child.pid, flush=True)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""


def run(script: str, folder: Path, seconds: float = 60, given: bytes = b"") -> Finished:
    (folder / "program.py").write_text(script)
    return Running().run([sys.executable, "program.py"], folder, dict(os.environ), seconds, given)


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_what_it_writes_and_how_it_ends_is_known(tmp_path: Path) -> None:
    done = run("import sys; print(input()); print('no', file=sys.stderr); sys.exit(3)", tmp_path, given=b"yes\n")
    assert (done.code, done.output, done.errors, done.late, done.cut) == (3, b"yes\n", b"no\n", False, False)


def test_output_without_end_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "OUTPUT_BYTES", 1000)
    done = run("print('x' * 5000)", tmp_path)
    assert (len(done.output), done.cut, done.code) == (1000, True, 0)


def test_when_its_time_is_up_it_and_its_children_are_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_GRACE_SECONDS", 0.2)
    done = run(STUBBORN, tmp_path, seconds=5)
    assert done.late and not is_running(int(done.output))


def test_a_child_that_outlives_its_parent_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_GRACE_SECONDS", 0.2)
    done = run(STUBBORN.replace("signal.signal", "if len(sys.argv) == 1: sys.exit()\nsignal.signal", 1), tmp_path)
    assert done.code == 0 and not is_running(int(done.output))


def test_stop_ends_what_runs_and_lets_nothing_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_GRACE_SECONDS", 0.2)
    running = Running()
    os.mkfifo(tmp_path / "begun")
    (tmp_path / "program.py").write_text("open('begun', 'w').close()\n" + STUBBORN)
    ended: list[Finished] = []
    arguments = [sys.executable, "program.py"]
    waiting = threading.Thread(target=lambda: ended.append(running.run(arguments, tmp_path, dict(os.environ), 60)))
    waiting.start()
    (tmp_path / "begun").read_bytes()  # waits until the program opens it
    running.stop()
    waiting.join(20)
    assert ended and ended[0].code != 0
    with pytest.raises(InterruptedError):
        running.run(arguments, tmp_path, dict(os.environ), 60)
