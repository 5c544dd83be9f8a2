"""What a rehearsed program does besides making resources: told, file by file; the network is out of its reach.

Python tells of these as they happen (PEP 578). What another program does that this one starts is not seen. Needs
nothing, and nothing newer than Python 3.9, since programs of other people load it.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any, Callable  # noqa: UP035 - Python 3.9

_REMOVED = ("os.remove", "os.rmdir", "os.rename", "shutil.rmtree")
_STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn")
_WRITING = os.O_WRONLY | os.O_RDWR
_HERE = ("127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "")  # noqa: S104 - compared, not bound
_NOWHERE = 9  # the port of the proxy that nothing listens at
_NO_DIRECTORY = -1  # a path that counts from an open directory cannot be told
_OWN = ("uname",)  # what Python itself starts to learn where it runs


def watch(folder: str, note: Callable[[str], None]) -> None:
    """Tell of what is written, removed, started and looked for on the network. `folder` is that of the program: what it
    writes there is told, and elsewhere all but what is temporary."""
    inside = os.path.realpath(folder) + os.sep
    temporary = os.path.realpath(tempfile.gettempdir()) + os.sep
    own = os.environ.get("CLOUD_UNLESS_NOTES") or ".pyc"
    told = set()

    def tell(text: str) -> None:
        if text not in told:
            told.add(text)
            note(text)

    def tell_of_file(done: str, path: Any) -> None:
        name = _text(path)
        place = os.path.realpath(name) if name else "/dev/null"
        if place.startswith(inside):
            tell(f"the program {done} {place[len(inside) :]}, in its folder")
        elif not f"{place}{os.sep}".startswith((temporary, "/dev/", "/proc/")) and not place.endswith((".pyc", own)):
            tell(f"the program {done} {place}")

    def hear(event: str, given: Any) -> None:
        if event == "open":
            if _writes(given[1], given[2]):
                tell_of_file("wrote", given[0])
        elif event in _REMOVED:
            if not any(one not in (None, _NO_DIRECTORY) for one in given[1:] if isinstance(one, int)):
                tell_of_file("took away", given[0])
        elif event in _STARTED:
            name = _started(event, given)
            if name not in _OWN:
                tell(f"the program started {name}: what that does is not seen")
        elif event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname"):
            _keep_here(event, given, tell)

    sys.addaudithook(hear)


def _writes(mode: Any, flags: Any) -> bool:
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return isinstance(flags, int) and bool(flags & _WRITING)


def _text(path: Any) -> str:
    try:
        return os.fsdecode(path)
    except TypeError:
        return ""  # an open file, by its number


def _started(event: str, given: Any) -> str:
    """The program's name alone: its arguments may hold a secret."""
    asked = given[1] if event == "subprocess.Popen" else given[0]
    first = asked[0] if isinstance(asked, (list, tuple)) and asked else asked
    words = _text(first).split()
    return Path(words[0]).name if words else "another one"


def _keep_here(event: str, given: Any, tell: Callable[[str], None]) -> None:
    """Refuse what leads off this machine. Raises OSError."""
    address = given[1] if event == "socket.connect" else given
    if isinstance(address, (str, bytes)):
        return  # a socket that is a file
    host = _text(address[0]) if address and address[0] is not None else ""
    if event == "socket.connect" and host == _HERE[0] and address[1] == _NOWHERE:
        tell("the program asked the network for something: a rehearsal has none")
    elif host not in _HERE and host != socket.gethostname() and not host.startswith("127."):
        tell(f"the program asked for {host}: a rehearsal has no network")
        raise OSError(f"a rehearsal has no network: {host} was asked for")
