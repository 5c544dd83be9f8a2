"""Making many values that hold no cycle, without Python looking for cycles among them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_cycles() -> Iterator[None]:
    """Within it the collector of cycles rests. For work that makes a hundred thousand values and no cycle: the more
    there are, the longer each look at all of them takes, a fifth of the time of a check of ten thousand resources. What
    is not used any more goes all the same, since values are counted."""
    rested = not gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not rested:
            gc.enable()
