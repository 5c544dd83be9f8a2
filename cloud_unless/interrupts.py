"""What happens when the user, or the system, asks the command to stop: finish what is under way, or end at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from cloud_unless.progress import say
from safeio.errors import Exit

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stoppable(said: str) -> Iterator[Callable[[], bool]]:
    """Yields a function that tells whether to stop. The first signal says `said`; a second ends the process at once.

    Ending at once is safe: what was stored is whole, and nothing else is written while the block runs.
    """
    asked = threading.Event()

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            os._exit(Exit.INTERRUPTED)
        asked.set()
        say(said)

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = {one: signal.signal(one, stop) for one in _SIGNALS}
    try:
        yield asked.is_set
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def ended_as_interrupted() -> Iterator[None]:
    """A request to end counts as an interruption, so that the engine is ended and the folder removed."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {one: signal.signal(one, interrupt) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
