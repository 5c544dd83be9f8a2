"""The program of a rehearsal, loaded once by a process that copies itself for each run of the engine.

Reading the Azure SDK takes longer than all that a small stack does with it. The engine takes a program that is served
to it as well as one that it starts itself (`--client`, as Pulumi's Automation API does).
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Mapping
from errno import EPIPE
from pathlib import Path
from types import TracebackType

from stacks.rehearsal.processes import Running

_LOAD_SECONDS = 300  # reading the SDK takes ten seconds; a busy machine takes a multiple
_LINE_BYTES = 16


class LoadedProgram:
    """The process that has the program loaded. It ends when this is closed, or when we end."""

    def __init__(self, running: Running, folder: Path, environment: Mapping[str, str]) -> None:
        """Begin to load. Raises OSError when the process cannot be started, also after `running` stopped."""
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-m", "stacks.rehearsal.program_process"]
        try:
            running.begin(command, folder, environment, theirs.fileno())
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._control = ours

    def served(self, folder: Path, environment: Mapping[str, str]) -> Served:
        """Serve one run of the program in this folder and environment. Raises OSError where the process is gone."""
        request = {"folder": str(folder), "environment": dict(environment)}
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._control, [b"."], [theirs.fileno()])
            ours.sendall(json.dumps(request).encode() + b"\n")
            ours.settimeout(_LOAD_SECONDS)
            answered = ours.recv(_LINE_BYTES)
            if not answered:
                raise BrokenPipeError(EPIPE, "the program of the rehearsal cannot be loaded")
        except OSError:
            ours.close()
            raise
        return Served(ours, int(answered))

    def close(self) -> None:
        """Let the process end."""
        self._control.close()


class Served:
    """One run of the program that waits for the engine at `port` of this machine; it ends with the `with`."""

    def __init__(self, connection: socket.socket, port: int) -> None:
        self._connection = connection
        self.port = port

    def __enter__(self) -> Served:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _problem: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._connection.close()
