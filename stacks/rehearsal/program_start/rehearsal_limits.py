"""How long a rehearsed program may take, and how much memory: past that it ends, and it is told where it was.

Needs nothing, and nothing newer than Python 3.9, since programs of other people load it.
"""

from __future__ import annotations

import faulthandler
import resource
from pathlib import Path


def limit(seconds: float, data_bytes: int, where: str) -> None:
    """Limit this process. In the file `where` it says what it was at when its time was up."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    bounded = data_bytes if most == resource.RLIM_INFINITY else min(data_bytes, most)
    resource.setrlimit(resource.RLIMIT_DATA, (bounded, most))
    # The file must stay open as long as the process: it is written from outside of Python.
    faulthandler.dump_traceback_later(seconds, exit=True, file=Path(where).open("w", encoding="utf-8"))  # noqa: SIM115
