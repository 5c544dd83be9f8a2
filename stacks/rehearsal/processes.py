"""Running another program: its output bounded, its time limited, and nothing of it left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

OUTPUT_BYTES = 200_000_000
"""No preview of 500 resources comes near; what goes past it is dropped, and Finished says so."""

_GRACE_SECONDS = 5  # the engine ends its own helpers when it is asked to; then everything is ended
_KILL_SECONDS = 20  # only a process that waits for a disk outlives being killed by so much
_LOOK_AGAIN_SECONDS = 0.005
_CHUNK = 65_536


@dataclass(frozen=True)
class Finished:
    """A program that has ended after `seconds`. `cut` means that it wrote more than OUTPUT_BYTES; `late` that its time
    was up."""

    code: int
    seconds: float
    output: bytes
    errors: bytes
    cut: bool
    late: bool


class Running:
    """The programs that run now. `stop` ends them all with everything they started, and lets no more begin."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._now: set[subprocess.Popen[bytes]] = set()
        self._stopped = False

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        seconds: float,
        given: bytes = b"",
    ) -> Finished:
        """Run a program to its end, with `given` on its standard input. Raises OSError when it cannot be started, and
        InterruptedError after `stop`."""
        process = self._begin(arguments, folder, environment, subprocess.PIPE, subprocess.PIPE)
        try:
            return _ended(process, seconds, given)
        except BaseException:
            end_with_descendants(process)
            raise
        finally:
            with self._lock:
                self._now.discard(process)

    def begin(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], given: int
    ) -> subprocess.Popen[bytes]:
        """Start a program that runs until `stop`, with the descriptor `given` as its standard input. What it says is
        dropped. Raises as `run` does."""
        return self._begin(arguments, folder, environment, given, subprocess.DEVNULL)

    def stop(self) -> None:
        """End all that runs. Calls that wait for it return soon after."""
        with self._lock:
            self._stopped = True
            found = tuple(self._now)
        for process in found:
            end_with_descendants(process)

    def _begin(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], given: int, said: int
    ) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._stopped:
                raise InterruptedError
            process = subprocess.Popen(
                list(arguments),
                cwd=folder,
                env=dict(environment),
                stdin=given,
                stdout=said,
                stderr=said,
                # A session of its own: all its descendants are found by it, whatever groups they make.
                start_new_session=True,
            )
            self._now.add(process)
            return process


def end_with_descendants(process: subprocess.Popen[bytes]) -> None:
    """End a program that began a session, and every process of that session: asked first, then made to."""
    with suppress(ProcessLookupError):
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE_SECONDS)
    if process.poll() is None:
        process.kill()
        process.wait()
    _empty(process.pid)


def _empty(session: int) -> None:
    """Kill what a session still holds, until nothing is left: a process is gone a while after it is told to go, and may
    have started another before."""
    until = time.monotonic() + _KILL_SECONDS
    while (members := _session(session)) and time.monotonic() < until:
        for member in members:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(member, signal.SIGKILL)
        time.sleep(_LOOK_AGAIN_SECONDS)


def _session(leader: int) -> list[int]:
    """The processes of a session that have not ended, from /proc; none where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            # The name of a program may hold spaces and brackets: the fields after it are counted from its last bracket.
            fields = entry.read_text(errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == leader and fields[0] != "Z":
                found.append(int(entry.parent.name))
    return found


def _ended(process: subprocess.Popen[bytes], seconds: float, given: bytes) -> Finished:
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    output, errors = _Bounded(process.stdout), _Bounded(process.stderr)
    with suppress(BrokenPipeError):
        process.stdin.write(given)
        process.stdin.close()
    began = time.monotonic()
    late = False
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        late = True
        end_with_descendants(process)
    took = time.monotonic() - began
    # Whoever still holds a pipe would keep us waiting for ever.
    end_with_descendants(process)
    for one in (output, errors):
        one.join(_GRACE_SECONDS)
    return Finished(process.returncode, took, output.data, errors.data, output.cut or errors.cut, late)


class _Bounded(threading.Thread):
    """Reads a pipe to its end and keeps its first OUTPUT_BYTES."""

    def __init__(self, pipe: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._pipe = pipe
        self._kept: list[bytes] = []
        self._size = 0
        self.cut = False
        self.start()

    def run(self) -> None:
        """Read until the other side closes."""
        with self._pipe:
            while chunk := os.read(self._pipe.fileno(), _CHUNK):
                room = OUTPUT_BYTES - self._size
                self.cut = self.cut or len(chunk) > room
                if room > 0:
                    self._kept.append(chunk[:room])
                    self._size += min(len(chunk), room)

    @property
    def data(self) -> bytes:
        """What has been kept so far."""
        return b"".join(self._kept)
