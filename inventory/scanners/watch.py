"""Ends a connection when its time is up, whatever the other side does."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress


class Watch:
    """Shuts a socket down at a moment: what waits on it, in any thread, then goes on at once. Use it in a `with`."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self.expired = False
        self._connection = connection
        self._ends = time.monotonic() + seconds
        self._timer = threading.Timer(max(0.0, seconds), self._end)
        self._timer.daemon = True

    def __enter__(self) -> Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._timer.join()

    @property
    def seconds_left(self) -> float:
        """How long until the connection is ended; 0 when it was."""
        return max(0.0, self._ends - time.monotonic())

    def _end(self) -> None:
        self.expired = True
        # A plain close would leave a thread that waits in recv() waiting.
        with suppress(OSError):
            self._connection.shutdown(socket.SHUT_RDWR)
