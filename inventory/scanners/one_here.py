"""What all looks in one process share, when it came from another process together with each of them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from itertools import count
from typing import Any, TypeVar

T = TypeVar("T")
Sent = tuple[Callable[..., T], tuple[Any, ...]]
"""How an object is sent: what makes it over there, and from what."""

_here: dict[str, Any] = {}
_lock = threading.Lock()
_numbers = count(1)


def own_name() -> str:
    """A name for a new object, by which its copies in another process know that they are one."""
    return f"{os.getpid()}-{next(_numbers)}"


def one_here(kind: Callable[..., T], name: str, *arguments: Any) -> T:
    """The one object of this name in this process, made of `arguments` when it first arrives."""
    with _lock:
        if name not in _here:
            _here[name] = kind(*arguments)
        found: T = _here[name]
        return found
