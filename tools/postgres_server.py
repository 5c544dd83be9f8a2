"""A real PostgreSQL server for tests: its own data, on a socket in a folder of its own, with no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "estate"
SECONDS = 120  # for starting and for stopping, on a busy machine


@contextmanager
def running() -> Iterator[str]:
    """Start PostgreSQL with an empty database; yields its address, and stops it at the end."""
    with tempfile.TemporaryDirectory(prefix="pg-") as place:  # a socket's path must be short
        folder = Path(place)
        as_other = _unprivileged(folder)
        data = folder / "data"
        made = [_program("initdb"), "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]
        subprocess.run([*as_other, *made], check=True, stdout=subprocess.DEVNULL)
        line = [_program("postgres"), "-D", data, "-k", folder, "-F", "-c", "listen_addresses="]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen([*as_other, *line], stderr=log)
        try:
            _wait_for(folder, server)
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)  # its fast shutdown
            server.wait(SECONDS)


def _unprivileged(folder: Path) -> list[str]:
    """What runs a command as another user where we are root: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody", "nogroup")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _program(name: str) -> Path:
    # Debian keeps the server's programs off the path, a folder for each version.
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}")) or [Path(shutil.which(name) or "")]
    assert found[-1].is_file(), f"{name} is missing: run tools/real_packages.sh"
    return found[-1]


def _wait_for(folder: Path, server: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + SECONDS
    ready = [_program("pg_isready"), "-q", "-h", folder]
    while subprocess.run(ready, check=False).returncode != 0:
        said = (folder / "log").read_text()[-2000:]
        assert server.poll() is None and time.monotonic() < ends, f"PostgreSQL does not start: {said}"
        time.sleep(0.1)
