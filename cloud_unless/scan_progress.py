"""How far a scan is: hosts done, how fast, and about how long it still takes."""

from __future__ import annotations

import sys
from collections.abc import Callable

# A terminal overwrites its line; elsewhere each is a line of a log.
_TERMINAL_SECONDS, _LOG_SECONDS = 0.2, 10.0
# Before this many hosts are done, the rate says nothing.
_ENOUGH = 3


class ScanProgress:
    """Counts hosts and tells now and then. `clock` gives seconds; `tell` takes one line."""

    def __init__(self, total: int, clock: Callable[[], float], tell: Callable[[str], None]) -> None:
        self.failed = 0
        self._done = 0
        self._total = total
        self._clock = clock
        self._tell = tell
        self._began = self._told = clock()
        self._every = _TERMINAL_SECONDS if sys.stderr.isatty() else _LOG_SECONDS

    def count(self, failed: bool) -> None:
        """One more host is done."""
        self._done += 1
        self.failed += failed
        now = self._clock()
        if now - self._told >= self._every:
            self._told = now
            self._tell(line(self._done, self._total, self.failed, now - self._began))


def line(done: int, total: int, failed: int, seconds: float) -> str:
    """ "12 of 40 hosts, 2 failed, 8.1 a second, about 4 s left"."""
    text = f"{done:,} of {total:,} hosts, {failed:,} failed"
    if done < _ENOUGH or seconds <= 0:
        return text
    rate = done / seconds
    return f"{text}, {rate:.1f} a second, about {_left((total - done) / rate)} left"


def _left(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
